package org.amf4j.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;

/**
 * Queries about what lies on one node, the output of its components and its cluster file: answered there, and passed on to there by any other
 * node. Thread-safe.
 */
final class NodeQueries {

    static final String LOGS = "logs";

    /** Most requests that wait for other nodes. */
    private static final int WAITING_MAX = 100;

    private static final long TIMEOUT_MILLIS_MAX = 60_000;
    private static final int BYTES_DEFAULT = 64 << 10;

    private final String self;
    private final Supplier<Set<String>> nodes;
    private final Path logs;
    private final BiConsumer<String, ClusterMessage> sender;
    private final Function<AdminRequest, AdminReply> reload;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, CompletableFuture<AdminReply>> waiting = new ConcurrentHashMap<>();

    /**
     * The queries of a node.
     *
     * @param self its name
     * @param nodes names of all nodes at present
     * @param logs where the output of its components is
     * @param sender takes messages to other nodes
     * @param reload reads the cluster file again
     */
    NodeQueries(
            String self,
            Supplier<Set<String>> nodes,
            Path logs,
            BiConsumer<String, ClusterMessage> sender,
            Function<AdminRequest, AdminReply> reload) {
        this.self = self;
        this.nodes = nodes;
        this.reload = reload;
        this.logs = logs;
        this.sender = sender;
    }

    /** An operator asks this node. */
    void handle(AdminRequest request, Consumer<AdminReply> reply) {
        String node = argument(request, "node").orElse(self);
        if (node.equals(self)) {
            reply.accept(answer(request));
        } else if (!nodes.get().contains(node)) {
            reply.accept(LocalQueries.reply(request, AisStatus.ERR_NOT_EXIST, "there is no node '" + node + "'", ""));
        } else if (waiting.size() >= WAITING_MAX) {
            reply.accept(LocalQueries.reply(
                    request, AisStatus.ERR_TRY_AGAIN, "too many requests wait for other nodes; try again", ""));
        } else {
            passOn(node, request, reply);
        }
    }

    private void passOn(String node, AdminRequest request, Consumer<AdminReply> reply) {
        long millis = Math.max(1, Math.min(request.getTimeoutMillis(), TIMEOUT_MILLIS_MAX));
        AdminReply silence = LocalQueries.reply(
                request, AisStatus.ERR_TIMEOUT, "node " + node + " does not answer; it may be down", "");
        CompletableFuture<AdminReply> answer = new CompletableFuture<>();
        waiting.put(request.getId(), answer);
        answer.completeOnTimeout(silence, millis, TimeUnit.MILLISECONDS).thenAccept(what -> {
            waiting.remove(request.getId());
            reply.accept(what);
        });
        sender.accept(node, ClusterMessage.newBuilder().setPeerRequest(request).build());
    }

    /** Another node asks this one. */
    void received(String node, AdminRequest request) {
        sender.accept(
                node, ClusterMessage.newBuilder().setAdminReply(answer(request)).build());
    }

    /** Takes the answer of another node; false when none was asked for. */
    boolean answered(AdminReply reply) {
        return Optional.ofNullable(waiting.get(reply.getId()))
                .map(answer -> answer.complete(reply))
                .orElse(false);
    }

    private AdminReply answer(AdminRequest request) {
        if (request.getQuery().getKind().equals(ReloadQuery.KIND)) {
            return reload.apply(request);
        }
        if (!request.getQuery().getKind().equals(LOGS)) {
            return LocalQueries.reply(request, AisStatus.ERR_NOT_SUPPORTED, "this node does not know the query", "");
        }
        try {
            Dn component = Dn.of(argument(request, "dn").orElse(""));
            Map<String, Long> after = new LinkedHashMap<>();
            for (String command : KeptOutput.COMMANDS) {
                argument(request, "after_" + command).ifPresent(end -> after.put(command, Long.parseLong(end)));
            }
            int bytes = argument(request, "bytes").map(Integer::parseInt).orElse(BYTES_DEFAULT);
            List<KeptOutput.Part> parts = KeptOutput.read(logs, component, after, bytes);
            String text = json.writeValueAsString(Map.of("node", self, "outputs", parts));
            return LocalQueries.reply(request, AisStatus.OK, "", text);
        } catch (IllegalArgumentException e) {
            return LocalQueries.reply(request, AisStatus.ERR_INVALID_PARAM, e.getMessage(), "");
        } catch (JsonProcessingException e) {
            return LocalQueries.reply(request, AisStatus.ERR_LIBRARY, "logs cannot be written: " + e.getMessage(), "");
        } catch (IOException e) {
            return LocalQueries.reply(
                    request, AisStatus.ERR_FAILED_OPERATION, "logs cannot be read: " + e.getMessage(), "");
        }
    }

    private static Optional<String> argument(AdminRequest request, String name) {
        return Optional.ofNullable(request.getQuery().getArgumentsMap().get(name));
    }
}
