package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.amf4j.admin.cluster.ClusterDescription.NodeAddress;

/** Adds and removes the line of a node in a {@code cluster.yaml}, and leaves everything else as its owner has written it. */
final class NodeLines {

    private static final String SECTION = "nodes:";
    private static final Pattern PLAIN_SECTION = Pattern.compile("nodes:\\s*(#.*)?");

    private final Path file;

    NodeLines(Path file) {
        this.file = file;
    }

    /** The whole text, to be put back. */
    String text() throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Puts another text there at once, so that nobody ever reads half of it. */
    void replace(String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Adds a node as the last one. */
    void add(NodeAddress node) throws IOException {
        List<String> lines = new ArrayList<>(text().lines().toList());
        int section = section(lines);
        int end = end(lines, section);
        String indentation = lines.subList(section + 1, end).stream()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .findFirst()
                .map(line ->
                        line.substring(0, line.length() - line.stripLeading().length()))
                .orElse("  ");
        lines.add(end, indentation + node.toYaml());
        replace(String.join("\n", lines) + "\n");
    }

    /** Removes a node that has a line of its own. */
    void remove(String node) throws IOException {
        List<String> lines = new ArrayList<>(text().lines().toList());
        int section = section(lines);
        for (int i = section + 1; i < end(lines, section); i++) {
            if (ClusterDescription.entry(lines.get(i)).filter(node::equals).isPresent()) {
                lines.remove(i);
                replace(String.join("\n", lines) + "\n");
                return;
            }
        }
        throw new IOException(
                file + " has no line of its own for " + node + "; remove it by hand, then 'amf cluster reload'");
    }

    private int section(List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(SECTION)) {
                if (PLAIN_SECTION.matcher(lines.get(i)).matches()) {
                    return i;
                }
                throw new IOException(file + ":" + (i + 1)
                        + ": the nodes are on one line; give each a line of its own, or change the file by hand and call"
                        + " 'amf cluster reload'");
            }
        }
        throw new IOException(file + " has no key 'nodes'; see docs/operating.md for the form of this file");
    }

    /** The first line after the nodes. */
    private static int end(List<String> lines, int section) {
        int last = section;
        for (int i = section + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
                break;
            }
            if (line.startsWith(" ") && !line.isBlank()) {
                last = i;
            }
        }
        return last + 1;
    }
}
