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
 * <p>Programs write to it directly, so its size is checked before each run and again now and then while they run.
 */
public final class OutputFile {

    /** Size at which a file is put aside or emptied, in bytes. */
    public static final long OUTPUT_BYTES_MAX = 1L << 20;

    private OutputFile() {}

    /** Makes sure that the file can be appended to and begins small enough. */
    static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        if (isTooLong(file)) {
            Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Empties the file and its older one when they have outgrown the limit: programs append, so they write on at the start. */
    static void trim(Path file) throws IOException {
        for (Path part : new Path[] {file, older(file)}) {
            if (isTooLong(part)) {
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        }
    }

    private static boolean isTooLong(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > OUTPUT_BYTES_MAX;
    }

    private static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
