package org.amf4j.node;

import com.google.protobuf.ByteString;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.Caller;
import org.amf4j.core.command.Action;
import org.amf4j.protocol.component.Attribute;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.ChangeCsi;
import org.amf4j.protocol.component.CleanUpContained;
import org.amf4j.protocol.component.CleanUpProxied;
import org.amf4j.protocol.component.Csi;
import org.amf4j.protocol.component.ErrorReport;
import org.amf4j.protocol.component.HaReadinessSet;
import org.amf4j.protocol.component.HealthcheckStart;
import org.amf4j.protocol.component.InstantiateContained;
import org.amf4j.protocol.component.InstantiateProxied;
import org.amf4j.protocol.component.ProtectionGroupChange;
import org.amf4j.protocol.component.QuiescingComplete;
import org.amf4j.protocol.component.RemoveCsi;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.SetCsi;
import org.amf4j.protocol.component.Terminate;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** Translates between frames of the component socket and the events and actions of the agent's machine. Stateless. */
final class ComponentCodec {

    private ComponentCodec() {}

    /**
     * The event that a request is.
     *
     * @throws IllegalArgumentException with a sentence for the component when a value is not valid
     */
    static AgentEvent.Request toEvent(long atNanos, Caller caller, ToAgent frame) {
        if (frame.getProxied().isEmpty()) {
            return request(atNanos, caller, frame);
        }
        Dn proxied = Dn.of(frame.getProxied());
        return frame.hasRegister()
                ? new AgentEvent.ProxiedRegistered(atNanos, caller, proxied)
                : new AgentEvent.OnBehalf(proxied, request(atNanos, caller, frame));
    }

    private static AgentEvent.Request request(long atNanos, Caller caller, ToAgent frame) {
        return switch (frame.getBodyCase()) {
            case REGISTER -> new AgentEvent.Registered(atNanos, caller);
            case ERROR_CLEAR ->
                new AgentEvent.ErrorCleared(
                        atNanos, caller, Dn.of(frame.getErrorClear().getComponent()));
            case RESPONSE -> answer(atNanos, caller, frame.getResponse());
            case QUIESCING_COMPLETE -> quiesced(atNanos, caller, frame.getQuiescingComplete());
            case HEALTHCHECK_START -> start(atNanos, caller, frame.getHealthcheckStart());
            case HEALTHCHECK_CONFIRM ->
                new AgentEvent.HealthcheckConfirmed(
                        atNanos,
                        caller,
                        frame.getHealthcheckConfirm().getKey(),
                        status(frame.getHealthcheckConfirm().getStatus()));
            case HEALTHCHECK_STOP ->
                new AgentEvent.HealthcheckStopped(
                        atNanos, caller, frame.getHealthcheckStop().getKey());
            case ERROR_REPORT -> report(atNanos, caller, frame.getErrorReport());
            case PROCESS_MONITORING_START ->
                new AgentEvent.MonitoringStarted(
                        atNanos,
                        caller,
                        frame.getProcessMonitoringStart().getPid(),
                        frame.getProcessMonitoringStart().getDescendantsDepth(),
                        ends(frame.getProcessMonitoringStart().getEnds()),
                        recovery(frame.getProcessMonitoringStart().getRecovery()));
            case PROCESS_MONITORING_STOP ->
                new AgentEvent.MonitoringStopped(
                        atNanos,
                        caller,
                        ProcessScope.of(frame.getProcessMonitoringStop().getScope()),
                        frame.getProcessMonitoringStop().getPid(),
                        ends(frame.getProcessMonitoringStop().getEnds()));
            case PROTECTION_GROUP_GET ->
                new AgentEvent.GroupAsked(
                        atNanos, caller, Dn.of(frame.getProtectionGroupGet().getCsi()), Set.of());
            case PROTECTION_GROUP_TRACK ->
                new AgentEvent.GroupAsked(
                        atNanos,
                        caller,
                        Dn.of(frame.getProtectionGroupTrack().getCsi()),
                        flags(frame.getProtectionGroupTrack().getFlags()));
            case PROTECTION_GROUP_TRACK_STOP ->
                new AgentEvent.GroupTrackingStopped(
                        atNanos,
                        caller,
                        Dn.of(frame.getProtectionGroupTrackStop().getCsi()));
            case HA_STATE_GET ->
                new AgentEvent.HaStateAsked(
                        atNanos, caller, Dn.of(frame.getHaStateGet().getCsi()));
            case HA_READINESS_SET -> readiness(atNanos, caller, frame.getHaReadinessSet());
            case CLUSTER_OPEN,
                    CLUSTER_TRACK,
                    CLUSTER_TRACK_STOP,
                    CLUSTER_VIEW_GET,
                    CLUSTER_NODE_GET,
                    CLUSTER_ANSWER,
                    NOTIFICATIONS_GET,
                    NOTIFICATIONS_SEND,
                    IMM_REQUEST ->
                throw new IllegalArgumentException("what is about the cluster is no request of a component");
            case HELLO -> throw new IllegalArgumentException("the session is open already");
            case BODY_NOT_SET -> throw new IllegalArgumentException("a request that this agent does not know");
        };
    }

