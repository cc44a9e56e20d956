package org.amf4j.core.director;

import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.ComponentFailed;
import org.amf4j.core.event.Event.ErrorReported;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.recovery.Recovery;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.state.PresenceState;

/** Errors that somebody reports on a component that its agent thinks healthy (AMF-083). */
final class ErrorReports {

    private final Turn turn;
    private final Recovery recovery;
    private final ComponentLife life;

    ErrorReports(Turn turn, Recovery recovery, ComponentLife life) {
        this.turn = turn;
        this.recovery = recovery;
        this.life = life;
    }

    void reported(ErrorReported event) {
        Optional<ComponentState> component = turn.state().component(event.component());
        if (component.isEmpty()) {
            turn.reply(event.requestId(), AisStatus.ERR_NOT_EXIST, "there is no component " + event.component());
            return;
        }
        ComponentState c = component.get();
        AisStatus status = judge(c, event.recommended());
        if (status != AisStatus.OK) {
            turn.reply(
                    event.requestId(),
                    status,
                    c.component().name() + " is " + c.presence() + "; recovery " + event.recommended()
                            + " cannot be applied to it");
            return;
        }
        CommandId incarnation = c.incarnation().orElseThrow();
        recovery.failed(
                c,
                new ComponentFailed(
                        event.component(),
                        incarnation,
                        ErrorSource.ERROR_REPORT,
                        event.recommended(),
                        event.detail(),
                        detectedAt(event),
                        turn.nowNanos()));
        if (turn.state().unitOf(c).host().filter(NodeState::isRebooting).isEmpty()) {
            life.orderCleanupOfFailed(c);
        }
        turn.reply(event.requestId(), AisStatus.OK, "accepted");
    }

    /** Nothing is detected before it is reported, whatever clocks say. */
    private long detectedAt(ErrorReported event) {
        return event.detectedAtNanos() == 0 ? turn.nowNanos() : Math.min(event.detectedAtNanos(), turn.nowNanos());
    }

    private static AisStatus judge(ComponentState c, RecommendedRecovery recommended) {
        boolean running = c.presence() == PresenceState.INSTANTIATED || c.presence() == PresenceState.RESTARTING;
        if (!running || c.isCleaning() || c.incarnation().isEmpty()) {
            return AisStatus.ERR_INVALID_PARAM;
        }
        return switch (recommended) {
            case CONTAINER_RESTART ->
                c.component().config().category().isContained() ? AisStatus.OK : AisStatus.ERR_INVALID_PARAM;
            case NODE_SWITCHOVER, NODE_FAILOVER, NODE_FAILFAST, CLUSTER_RESET ->
                c.component().config().category().isLocal() ? AisStatus.OK : AisStatus.ERR_INVALID_PARAM;
            case NO_RECOMMENDATION, COMPONENT_RESTART, COMPONENT_FAILOVER, APPLICATION_RESTART -> AisStatus.OK;
        };
    }
}
