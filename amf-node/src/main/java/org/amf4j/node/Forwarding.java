package org.amf4j.node;

import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.Caller;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.admin.AdminReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what components say to the leader about themselves and others, and its answers back. Used in the loop only. */
final class Forwarding {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final NodeSettings settings;
    private final LeaderRequests leader;
    private final SessionHands sessions;
    private long lastRequest;

    Forwarding(NodeSettings settings, LeaderRequests leader, SessionHands sessions) {
        this.settings = settings;
        this.leader = leader;
        this.sessions = sessions;
    }

    void errorReport(AgentAction.ForwardErrorReport forward) {
        Event.ErrorReported report = new Event.ErrorReported(
                requestId(), forward.erroneous(), forward.recovery(), forward.text(), forward.detectedAtNanos());
        leader.forward(report, reply -> answer(forward.caller(), reply));
    }

    void registration(AgentAction.ForwardRegistration forward) {
        String id = requestId();
        Event request = new Event.ProxiedRegistered(
                id, forward.proxied(), forward.caller().component(), forward.incarnation());
        leader.forward(id, request, reply -> answer(forward.caller(), reply));
    }

    void errorClear(AgentAction.ForwardErrorClear forward) {
        String id = requestId();
        leader.forward(id, new Event.ErrorCleared(id, forward.component()), reply -> answer(forward.caller(), reply));
    }

    void readiness(AgentAction.ForwardReadiness forward) {
        String id = requestId();
        Event request = new Event.HaReadinessSet(
                id, forward.component(), forward.incarnation(), forward.csi(), forward.readiness());
        leader.forward(id, request, reply -> answer(forward.caller(), reply));
    }

    private String requestId() {
        return settings.requests() + "/" + ++lastRequest;
    }

    private void answer(Caller caller, AdminReply reply) {
        sessions.answer(new AgentAction.AnswerRequest(caller, status(reply), reply.getText(), Optional.empty()));
    }

    private static AisStatus status(AdminReply reply) {
        try {
            return AisStatus.of(reply.getStatus());
        } catch (IllegalArgumentException e) {
            LOG.atError().addKeyValue("status", reply.getStatus()).log("the leader answered with an unknown status");
            return AisStatus.ERR_LIBRARY;
        }
    }
}
