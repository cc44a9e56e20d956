package org.amf4j.api.ckpt;

import java.util.Objects;

/**
 * What a checkpoint is made with. Who opens an existing checkpoint with {@link OpenFlag#CREATE} must say the same, but for
 * the retention.
 *
 * @param mode what a write has reached when it returns
 * @param isCollocated replicas are on the nodes where it is open; otherwise the service chooses them
 * @param isDurable survives a stop of all its nodes, on their disks
 * @param replicas how many the service keeps when it chooses, 1 to {@link #REPLICAS_MAX}; fewer while there are fewer nodes
 * @param sizeMax most bytes of all sections together
 * @param retentionNanos how long it is kept after the last close; {@link #FOREVER} until it is unlinked
 * @param sectionsMax most sections; 1 means one section with the empty id that is always there
 * @param sectionBytesMax most bytes of a section, {@link #SECTION_BYTES_LIMIT} at most
 * @param sectionIdBytesMax most bytes of a section's id
 */
public record CreationAttributes(
        WriteMode mode,
        boolean isCollocated,
        boolean isDurable,
        int replicas,
        long sizeMax,
        long retentionNanos,
        int sectionsMax,
        int sectionBytesMax,
        int sectionIdBytesMax) {

    /** A retention that does not end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Most replicas that the service keeps. */
    public static final int REPLICAS_MAX = 5;

    /** The usual number of replicas. */
    public static final int REPLICAS_DEFAULT = 2;

    /** Most bytes that a section can be allowed: 2 MiB. */
    public static final int SECTION_BYTES_LIMIT = 2 << 20;

    /** Most sections that a checkpoint can be allowed. */
    public static final int SECTIONS_LIMIT = 1_000_000;

    public CreationAttributes {
        Objects.requireNonNull(mode, "mode");
    }

    /** Whether the checkpoint has the one section that is always there. */
    public boolean hasDefaultSection() {
        return sectionsMax == 1;
    }

    /** The standard's number of creation flags. */
    public int creationFlags() {
        return mode.value() | (isCollocated ? WriteMode.COLLOCATED_FLAG : 0);
    }

    /** Whether both describe the same checkpoint: all but the retention. */
    public boolean matches(CreationAttributes other) {
        return equals(other.withRetention(retentionNanos));
    }

    /** The same with another retention. */
    public CreationAttributes withRetention(long nanos) {
        return new CreationAttributes(
                mode,
                isCollocated,
                isDurable,
                replicas,
                sizeMax,
                nanos,
                sectionsMax,
                sectionBytesMax,
                sectionIdBytesMax);
    }

    /** What is wrong with them, in a sentence; empty when nothing is. */
    public String problem() {
        if (sectionsMax < 1 || sectionsMax > SECTIONS_LIMIT) {
            return "sectionsMax is " + sectionsMax + ", it must be 1 to " + SECTIONS_LIMIT;
        }
        if (sectionBytesMax < 1 || sectionBytesMax > SECTION_BYTES_LIMIT) {
            return "sectionBytesMax is " + sectionBytesMax + ", it must be 1 to " + SECTION_BYTES_LIMIT;
        }
        if (sectionIdBytesMax < 1 || sectionIdBytesMax > SectionId.BYTES_LIMIT) {
            return "sectionIdBytesMax is " + sectionIdBytesMax + ", it must be 1 to " + SectionId.BYTES_LIMIT;
        }
        if (sizeMax < 1 || sizeMax > (long) sectionsMax * sectionBytesMax) {
            return "sizeMax is " + sizeMax + ", it must be 1 to sectionsMax x sectionBytesMax, "
                    + (long) sectionsMax * sectionBytesMax;
        }
        if (retentionNanos < 0) {
            return "the retention is negative";
        }
        if (replicas < 1 || replicas > REPLICAS_MAX) {
            return "replicas is " + replicas + ", it must be 1 to " + REPLICAS_MAX;
        }
        return "";
    }
}
