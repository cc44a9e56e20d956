package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What every node of a local cluster is told: {@code cluster.yaml}.
 *
 * @param cluster the cluster's name
 * @param files absolute paths of the IMM XML files, in the order of loading
 * @param home the folder of the installation, what {@code AMF_HOME} says
 * @param secured whether the nodes talk with certificates
 * @param nodes the nodes in the order of the model
 */
public record ClusterDescription(
        String cluster, List<Path> files, Path home, boolean secured, List<NodeAddress> nodes) {

    public ClusterDescription {
        files = List.copyOf(files);
        nodes = List.copyOf(nodes);
    }

    /**
     * Where a node listens.
     *
     * @param name the name its agent announces
     * @param address address of all its ports
     * @param channelPort port of the group channel
     * @param detectionPort port of the failure detection
     * @param logPort port of the replicated log
     * @param controller whether it takes part in the log
     */
    public record NodeAddress(
            String name, String address, int channelPort, int detectionPort, int logPort, boolean controller) {}

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
        yaml.append("nodes:\n");
        for (NodeAddress node : nodes) {
            yaml.append("  ").append(quoted(node.name())).append(": {address: ").append(node.address());
            yaml.append(", channel_port: ").append(node.channelPort());
            yaml.append(", detection_port: ").append(node.detectionPort());
            yaml.append(", log_port: ").append(node.logPort());
            yaml.append(", controller: ").append(node.controller()).append("}\n");
        }
        return yaml.toString();
    }

    /** Writes the file at once, so that nobody ever reads half of it. */
    void write(Path file) throws IOException {
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
