package org.amf4j.clc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that takes what a program prints: the current one and one older beside it with the suffix {@code .1}.
 *
 * <p>Programs write to it directly, so its size is checked before each run and by an {@link OutputGuard} while they run.
 */
public final class OutputFile {

    /** Size at which a file is put aside or emptied, in bytes. */
    public static final long OUTPUT_BYTES_MAX = 1L << 20;

    /** Size at which what was put aside is emptied, because somebody still writes to it, in bytes. */
    private static final long OLDER_BYTES_MAX = 2 * OUTPUT_BYTES_MAX;

    /** How much of the end of an emptied file is kept, in bytes. */
    static final long END_BYTES = 64L << 10;

    private OutputFile() {}

    /** Makes sure that the file can be appended to and begins small enough. */
    static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        if (isLonger(file, OLDER_BYTES_MAX)) {
            trim(file);
        } else if (isLonger(file, OUTPUT_BYTES_MAX)) {
            Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Empties the file when it has outgrown the limit, its end being put aside: programs append, so they write on at the
     * start. One that still writes to the older file has that emptied.
     */
    static void trim(Path file) throws IOException {
        if (isLonger(file, OUTPUT_BYTES_MAX)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                keepEnd(channel, older(file));
                channel.truncate(0);
            }
        } else if (isLonger(older(file), OLDER_BYTES_MAX)) {
            try (FileChannel channel = FileChannel.open(older(file), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    private static void keepEnd(FileChannel channel, Path aside) throws IOException {
        try (FileChannel end = FileChannel.open(
                aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.transferTo(Math.max(0, channel.size() - END_BYTES), END_BYTES, end);
        }
    }

    private static boolean isLonger(Path file, long bytesMax) throws IOException {
        return Files.exists(file) && Files.size(file) > bytesMax;
    }

    /** Where what was put aside is. */
    public static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
