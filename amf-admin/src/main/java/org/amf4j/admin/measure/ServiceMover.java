package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.measure.MeasuredCluster.Active;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;

/** Has an instance served where a measurement wants it. */
final class ServiceMover {
    private static final Set<AisStatus> DONE = Set.of(AisStatus.OK, AisStatus.ERR_NO_OP);

    private final MeasuredCluster cluster;
    private final String instance;

    /** Moves that instance in the cluster. */
    ServiceMover(MeasuredCluster cluster, String instance) {
        this.cluster = cluster;
        this.instance = instance;
    }

    /** The node whose controller leads; or one without a controller, and where there is none, one that does not lead. */
    String target(boolean leader) {
        JsonNode status = cluster.status();
        String leading = status.path("leader").asText();
        if (leader) {
            return leading;
        }
        List<String> controllers =
                status.path("controllers").valueStream().map(JsonNode::asText).toList();
        List<String> hosts = units(status).stream()
                .map(unit -> nodeName(unit(status, unit).path("node").asText()))
                .filter(node -> !node.equals(leading))
                .toList();
        return hosts.stream()
                .filter(node -> !controllers.contains(node))
                .findFirst()
                .or(() -> hosts.stream().findFirst())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the group of " + instance + " has units on the leader's node only",
                        "measure with a model that has units of the group on several nodes"));
    }

    /** The name in a node's DN. */
    static String nodeName(String dn) {
        return dn.substring(dn.indexOf('=') + 1, dn.indexOf(',') < 0 ? dn.length() : dn.indexOf(','));
    }

    /** Moves the instance to the node, if it is not served there, by operations as an operator would use. */
    void move(String node) {
        JsonNode status = cluster.status();
        String unit = unitOn(status, node);
        if (isUnit(status, "ACTIVE", unit)) {
            return;
        }
        if (isUnit(status, "STANDBY", unit)) {
            operate(instance, AdminOperation.SI_SWAP);
            return;
        }
        List<String> others =
                units(status).stream().filter(u -> !u.equals(unit)).toList();
        others.forEach(other -> operate(other, AdminOperation.LOCK));
        others.forEach(other -> operate(other, AdminOperation.UNLOCK));
    }

    private void operate(String target, AdminOperation operation) {
        AdminReply reply = cluster.client().operate(target, operation);
        AisStatus result = AdminClient.status(reply);
        if (!DONE.contains(result)) {
            throw AdminClient.refusal(operation + " " + target, result, reply.getText());
        }
    }

    private boolean isUnit(JsonNode status, String ha, String unit) {
        return status.path("assignments")
                .valueStream()
                .anyMatch(a -> a.path("si").asText().equals(instance)
                        && a.path("ha").asText().equals(ha)
                        && a.path("su").asText().equals(unit));
    }

    private List<String> units(JsonNode status) {
        String group = unit(
                        status,
                        MeasuredCluster.active(status, instance)
                                .map(Active::unit)
                                .orElse(""))
                .path("group")
                .asText();
        return status.path("sus")
                .valueStream()
                .filter(su -> su.path("group").asText().equals(group))
                .map(su -> su.path("dn").asText())
                .toList();
    }

    private static JsonNode unit(JsonNode status, String dn) {
        return status.path("sus")
                .valueStream()
                .filter(su -> su.path("dn").asText().equals(dn))
                .findFirst()
                .orElse(status.path("none"));
    }

    private String unitOn(JsonNode status, String node) {
        return units(status).stream()
                .filter(unit ->
                        nodeName(unit(status, unit).path("node").asText()).equals(node))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the group of " + instance + " has no unit on node " + node,
                        "measure with a model that has a unit of the group on each node"));
    }
}
