package org.amf4j.protocol.codec;

import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.AgentLeaves;
import org.amf4j.protocol.cluster.AgentReturned;
import org.amf4j.protocol.cluster.Answer;
import org.amf4j.protocol.cluster.CleanupEnded;
import org.amf4j.protocol.cluster.ComponentFailed;
import org.amf4j.protocol.cluster.ControllerCompared;
import org.amf4j.protocol.cluster.ErrorSource;
import org.amf4j.protocol.cluster.NodeHeard;
import org.amf4j.protocol.cluster.NodeJoined;
import org.amf4j.protocol.cluster.NodeLeft;
import org.amf4j.protocol.cluster.NodeSilent;
import org.amf4j.protocol.cluster.OperationRequested;
import org.amf4j.protocol.cluster.OrderAnswered;
import org.amf4j.protocol.cluster.QuiescingCompleted;
import org.amf4j.protocol.cluster.RulesRaised;
import org.amf4j.protocol.cluster.Tick;

/** Events, as agents report them and as the log holds them. */
final class EventCodec {

    private EventCodec() {}

    /** No default: an event that the schema does not know does not compile. */
    static org.amf4j.protocol.cluster.Event toMessage(Event event) {
        var message = org.amf4j.protocol.cluster.Event.newBuilder();
        switch (event) {
            case Event.ConfigurationLoaded loaded ->
                message.setConfigurationLoaded(ConfigurationCodec.toMessage(loaded));
            case Event.ConfigurationChanged changed ->
                message.setConfigurationChanged(ConfigurationCodec.toMessage(changed));
            case Event.NodeJoined(var agentName, var incarnation, var startedAtNanos, var address) ->
                message.setNodeJoined(NodeJoined.newBuilder()
                        .setAgentName(agentName)
                        .setIncarnation(incarnation)
                        .setStartedAtNanos(startedAtNanos)
                        .setAddress(address));
            case Event.NodeSilent(var agentName, var incarnation, var cause, var waitNanos) ->
                message.setNodeSilent(NodeSilent.newBuilder()
                        .setAgentName(agentName)
                        .setIncarnation(incarnation)
                        .setCause(cause)
                        .setWaitNanos(waitNanos));
            case Event.NodeHeard(var agentName, var incarnation) ->
                message.setNodeHeard(
                        NodeHeard.newBuilder().setAgentName(agentName).setIncarnation(incarnation));
            case Event.NodeLeft(var agentName, var incarnation, var cause) ->
                message.setNodeLeft(NodeLeft.newBuilder()
                        .setAgentName(agentName)
                        .setIncarnation(incarnation)
                        .setCause(cause));
            case Event.AgentLeaves leaves -> message.setAgentLeaves(toMessage(leaves));
            case Event.AgentReturned returned -> message.setAgentReturned(toMessage(returned));
            case Event.OrderAnswered answered -> message.setOrderAnswered(toMessage(answered));
            case Event.ComponentFailed failed -> message.setComponentFailed(toMessage(failed));
            case Event.CleanupEnded ended -> message.setCleanupEnded(toMessage(ended));
            case Event.QuiescingCompleted(var component, var order, var atNanos) ->
                message.setQuiescingCompleted(QuiescingCompleted.newBuilder()
                        .setComponent(component.toString())
                        .setOrder(OrderCodec.toMessage(order))
                        .setAtNanos(atNanos));
            case Event.LifeCycleTold told -> message.setLifeCycleTold(DeclarationCodec.toMessage(told));
            case Event.ErrorReported reported -> message.setErrorReported(DeclarationCodec.toMessage(reported));
            case Event.ProxiedRegistered registered ->
                message.setProxiedRegistered(DeclarationCodec.toMessage(registered));
            case Event.ErrorCleared cleared -> message.setErrorCleared(DeclarationCodec.toMessage(cleared));
            case Event.HaReadinessSet set -> message.setHaReadinessSet(DeclarationCodec.toMessage(set));
            case Event.ClassesChanged changed -> message.setClassesChanged(ConfigurationCodec.toMessage(changed));
            case Event.ModelRequested requested -> message.setModelRequested(ModelRequestCodec.toMessage(requested));
            case Event.ControllersMet met -> message.setControllersMet(ModelRequestCodec.toMessage(met));
            case Event.NotificationsSent sent -> message.setNotificationsSent(DeclarationCodec.toMessage(sent));
            case Event.OperationRequested(var requestId, var target, var operation) ->
                message.setOperationRequested(OperationRequested.newBuilder()
                        .setRequestId(requestId)
                        .setTarget(target.toString())
                        .setOperation(operation.value()));
            case Event.MembershipRequested requested ->
                message.setMembershipRequested(MembershipCodec.toMessage(requested));
            case Event.TrackerChanged changed -> message.setTrackerChanged(MembershipCodec.toMessage(changed));
            case Event.TrackerAnswered answered -> message.setTrackerAnswered(MembershipCodec.toMessage(answered));
            case Event.RulesRaised(var version) ->
                message.setRulesRaised(RulesRaised.newBuilder().setVersion(version));
            case Event.ControllerCompared(var controller, var agrees, var text) ->
                message.setControllerCompared(ControllerCompared.newBuilder()
                        .setController(controller)
                        .setAgrees(agrees)
                        .setText(text));
            case Event.Tick() -> message.setTick(Tick.getDefaultInstance());
        }
        return message.build();
    }

