package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a process has its cluster file from, so that it can read it again.
 *
 * @param insecure whether it was told on its command line to do without certificates
 */
record ClusterSource(Path file, boolean insecure) {

    /** Reads the file; a mistake in it is an {@link IOException} that names file, line and remedy. */
    ClusterFile read() throws IOException {
        ClusterFile cluster = ClusterFile.read(file);
        return insecure ? cluster.insecure() : cluster;
    }

    /** What is wrong, and where: at the key, or where the nearest key above it begins. */
    IOException wrong(String text, String... path) throws IOException {
        int line = new KeyLines(Files.readString(file)).of(List.of(path));
        return new IOException(file + ":" + line + ": " + text);
    }
}
