package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.entity.EntityKind;
import org.amf4j.admin.entity.EntityNames;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Names;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes all work from a node, so that it can be stopped. */
@Command(
        name = "drain",
        description = {
            "Takes all work from a node: shuts it down as an AMF node, waits until it is LOCKED, and says whether it may be"
                    + " stopped then.",
            "Work that is being done is finished first, however long that takes within the time limit. 'amf unlock' gives the"
                    + " node work again."
        })
final class DrainCommand implements Runnable {

    private static final StateWait LOCKED = StateWait.of("LOCKED");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Parameters(
            paramLabel = "NODE",
            description = "the node; its name may be shortened while it stays unique among nodes")
    private String name;

    @Override
    public void run() {
        AmfCommand amf = AmfCommand.of(spec);
        AdminClient client = cluster.client(amf, timeout.limit());
        String node = EntityNames.full(client, EntityKind.NODE, name);
        long start = System.nanoTime();
        AdminReply reply = client.operate(node, AdminOperation.SHUTDOWN);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK && status != AisStatus.ERR_NO_OP) {
            throw AdminClient.refusal("drain " + node, status, reply.getText());
        }
        LOCKED.until(client, node, start + timeout.limit().toNanos());
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        ObjectNode answer = Json.object().put("node", node).put("took_ms", tookMillis);
        answer.setAll(voters(client, node));
        output.print(amf.out(), answer, () -> text(answer));
    }

    /** Whether the node keeps a copy of the log, and which of those that do are not up to date. */
    private static ObjectNode voters(AdminClient client, String node) {
        String member = Names.shortName(client.query("get", Map.of("dn", node))
                .path("attributes")
                .path("saAmfNodeClmNode")
                .path(0)
                .asText());
        JsonNode status = client.query("status", Map.of());
        boolean isVoter = Stream.of("controllers", "witnesses")
                .anyMatch(voters -> texts(status.path(voters)).contains(member));
        ObjectNode answer = Json.object().put("controller", isVoter);
        answer.set(
                "behind",
                Json.array(Settling.behind(status).stream()
                        .filter(v -> !v.equals(member))
                        .toList()));
        return answer;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static String text(JsonNode answer) {
        String text = "drained in " + answer.path("took_ms").asText() + " ms; "
                + answer.path("node").asText() + " is LOCKED and has no work\n";
        if (!answer.path("controller").asBoolean()) {
            return text;
        }
        return answer.path("behind").isEmpty()
                ? text + "it is a controller; all others are up to date\n"
                : text + "do not stop it yet: it is a controller, and behind are "
                        + String.join(", ", texts(answer.path("behind"))) + "\n";
    }
}
