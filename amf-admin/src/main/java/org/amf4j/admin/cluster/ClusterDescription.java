package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every node of a local cluster is told: {@code cluster.yaml}.
 *
 * @param cluster the cluster's name
 * @param files absolute paths of the IMM XML files, in the order of loading
 * @param home the folder of the installation, what {@code AMF_HOME} says
 * @param secured whether the nodes talk with certificates
 * @param nodes the nodes in the order of the model
 * @param leaseMillis how long a lease of a node is; empty for what is usual
 */
public record ClusterDescription(
        String cluster,
        List<Path> files,
        Path home,
        boolean secured,
        List<NodeAddress> nodes,
        OptionalInt leaseMillis) {

    private static final Pattern ENTRY = Pattern.compile(" {1,4}(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s:]+):.*\\{.*");

    public ClusterDescription {
        files = List.copyOf(files);
        nodes = List.copyOf(nodes);
    }

    /** With leases as usual. */
    ClusterDescription(String cluster, List<Path> files, Path home, boolean secured, List<NodeAddress> nodes) {
        this(cluster, files, home, secured, nodes, OptionalInt.empty());
    }

    /**
     * Where a node listens.
     *
     * @param name the name its agent announces
     * @param address address of all its ports
     * @param channelPort port of the group channel
     * @param detectionPort port of the failure detection
     * @param logPort port of the replicated log
     * @param part what it does in the cluster
     */
    public record NodeAddress(String name, String address, int channelPort, int detectionPort, int logPort, Part part) {

        /** Its line below {@code nodes}. */
        String toYaml() {
            return quoted(name) + ": {address: " + address + ", channel_port: " + channelPort + ", detection_port: "
                    + detectionPort + ", log_port: " + logPort + ", controller: " + (part == Part.CONTROLLER)
                    + (part == Part.WITNESS ? ", witness: true}" : "}");
        }
    }

    /** What a process does in a cluster. */
    public enum Part {
        /** Runs components, and takes part in the log. */
        CONTROLLER,
        /** Runs components. */
        PAYLOAD,
        /** Runs no components, and takes part in the log so that one of two controllers may die. */
        WITNESS
    }

    /** The processes that a description names, and whether each is a witness, in the order of the file. */
    static Map<String, Boolean> processes(Path description) throws IOException {
        Map<String, Boolean> found = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : Files.readAllLines(description, StandardCharsets.UTF_8)) {
            if (!line.startsWith(" ")) {
                inside = line.startsWith("nodes:");
            } else if (inside) {
                entry(line).ifPresent(name -> found.put(name, line.contains("witness: true")));
            }
        }
        return found;
    }

    /** The node that a line below {@code nodes} is about. */
    static Optional<String> entry(String line) {
        Matcher entry = ENTRY.matcher(line);
        return entry.matches() ? Optional.of(unquoted(entry.group(1))) : Optional.empty();
    }

    /** The same for nodes that have the installation and the model's files at other places. */
    public ClusterDescription at(Path otherHome, List<Path> otherFiles) {
        return new ClusterDescription(cluster, otherFiles, otherHome, secured, nodes, leaseMillis);
    }

    /** The text of the file. */
    public String toYaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("cluster: ").append(quoted(cluster)).append('\n');
        yaml.append("files: [")
                .append(String.join(
                        ", ", files.stream().map(f -> quoted(f.toString())).toList()))
                .append("]\n");
        yaml.append("home: ").append(quoted(home.toString())).append('\n');
        if (!secured) {
            yaml.append("security: off\n");
        }
        // In the proportions of those that are usual.
        leaseMillis.ifPresent(
                lease -> yaml.append("node_loss: {renew_ms: %d, lease_ms: %d, guard_ms: %d, await_ms: %d}\n"
                        .formatted(lease * 3 / 10, lease, lease * 23 / 20, lease * 13 / 10)));
        yaml.append("nodes:\n");
        for (NodeAddress node : nodes) {
            yaml.append("  ").append(node.toYaml()).append('\n');
        }
        return yaml.toString();
    }

    /** Writes the file at once, so that nobody ever reads half of it. */
    public void write(Path file) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, toYaml(), StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Plain where YAML has no other reading of it, else in double quotes. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z/][A-Za-z0-9/._-]*") && !text.matches("(?i)true|false|yes|no|on|off|null|y|n")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The text behind what {@link #toYaml()} wrote for it. */
    static String unquoted(String text) {
        return text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : text;
    }
}