    private static AgentEvent.QuiescingComplete quiesced(long atNanos, Caller caller, QuiescingComplete complete) {
        return new AgentEvent.QuiescingComplete(
                atNanos, caller, complete.getInvocation(), status(complete.getStatus()));
    }

    private static AgentEvent.ErrorReported report(long atNanos, Caller caller, ErrorReport report) {
        return new AgentEvent.ErrorReported(
                atNanos,
                caller,
                Dn.of(report.getComponent()),
                recovery(report.getRecovery()),
                report.getText(),
                report.getDetectedAtNanos());
    }

    private static AgentEvent.HaReadinessSet readiness(long atNanos, Caller caller, HaReadinessSet set) {
        return new AgentEvent.HaReadinessSet(atNanos, caller, Dn.of(set.getCsi()), HaReadiness.of(set.getReadiness()));
    }

    private static AgentEvent.CallbackAnswered answer(long atNanos, Caller caller, Response response) {
        return new AgentEvent.CallbackAnswered(
                atNanos,
                caller,
                response.getInvocation(),
                status(response.getStatus()),
                response.getText(),
                response.getEnteredAtNanos());
    }

    private static AgentEvent.HealthcheckStarted start(long atNanos, Caller caller, HealthcheckStart start) {
        return new AgentEvent.HealthcheckStarted(
                atNanos, caller, start.getKey(), start.getComponentInvoked(), recovery(start.getRecovery()));
    }

    private static Set<TrackFlag> flags(int bits) {
        Set<TrackFlag> flags = TrackFlag.ofBits(bits);
        if (flags.isEmpty()) {
            throw new IllegalArgumentException("tracking needs a flag: 1 CURRENT, 2 CHANGES or 4 CHANGES_ONLY");
        }
        return flags;
    }

    static ToComponent result(AgentAction.AnswerGroup answer) {
        Result.Builder result =
                Result.newBuilder().setRequest(answer.caller().request()).setStatus(AisStatus.OK.value());
        answer.members().forEach(m -> result.addMembers(member(m, GroupChange.Kind.NO_CHANGE)));
        return ToComponent.newBuilder().setResult(result).build();
    }

    static ToComponent notification(AgentAction.NotifyGroup notify) {
        ProtectionGroupChange.Builder change = ProtectionGroupChange.newBuilder()
                .setCsi(notify.change().csi().toString())
                .setNumberOfMembers(notify.change().members())
                .setStatus(notify.change().status().value());
        notify.change().items().forEach(i -> change.addMembers(member(i.member(), i.kind())));
        return ToComponent.newBuilder().setProtectionGroupChange(change).build();
    }

    private static org.amf4j.protocol.component.GroupMember member(GroupMember member, GroupChange.Kind kind) {
        return org.amf4j.protocol.component.GroupMember.newBuilder()
                .setComponent(member.component().toString())
                .setHaState(member.haState().value())
                .setRank(member.rank())
                .setChange(kind.value())
                .setHaReadiness(member.haReadiness().value())
                .build();
    }

    private static Set<ProcessEnd> ends(int bits) {
        Set<ProcessEnd> ends = EnumSet.noneOf(ProcessEnd.class);
        for (ProcessEnd end : ProcessEnd.values()) {
            if ((bits & end.value()) != 0) {
                ends.add(end);
            }
        }
        return ends;
    }

