package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;

/**
 * The output of one component's commands, and how much of it is known: read from the folder of its node where that is on
 * this machine, asked of the node by way of any other where it is not.
 */
final class ComponentLogs {

    private static final int BYTES = 64 << 10;

    private final Dn component;
    private final String node;
    private final Optional<Path> folder;
    private final AdminClient client;
    private final Map<String, Long> known = new LinkedHashMap<>();

    private ComponentLogs(Dn component, String node, Optional<Path> folder, AdminClient client) {
        this.component = component;
        this.node = node;
        this.folder = folder;
        this.client = client;
    }

    /** Of the component of this name, or of all components in what has it; of a stopped cluster by full names only. */
    static List<ComponentLogs> of(ClusterFolder cluster, AdminClient client, String text) {
        // Sockets without a process are what a killed cluster leaves.
        boolean stopped = !cluster.isRunning() && !nodeFolders(cluster).isEmpty();
        List<ComponentLogs> found = stopped ? looked(cluster, client, text) : asked(cluster, client, text);
        if (found.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no output of '" + text + "'",
                    "name a component; of a cluster that does not run by its full name");
        }
        return found;
    }

    private static List<Path> nodeFolders(ClusterFolder cluster) {
        try (Stream<Path> children = Files.list(cluster.path())) {
            return children.filter(c -> Files.isDirectory(c.resolve("log")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(cluster.path(), e);
        }
    }

    private static CommandFailure unreadable(Path path, IOException e) {
        return new CommandFailure(
                ExitCode.FAILED,
                path + " cannot be read: " + e.getMessage(),
                "only the node's user may read its logs",
                e);
    }

    private static List<ComponentLogs> looked(ClusterFolder cluster, AdminClient client, String text) {
        Dn component;
        try {
            component = Dn.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND, e.getMessage(), "a cluster that does not run knows full names only", e);
        }
        return nodeFolders(cluster).stream()
                .filter(n -> KeptOutput.exists(n.resolve("log"), component))
                .map(n ->
                        new ComponentLogs(component, n.getFileName().toString(), Optional.of(n.resolve("log")), client))
                .toList();
    }

    private static List<ComponentLogs> asked(ClusterFolder cluster, AdminClient client, String text) {
        String whole = client.query("get", Map.of("dn", text)).path("dn").asText();
        JsonNode status = client.query("status", Map.of());
        Map<String, String> nodes = new LinkedHashMap<>();
        status.path("sus")
                .forEach(su -> nodes.put(su.path("dn").asText(), su.path("node").asText()));
        Map<String, String> names = new LinkedHashMap<>();
        List<ComponentLogs> found = new ArrayList<>();
        for (JsonNode entry : status.path("components")) {
            String name = entry.path("dn").asText();
            String host = nodes.getOrDefault(entry.path("su").asText(), "");
            boolean wanted = name.equals(whole) || name.endsWith("," + whole) || host.equals(whole);
            if (wanted && !host.isEmpty()) {
                String node = names.computeIfAbsent(host, dn -> agentOf(client, dn));
                Path folder = cluster.logs(node);
                found.add(
                        new ComponentLogs(Dn.of(name), node, Optional.of(folder).filter(Files::isDirectory), client));
            }
        }
        return found;
    }

    /** An agent is called as its CLM node is. */
    private static String agentOf(AdminClient client, String node) {
        JsonNode answer = client.query("get", Map.of("dn", node, "attributes", "saAmfNodeClmNode"));
        String clmNode =
                answer.path("attributes").path("saAmfNodeClmNode").path(0).asText();
        return Dn.of(clmNode).rdnValue();
    }

    Dn component() {
        return component;
    }

    String node() {
        return node;
    }

    /** What has come since the last call; at first the end of what there is. */
    List<KeptOutput.Part> next() {
        List<KeptOutput.Part> parts = folder.isPresent() ? read(folder.get()) : ask();
        parts.forEach(part -> known.put(part.command(), part.end()));
        return parts;
    }

    private List<KeptOutput.Part> read(Path path) {
        try {
            return KeptOutput.read(path, component, known, BYTES);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private List<KeptOutput.Part> ask() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("dn", component.toString());
        arguments.put("node", node);
        arguments.put("bytes", Integer.toString(BYTES));
        known.forEach((command, end) -> arguments.put("after_" + command, Long.toString(end)));
        List<KeptOutput.Part> parts = new ArrayList<>();
        for (JsonNode part : client.query("logs", arguments).path("outputs")) {
            parts.add(new KeptOutput.Part(
                    part.path("command").asText(),
                    part.path("end").asLong(),
                    part.path("text").asText()));
        }
        return parts;
    }
}
