package org.amf4j.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.director.Controller;
import org.amf4j.node.OperatorHandler;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/** What an operator asks about single nodes; everything else goes to the leader. */
final class LocalQueries implements OperatorHandler {

    private final OperatorHandler leader;
    private final Optional<Controller> controller;
    private final NodeQueries nodes;
    private final PrometheusMeterRegistry meters;
    private final CheckpointQueries checkpoints;
    private final Ending ending;
    private final ObjectMapper json = new ObjectMapper();

    /** Answers what concerns this node, and passes the rest on to the leader. */
    LocalQueries(
            OperatorHandler leader,
            Optional<Controller> controller,
            NodeQueries nodes,
            PrometheusMeterRegistry meters,
            CheckpointQueries checkpoints,
            Ending ending) {
        this.nodes = nodes;
        this.checkpoints = checkpoints;
        this.leader = leader;
        this.controller = controller;
        this.meters = meters;
        this.ending = ending;
    }

    @Override
    public void handle(AdminRequest request, Consumer<AdminReply> reply) {
        if (request.getQuery().getKind().startsWith(CheckpointQueries.PREFIX)) {
            checkpoints.handle(request, reply);
            return;
        }
        switch (request.getQuery().getKind()) {
            case "stop" -> ending.handle(request, reply);
            case "metrics" -> reply.accept(metrics(request));
            case NodeQueries.LOGS, ReloadQuery.KIND -> nodes.handle(request, reply);
            case "recall" -> recall(request, reply);
            default -> leader.handle(request, reply);
        }
    }

    /** Only what goes to the leader waits for anybody. */
    @Override
    public void withdraw(String id) {
        leader.withdraw(id);
    }

    private void recall(AdminRequest request, Consumer<AdminReply> reply) {
        if (controller.isPresent()) {
            controller.get().recall(request, reply);
        } else {
            reply.accept(reply(request, AisStatus.ERR_NOT_SUPPORTED, "this node is no controller", ""));
        }
    }

    private AdminReply metrics(AdminRequest request) {
        try {
            String text = json.writeValueAsString(Map.of("prometheus", meters.scrape()));
            return reply(request, AisStatus.OK, "", text);
        } catch (JsonProcessingException e) {
            return reply(request, AisStatus.ERR_LIBRARY, "metrics cannot be written: " + e.getMessage(), "");
        }
    }

    static AdminReply reply(AdminRequest request, AisStatus status, String text, String json) {
        return AdminReply.newBuilder()
                .setId(request.getId())
                .setStatus(status.value())
                .setText(text)
                .setJson(json)
                .build();
    }
}