    private static AisStatus status(int number) {
        return AisStatus.of(number);
    }

    /** An absent recommendation is none. */
    private static RecommendedRecovery recovery(int number) {
        return number == 0 ? RecommendedRecovery.NO_RECOMMENDATION : RecommendedRecovery.of(number);
    }

    static ToComponent result(AgentAction.AnswerRequest answer) {
        Result.Builder result = Result.newBuilder()
                .setRequest(answer.caller().request())
                .setStatus(answer.status().value())
                .setText(answer.text());
        answer.haState().ifPresent(state -> result.setHaState(state.value()));
        return ToComponent.newBuilder().setResult(result).build();
    }

    /** The answer to the first request of a component's session. */
    static ToComponent greeting(long request, ByteString token) {
        return ToComponent.newBuilder()
                .setResult(Result.newBuilder()
                        .setRequest(request)
                        .setStatus(AisStatus.OK.value())
                        .setResumeToken(token))
                .build();
    }

    static ToComponent callback(AgentAction.SendCallback send) {
        Callback.Builder callback =
                Callback.newBuilder().setInvocation(send.invocation()).setTimeoutNanos(send.timeoutNanos());
        fill(callback, send.callback());
        return ToComponent.newBuilder().setCallback(callback).build();
    }

    private static void fill(Callback.Builder callback, AgentAction.Callback what) {
        switch (what) {
            case AgentAction.Callback.SetCsi set -> callback.setSetCsi(setCsi(set.action()));
            case AgentAction.Callback.RemoveCsi remove -> callback.setRemoveCsi(removeCsi(remove.action()));
            case AgentAction.Callback.ChangeCsi change ->
                callback.setChangeCsi(
                        ChangeCsi.newBuilder().setCsi(csi(change.action().csi())));
            case AgentAction.Callback.Terminate terminate -> callback.setTerminate(Terminate.getDefaultInstance());
            case AgentAction.Callback.Healthcheck healthcheck ->
                callback.setHealthcheck(
                        org.amf4j.protocol.component.Healthcheck.newBuilder().setKey(healthcheck.key()));
            case AgentAction.Callback.InstantiateContained instantiate ->
                callback.setInstantiateContained(InstantiateContained.newBuilder()
                        .setComponent(instantiate.contained().toString()));
            case AgentAction.Callback.CleanUpContained cleanup ->
                callback.setCleanUpContained(CleanUpContained.newBuilder()
                        .setComponent(cleanup.contained().toString()));
            case AgentAction.Callback.InstantiateProxied instantiate ->
                callback.setInstantiateProxied(InstantiateProxied.getDefaultInstance());
            case AgentAction.Callback.CleanUpProxied cleanup ->
                callback.setCleanUpProxied(CleanUpProxied.getDefaultInstance());
            case AgentAction.Callback.ForProxied proxied ->
                fill(callback.setProxied(proxied.component().toString()), proxied.callback());
        }
    }

    private static SetCsi setCsi(Action.SetCsi action) {
        SetCsi.Builder set = SetCsi.newBuilder()
                .setHaState(action.haState().value())
                .setFlags(action.flag().value())
                .setTransition(action.transition().value())
                .setActiveComponent(action.activeComponent().toString())
                .setStandbyRank(action.standbyRank());
        action.csis().forEach(csi -> set.addCsis(csi(csi)));
        return set.build();
    }

    private static Csi.Builder csi(Action.Csi csi) {
        Csi.Builder message = Csi.newBuilder().setName(csi.dn().toString()).setEpoch(csi.epoch());
        for (Map.Entry<String, List<String>> attribute : csi.attributes().entrySet()) {
            message.addAttributes(
                    Attribute.newBuilder().setName(attribute.getKey()).addAllValues(attribute.getValue()));
        }
        return message;
    }

    private static RemoveCsi removeCsi(Action.RemoveCsi action) {
        RemoveCsi.Builder remove = RemoveCsi.newBuilder().setFlags(action.flag().value());
        action.csis().forEach(csi -> remove.addCsis(csi.toString()));
        return remove.build();
    }
}
