package org.amf4j.admin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;

/**
 * Has the processes of a cluster read their {@code cluster.yaml} again. Each reads its own; first all are asked what that
 * would change, and only when all agree they are told to take it.
 */
public final class ClusterReload {

    private static final String ADDED = "added";
    private static final String REMOVED = "removed";

    private final AdminClient client;

    /** For the cluster of this client. */
    public ClusterReload(AdminClient client) {
        this.client = client;
    }

    /**
     * What has become of it.
     *
     * @param added nodes that are let in now
     * @param removed nodes that are not let in any more
     * @param read processes that have read their file
     * @param silent processes that cannot be heard and read it when they start
     */
    public record Outcome(List<String> added, List<String> removed, List<String> read, List<String> silent) {}

    /**
     * Does it.
     *
     * @param dryRun whether it is only looked at
     * @param expels whether nodes that can be heard may be shut out
     * @throws CommandFailure when a file cannot be taken or files differ; nothing has changed then
     */
    public Outcome run(boolean dryRun, boolean expels) {
        JsonNode first = asked(Optional.empty(), true);
        Set<String> known = names(first, "known");
        Set<String> heard = names(first, "heard");
        Map<String, JsonNode> looks = new LinkedHashMap<>();
        looks.put(first.path("node").asText(), first);
        for (String node : known) {
            if (heard.contains(node)
                    && !looks.containsKey(node)
                    && first.path("nodes").has(node)) {
                looks.put(node, asked(Optional.of(node), true));
            }
        }
        checkSame(first, looks);
        Set<String> added = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        looks.values().forEach(look -> {
            added.addAll(names(look, ADDED));
            removed.addAll(names(look, REMOVED));
        });
        if (added.isEmpty() && removed.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_OPERATION,
                    "all have read their cluster.yaml as it is; nothing has changed",
                    "change " + first.path("file").asText() + " on every machine, then call this again");
        }
        checkExpelled(heard, removed, expels);
        List<String> silent = known.stream()
                .filter(node -> !heard.contains(node) && !removed.contains(node))
                .toList();
        if (!dryRun) {
            take(looks.keySet());
        }
        return new Outcome(List.copyOf(added), List.copyOf(removed), List.copyOf(looks.keySet()), silent);
    }

    private void take(Set<String> nodes) {
        List<String> done = new ArrayList<>();
        for (String node : nodes) {
            try {
                asked(Optional.of(node), false);
            } catch (CommandFailure e) {
                throw new CommandFailure(
                        e.exitCode(),
                        e.getMessage() + (done.isEmpty() ? "" : "; taken already by " + String.join(", ", done)),
                        "call this again when that is mended",
                        e);
            }
            done.add(node);
        }
    }

    private static void checkExpelled(Set<String> heard, Set<String> removed, boolean expels) {
        List<String> alive = removed.stream().filter(heard::contains).toList();
        if (!alive.isEmpty() && !expels) {
            throw new CommandFailure(
                    ExitCode.REJECTED,
                    String.join(", ", alive)
                            + " can be heard, and would be cut off from the others; nothing has changed",
                    "stop it first; --expel shuts it out as it is, and its work moves when its lease has run out");
        }
    }

    /** Nodes that go by different lists would refuse each other some time later. */
    private static void checkSame(JsonNode first, Map<String, JsonNode> looks) {
        looks.forEach((node, look) -> {
            if (!look.path("nodes").equals(first.path("nodes"))) {
                throw new CommandFailure(
                        ExitCode.REJECTED,
                        "the files of " + first.path("node").asText() + " ("
                                + first.path("file").asText() + ": "
                                + listed(first) + ") and " + node + " ("
                                + look.path("file").asText() + ": "
                                + listed(look) + ") differ; nothing has changed",
                        "bring the same cluster.yaml to all machines, then call this again");
            }
        });
    }

    private static String listed(JsonNode look) {
        return String.join(
                ", ",
                look.path("nodes").properties().stream()
                        .map(node -> node.getKey() + " at " + node.getValue().asText())
                        .toList());
    }

    private static Set<String> names(JsonNode answer, String list) {
        Set<String> names = new LinkedHashSet<>();
        answer.path(list).forEach(name -> names.add(name.asText()));
        return names;
    }

    private JsonNode asked(Optional<String> node, boolean onlyLook) {
        Map<String, String> arguments = new LinkedHashMap<>();
        node.ifPresent(name -> arguments.put("node", name));
        if (onlyLook) {
            arguments.put("check", "true");
        }
        AdminReply reply = client.reload(arguments);
        AisStatus status = AdminClient.status(reply);
        return switch (status) {
            case OK -> Json.parse(reply.getJson());
            case ERR_INVALID_PARAM ->
                throw new CommandFailure(
                        ExitCode.REJECTED,
                        reply.getText() + "; nothing has changed there",
                        "correct the file, then call this again");
            case ERR_NOT_SUPPORTED ->
                throw new CommandFailure(
                        ExitCode.REJECTED,
                        "reload: " + node.orElse("the node that was asked") + " is of an earlier version: "
                                + reply.getText(),
                        "restart its process with this version, 'amf detach' keeps what runs there");
            case ERR_TIMEOUT ->
                throw new CommandFailure(
                        ExitCode.TIMED_OUT, reply.getText(), "'amf status' shows which nodes can be heard");
            default -> throw AdminClient.refusal("reload", status, reply.getText());
        };
    }
}
