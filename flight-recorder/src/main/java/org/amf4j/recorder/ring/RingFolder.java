package org.amf4j.recorder.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of a ring: segment files with rising numbers. */
public final class RingFolder {

    private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{8})\\.amfrec");

    /** The newest segments are never removed to make room: one may be damaged at its end. */
    private static final int KEPT_MIN = 2;

    private final Path folder;

    /** The ring in this folder, which need not exist. */
    public RingFolder(Path folder) {
        this.folder = folder;
    }

    /** The segments, oldest first; none when there is no ring. */
    public List<Path> segments() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> SEGMENT.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** A file for the next segment. */
    Path next() throws IOException {
        Files.createDirectories(folder);
        List<Path> segments = segments();
        int number = 1;
        if (!segments.isEmpty()) {
            Matcher name = SEGMENT.matcher(segments.getLast().getFileName().toString());
            number = name.matches() ? Integer.parseInt(name.group(1)) + 1 : 1;
        }
        return folder.resolve(String.format("segment-%08d.amfrec", number));
    }

    /** Removes the oldest segments until the rest and what is to come fit; returns the bytes that are left. */
    long makeRoom(long comingBytes, long bytesMax) throws IOException {
        List<Path> segments = segments();
        long bytes = 0;
        for (Path segment : segments) {
            bytes += Files.size(segment);
        }
        for (int i = 0; i < segments.size() - (KEPT_MIN - 1) && bytes + comingBytes > bytesMax; i++) {
            bytes -= Files.size(segments.get(i));
            Files.delete(segments.get(i));
        }
        return bytes;
    }

    /** Removes all segments: they are of another log. */
    void clear() throws IOException {
        for (Path segment : segments()) {
            Files.delete(segment);
        }
    }
}
