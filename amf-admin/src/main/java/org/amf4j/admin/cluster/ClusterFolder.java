package org.amf4j.admin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a local cluster: {@code cluster.yaml} and one folder per node.
 *
 * @param path where it is, absolute
 */
public record ClusterFolder(Path path) {
    /** Longest path of a Unix domain socket that all systems take, in bytes. */
    public static final int SOCKET_PATH_BYTES_MAX = 103;

    private static final String ADMIN_SOCKET = "admin.sock";
    private static final String AGENT_SOCKET = "agent.sock";
    private static final String PID_FILE = "agent.pid";

    public ClusterFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** The description that all nodes of the cluster read. */
    public Path description() {
        return path.resolve("cluster.yaml");
    }

    /** Whether a cluster was ever started here. */
    public boolean exists() {
        return Files.isRegularFile(description());
    }

    /** When the cluster was started last. */
    public FileTime startedAt() {
        try {
            return Files.getLastModifiedTime(description());
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** The cluster's name as its description gives it, else the folder's. */
    public String clusterName() {
        try (Stream<String> lines = Files.lines(description(), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("cluster:"))
                    .map(line -> line.substring("cluster:".length()).strip())
                    .map(ClusterDescription::unquoted)
                    .findFirst()
                    .orElse(path.getFileName().toString());
        } catch (IOException | UncheckedIOException e) {
            return path.getFileName().toString();
        }
    }

    /** Names of the nodes that run here, or whose end nobody has tidied up after; sorted. */
    public List<String> nodes() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(c -> Files.exists(c.resolve(PID_FILE)) || Files.exists(c.resolve(ADMIN_SOCKET)))
                    .map(c -> c.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path, e);
        }
    }

    /** Operator sockets of all nodes. */
    public List<Path> adminSockets() {
        return nodes().stream().map(this::adminSocket).toList();
    }

    /** The keys and certificates of its nodes. */
    public Path certificates() {
        return path.resolve("certificates");
    }

    /** The folder of a node. */
    public Path node(String name) {
        return path.resolve(name);
    }

    /** The operator socket of a node. */
    public Path adminSocket(String node) {
        return node(node).resolve(ADMIN_SOCKET);
    }

    /** The components' socket of a node. */
    public Path agentSocket(String node) {
        return node(node).resolve(AGENT_SOCKET);
    }

    /** The file with the process id of a node's agent. */
    public Path pidFile(String node) {
        return node(node).resolve(PID_FILE);
    }

    /** Where a node's programs write what they have to say. */
    public Path logs(String node) {
        return node(node).resolve("log");
    }

    /** The process of a node's agent, if it runs. */
    public Optional<ProcessHandle> agent(String node) {
        return PidFile.process(pidFile(node));
    }

    /** Whether any agent runs. */
    public boolean isRunning() {
        return nodes().stream().anyMatch(node -> agent(node).isPresent());
    }

    /** Whether the sockets of this node have paths that the system takes. */
    public boolean isShortEnoughFor(String node) {
        return adminSocket(node).toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES_MAX;
    }
}