    /** Reads an event whose message is complete. */
    static Event fromMessage(org.amf4j.protocol.cluster.Event message) throws MalformedMessageException {
        return switch (message.getBodyCase()) {
            case CONFIGURATION_LOADED -> ConfigurationCodec.fromMessage(message.getConfigurationLoaded());
            case CONFIGURATION_CHANGED -> ConfigurationCodec.fromMessage(message.getConfigurationChanged());
            case NODE_JOINED -> {
                NodeJoined joined = message.getNodeJoined();
                yield new Event.NodeJoined(
                        joined.getAgentName(),
                        joined.getIncarnation(),
                        joined.getStartedAtNanos(),
                        joined.getAddress());
            }
            case NODE_SILENT -> {
                NodeSilent silent = message.getNodeSilent();
                yield new Event.NodeSilent(
                        silent.getAgentName(), silent.getIncarnation(), silent.getCause(), silent.getWaitNanos());
            }
            case NODE_HEARD -> {
                NodeHeard heard = message.getNodeHeard();
                yield new Event.NodeHeard(heard.getAgentName(), heard.getIncarnation());
            }
            case NODE_LEFT -> {
                NodeLeft left = message.getNodeLeft();
                yield new Event.NodeLeft(left.getAgentName(), left.getIncarnation(), left.getCause());
            }
            case AGENT_LEAVES -> fromMessage(message.getAgentLeaves());
            case AGENT_RETURNED -> fromMessage(message.getAgentReturned());
            case ORDER_ANSWERED -> fromMessage(message.getOrderAnswered());
            case COMPONENT_FAILED -> fromMessage(message.getComponentFailed());
            case CLEANUP_ENDED -> fromMessage(message.getCleanupEnded());
            case QUIESCING_COMPLETED -> {
                QuiescingCompleted completed = message.getQuiescingCompleted();
                yield new Event.QuiescingCompleted(
                        Fields.dn("QuiescingCompleted.component", completed.getComponent()),
                        OrderCodec.fromMessage(completed.getOrder()),
                        completed.getAtNanos());
            }
            case LIFE_CYCLE_TOLD -> DeclarationCodec.fromMessage(message.getLifeCycleTold());
            case ERROR_REPORTED -> DeclarationCodec.fromMessage(message.getErrorReported());
            case PROXIED_REGISTERED -> DeclarationCodec.fromMessage(message.getProxiedRegistered());
            case ERROR_CLEARED -> DeclarationCodec.fromMessage(message.getErrorCleared());
            case HA_READINESS_SET -> DeclarationCodec.fromMessage(message.getHaReadinessSet());
            case CLASSES_CHANGED -> ConfigurationCodec.fromMessage(message.getClassesChanged());
            case MODEL_REQUESTED -> ModelRequestCodec.fromMessage(message.getModelRequested());
            case CONTROLLERS_MET -> ModelRequestCodec.fromMessage(message.getControllersMet());
            case NOTIFICATIONS_SENT -> DeclarationCodec.fromMessage(message.getNotificationsSent());
            case OPERATION_REQUESTED -> {
                OperationRequested requested = message.getOperationRequested();
                yield new Event.OperationRequested(
                        requested.getRequestId(),
                        Fields.dn("OperationRequested.target", requested.getTarget()),
                        Fields.number("OperationRequested.operation", requested.getOperation(), AdminOperation::of));
            }
            case MEMBERSHIP_REQUESTED -> MembershipCodec.fromMessage(message.getMembershipRequested());
            case TRACKER_CHANGED -> MembershipCodec.fromMessage(message.getTrackerChanged());
            case TRACKER_ANSWERED -> MembershipCodec.fromMessage(message.getTrackerAnswered());
            case RULES_RAISED -> new Event.RulesRaised(message.getRulesRaised().getVersion());
            case CONTROLLER_COMPARED -> {
                ControllerCompared compared = message.getControllerCompared();
                yield new Event.ControllerCompared(compared.getController(), compared.getAgrees(), compared.getText());
            }
            case TICK -> new Event.Tick();
            case BODY_NOT_SET -> throw new MalformedMessageException("Event says nothing: its body is missing");
        };
    }

