package org.amf4j.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;

/** What the nodes of a cluster have written, for whoever reads the report of a failed test. */
final class Logs {

    private static final int LINES_MAX = 80;

    private Logs() {}

    static void print(ClusterFolder cluster) {
        if (!Files.isDirectory(cluster.path())) {
            return;
        }
        try (Stream<Path> files = Files.walk(cluster.path())) {
            files.filter(file -> file.toString().matches(".*(?:node\\.log|agent\\.out|output\\.log)"))
                    .sorted()
                    .forEach(Logs::printEnd);
        } catch (IOException e) {
            System.err.println("the logs in " + cluster.path() + " cannot be read: " + e.getMessage());
        }
    }

    private static void printEnd(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            System.err.println("==== end of " + file);
            lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size()).forEach(System.err::println);
        } catch (IOException e) {
            System.err.println(file + " cannot be read: " + e.getMessage());
        }
    }
}
