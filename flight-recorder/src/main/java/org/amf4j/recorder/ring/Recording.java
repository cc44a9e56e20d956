package org.amf4j.recorder.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one node has recorded.
 *
 * @param node the node
 * @param segments oldest first
 */
public record Recording(String node, List<Segment> segments) {

    /** The largest segment that is read, in bytes. */
    static final long SEGMENT_BYTES_MAX = 1L << 30;

    public Recording {
        segments = List.copyOf(segments);
    }

    /** Index of the first entry that can be played. */
    public long firstIndex() {
        return segments.isEmpty() ? -1 : segments.getFirst().baseIndex();
    }

    /** Index of the last entry, -1 for none. */
    public long lastIndex() {
        return segments.isEmpty() ? -1 : segments.getLast().lastIndex();
    }

    /** How many entries there are. */
    public long entries() {
        return segments.stream().mapToLong(s -> s.entries().size()).sum();
    }

    /** The segment from which the state after this entry can be reached: the last whose base is not behind it. */
    public Optional<Segment> segmentOf(long index) {
        return segments.stream().filter(s -> s.baseIndex() <= index).reduce((earlier, later) -> later);
    }

    /** The files of a ring that may be written meanwhile, by name, oldest first; their ends are cut where they are whole. */
    public static Map<String, byte[]> files(RingFolder ring) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Path path : ring.segments()) {
            String name = path.getFileName().toString();
            try {
                if (Files.size(path) > SEGMENT_BYTES_MAX) {
                    throw new RecordingException(path + " has more than " + SEGMENT_BYTES_MAX + " bytes");
                }
                byte[] file = Files.readAllBytes(path);
                if (Segment.isBegun(file)) {
                    files.put(name, Segment.read(name, file, true).whole(file));
                }
            } catch (NoSuchFileException e) {
                continue; // the ring has gone round meanwhile
            }
        }
        return files;
    }

    /** Reads files of a ring. */
    public static Recording of(String node, Map<String, byte[]> files) throws RecordingException {
        List<Segment> segments = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            segments.add(Segment.read(file.getKey(), file.getValue(), false));
        }
        return new Recording(node, segments);
    }
}