    private static AgentLeaves toMessage(Event.AgentLeaves leaves) {
        return AgentLeaves.newBuilder()
                .setAgentName(leaves.agentName())
                .setIncarnation(leaves.incarnation())
                .setKeptNanos(leaves.keptNanos())
                .build();
    }

    private static Event fromMessage(AgentLeaves message) {
        return new Event.AgentLeaves(message.getAgentName(), message.getIncarnation(), message.getKeptNanos());
    }

    private static AgentReturned toMessage(Event.AgentReturned returned) {
        return AgentReturned.newBuilder()
                .setAgentName(returned.agentName())
                .setIncarnation(returned.incarnation())
                .setServiceLife(returned.serviceLife())
                .build();
    }

    private static Event fromMessage(AgentReturned message) {
        return new Event.AgentReturned(message.getAgentName(), message.getIncarnation(), message.getServiceLife());
    }

    static OrderAnswered toMessage(Event.OrderAnswered answered) {
        return OrderAnswered.newBuilder()
                .setComponent(answered.component().toString())
                .setOrder(OrderCodec.toMessage(answered.order()))
                .setAnswer(toMessage(answered.answer()))
                .setDetail(answered.detail())
                .setStartedAtNanos(answered.startedAtNanos())
                .setEndedAtNanos(answered.endedAtNanos())
                .build();
    }

    static Event.OrderAnswered fromMessage(OrderAnswered message) throws MalformedMessageException {
        return new Event.OrderAnswered(
                Fields.dn("OrderAnswered.component", message.getComponent()),
                OrderCodec.fromMessage(message.getOrder()),
                fromMessage(message.getAnswer()),
                message.getDetail(),
                message.getStartedAtNanos(),
                message.getEndedAtNanos());
    }

    private static ComponentFailed toMessage(Event.ComponentFailed failed) {
        return ComponentFailed.newBuilder()
                .setComponent(failed.component().toString())
                .setIncarnation(OrderCodec.toMessage(failed.incarnation()))
                .setSource(toMessage(failed.source()))
                .setRecommended(failed.recommended().value())
                .setDetail(failed.detail())
                .setObservedAtNanos(failed.observedAtNanos())
                .setCleanupStartedAtNanos(failed.cleanupStartedAtNanos())
                .build();
    }

    private static Event fromMessage(ComponentFailed message) throws MalformedMessageException {
        return new Event.ComponentFailed(
                Fields.dn("ComponentFailed.component", message.getComponent()),
                OrderCodec.fromMessage(message.getIncarnation()),
                fromMessage(message.getSource()),
                Fields.number("ComponentFailed.recommended", message.getRecommended(), RecommendedRecovery::of),
                message.getDetail(),
                message.getObservedAtNanos(),
                message.getCleanupStartedAtNanos());
    }

    private static CleanupEnded toMessage(Event.CleanupEnded ended) {
        return CleanupEnded.newBuilder()
                .setComponent(ended.component().toString())
                .setIncarnation(OrderCodec.toMessage(ended.incarnation()))
                .setSucceeded(ended.succeeded())
                .setDetail(ended.detail())
                .setEndedAtNanos(ended.endedAtNanos())
                .build();
    }

    private static Event fromMessage(CleanupEnded message) throws MalformedMessageException {
        return new Event.CleanupEnded(
                Fields.dn("CleanupEnded.component", message.getComponent()),
                OrderCodec.fromMessage(message.getIncarnation()),
                message.getSucceeded(),
                message.getDetail(),
                message.getEndedAtNanos());
    }

    private static Answer toMessage(Event.Answer answer) {
        return switch (answer) {
            case OK -> Answer.ANSWER_OK;
            case FAILED -> Answer.ANSWER_FAILED;
            case FAILED_NO_RETRY -> Answer.ANSWER_FAILED_NO_RETRY;
            case CLEANUP_FAILED -> Answer.ANSWER_CLEANUP_FAILED;
            case TIMED_OUT -> Answer.ANSWER_TIMED_OUT;
            case VOID -> Answer.ANSWER_VOID;
        };
    }

