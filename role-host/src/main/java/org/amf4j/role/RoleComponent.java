package org.amf4j.role;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AssignedCsi;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.Request;
import org.amf4j.api.amf.Termination;

/** Passes what the framework wants on to a role script; its success is the answer. */
final class RoleComponent extends ComponentAdapter {

    /** A check that takes longer is one that has failed. */
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(10);

    private final RoleScript script;

    RoleComponent(RoleScript script) {
        this.script = script;
    }

    @Override
    public void active(Assignment assignment) {
        become("active", assignment);
    }

    @Override
    public void standby(Assignment assignment) {
        become("standby", assignment);
    }

    @Override
    public void quiesced(Assignment assignment) {
        become("quiesced", assignment);
    }

    @Override
    public void removed(Removal removal) {
        pass("removed", Map.of("AMF_CSI", names(removal.csis())), removal);
    }

    @Override
    public void terminate(Termination termination) {
        pass("terminate", Map.of(), termination);
    }

    @Override
    public Health check() {
        try {
            script.call("check", Map.of(), CHECK_LIMIT);
            return Health.ok();
        } catch (RoleScript.RoleException e) {
            return Health.failed(e.getMessage());
        }
    }

    private void become(String role, Assignment assignment) {
        Map<String, String> told = new LinkedHashMap<>();
        for (AssignedCsi csi : assignment.csis()) {
            csi.attributes().forEach((name, values) -> told.put(name, String.join("\n", values)));
        }
        told.put(
                "AMF_CSI",
                names(assignment.csis().stream().map(AssignedCsi::name).toList()));
        told.put(
                "AMF_ACTIVE_COMPONENT",
                assignment.activeComponent().map(Dn::toString).orElse(""));
        told.put("AMF_TRANSITION", assignment.transition().map(Enum::name).orElse(""));
        told.put("AMF_STANDBY_RANK", Integer.toString(assignment.standbyRank()));
        pass(role, told, assignment);
    }

    private void pass(String role, Map<String, String> told, Request request) {
        Optional<String> failure = Optional.empty();
        try {
            script.call(role, told, request.timeLimit());
        } catch (RoleScript.RoleException e) {
            failure = Optional.of(e.getMessage());
        }
        failure.ifPresentOrElse(request::fail, request::done);
    }

    private static String names(List<Dn> csis) {
        return String.join("\n", csis.stream().map(Dn::toString).toList());
    }
}
