package org.amf4j.recorder.ring;

import java.nio.file.Path;

/**
 * What a recorder is started with.
 *
 * @param folder where the ring lies; made when it is not there
 * @param ringBytesMax how many bytes all segments together may have; a model so large that two segments do not fit keeps
 *     two all the same
 * @param cluster the cluster's name
 * @param node the node's name
 * @param version of this program
 */
public record RecorderSettings(Path folder, long ringBytesMax, String cluster, String node, String version) {

    /** The usual size of a ring: 64 MiB, some hundred thousand entries. */
    public static final int RING_MIB = 64;

    /** How many segments a ring is meant to have. */
    static final int SEGMENTS = 8;

    /** Entries in a segment, in bytes, after which a new base is wanted. */
    long segmentBytes() {
        return Math.max(1, ringBytesMax / SEGMENTS);
    }
}