    private static Event.Answer fromMessage(Answer message) throws MalformedMessageException {
        return switch (message) {
            case ANSWER_OK -> Event.Answer.OK;
            case ANSWER_FAILED -> Event.Answer.FAILED;
            case ANSWER_FAILED_NO_RETRY -> Event.Answer.FAILED_NO_RETRY;
            case ANSWER_CLEANUP_FAILED -> Event.Answer.CLEANUP_FAILED;
            case ANSWER_TIMED_OUT -> Event.Answer.TIMED_OUT;
            case ANSWER_VOID -> Event.Answer.VOID;
            case ANSWER_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("OrderAnswered.answer has an unknown number");
        };
    }

    private static ErrorSource toMessage(Event.ErrorSource source) {
        return switch (source) {
            case ERROR_REPORT -> ErrorSource.ERROR_SOURCE_ERROR_REPORT;
            case HEALTHCHECK_FAILED -> ErrorSource.ERROR_SOURCE_HEALTHCHECK_FAILED;
            case HEALTHCHECK_TIMEOUT -> ErrorSource.ERROR_SOURCE_HEALTHCHECK_TIMEOUT;
            case PASSIVE_MONITOR -> ErrorSource.ERROR_SOURCE_PASSIVE_MONITOR;
            case ACTIVE_MONITOR -> ErrorSource.ERROR_SOURCE_ACTIVE_MONITOR;
            case COMMAND_FAILED -> ErrorSource.ERROR_SOURCE_COMMAND_FAILED;
            case CONNECTION_LOST -> ErrorSource.ERROR_SOURCE_CONNECTION_LOST;
            case PROCESS_ENDED -> ErrorSource.ERROR_SOURCE_PROCESS_ENDED;
            case CSI_SET_FAILED -> ErrorSource.ERROR_SOURCE_CSI_SET_FAILED;
            case CSI_SET_TIMEOUT -> ErrorSource.ERROR_SOURCE_CSI_SET_TIMEOUT;
            case CSI_REMOVE_FAILED -> ErrorSource.ERROR_SOURCE_CSI_REMOVE_FAILED;
            case CSI_REMOVE_TIMEOUT -> ErrorSource.ERROR_SOURCE_CSI_REMOVE_TIMEOUT;
            case QUIESCING_TIMEOUT -> ErrorSource.ERROR_SOURCE_QUIESCING_TIMEOUT;
            case PROTOCOL_ERROR -> ErrorSource.ERROR_SOURCE_PROTOCOL_ERROR;
            case CONTAINED_CLEANUP_FAILED -> ErrorSource.ERROR_SOURCE_CONTAINED_CLEANUP_FAILED;
        };
    }

    private static Event.ErrorSource fromMessage(ErrorSource message) throws MalformedMessageException {
        return switch (message) {
            case ERROR_SOURCE_ERROR_REPORT -> Event.ErrorSource.ERROR_REPORT;
            case ERROR_SOURCE_HEALTHCHECK_FAILED -> Event.ErrorSource.HEALTHCHECK_FAILED;
            case ERROR_SOURCE_HEALTHCHECK_TIMEOUT -> Event.ErrorSource.HEALTHCHECK_TIMEOUT;
            case ERROR_SOURCE_PASSIVE_MONITOR -> Event.ErrorSource.PASSIVE_MONITOR;
            case ERROR_SOURCE_ACTIVE_MONITOR -> Event.ErrorSource.ACTIVE_MONITOR;
            case ERROR_SOURCE_COMMAND_FAILED -> Event.ErrorSource.COMMAND_FAILED;
            case ERROR_SOURCE_CONNECTION_LOST -> Event.ErrorSource.CONNECTION_LOST;
            case ERROR_SOURCE_PROCESS_ENDED -> Event.ErrorSource.PROCESS_ENDED;
            case ERROR_SOURCE_CSI_SET_FAILED -> Event.ErrorSource.CSI_SET_FAILED;
            case ERROR_SOURCE_CSI_SET_TIMEOUT -> Event.ErrorSource.CSI_SET_TIMEOUT;
            case ERROR_SOURCE_CSI_REMOVE_FAILED -> Event.ErrorSource.CSI_REMOVE_FAILED;
            case ERROR_SOURCE_CSI_REMOVE_TIMEOUT -> Event.ErrorSource.CSI_REMOVE_TIMEOUT;
            case ERROR_SOURCE_QUIESCING_TIMEOUT -> Event.ErrorSource.QUIESCING_TIMEOUT;
            case ERROR_SOURCE_PROTOCOL_ERROR -> Event.ErrorSource.PROTOCOL_ERROR;
            case ERROR_SOURCE_CONTAINED_CLEANUP_FAILED -> Event.ErrorSource.CONTAINED_CLEANUP_FAILED;
            case ERROR_SOURCE_UNSPECIFIED, UNRECOGNIZED ->
                throw new MalformedMessageException("ComponentFailed.source has an unknown number");
        };
    }
}
