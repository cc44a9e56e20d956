package org.amf4j.client;

import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HealthcheckInvocation;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.protocol.component.ErrorClear;
import org.amf4j.protocol.component.ErrorReport;
import org.amf4j.protocol.component.HaReadinessSet;
import org.amf4j.protocol.component.HaStateGet;
import org.amf4j.protocol.component.HealthcheckConfirm;
import org.amf4j.protocol.component.HealthcheckStart;
import org.amf4j.protocol.component.HealthcheckStop;
import org.amf4j.protocol.component.ProcessMonitoringStart;
import org.amf4j.protocol.component.ProcessMonitoringStop;
import org.amf4j.protocol.component.ProtectionGroupGet;
import org.amf4j.protocol.component.ProtectionGroupTrack;
import org.amf4j.protocol.component.ProtectionGroupTrackStop;
import org.amf4j.protocol.component.QuiescingComplete;
import org.amf4j.protocol.component.Register;
import org.amf4j.protocol.component.ToAgent;

/** Requests of the wire, without their number. */
final class AgentRequests {

    private AgentRequests() {}

    static ToAgent.Builder register() {
        return ToAgent.newBuilder().setRegister(Register.getDefaultInstance());
    }

    static ToAgent.Builder haState(Dn csi) {
        return ToAgent.newBuilder().setHaStateGet(HaStateGet.newBuilder().setCsi(csi.toString()));
    }

    static ToAgent.Builder errorReport(Dn component, RecommendedRecovery recovery, String text) {
        return errorReport(component, recovery, text, EpochClock.nanos());
    }

    static ToAgent.Builder errorReport(Dn component, RecommendedRecovery recovery, String text, long detectedAtNanos) {
        return ToAgent.newBuilder()
                .setErrorReport(ErrorReport.newBuilder()
                        .setComponent(component.toString())
                        .setRecovery(recovery.value())
                        .setText(text)
                        .setDetectedAtNanos(detectedAtNanos));
    }

    static ToAgent.Builder monitoringStart(long pid, int depth, Set<ProcessEnd> ends, RecommendedRecovery recovery) {
        return ToAgent.newBuilder()
                .setProcessMonitoringStart(ProcessMonitoringStart.newBuilder()
                        .setPid(pid)
                        .setDescendantsDepth(depth)
                        .setEnds(bits(ends))
                        .setRecovery(recovery.value()));
    }

    static ToAgent.Builder monitoringStop(ProcessScope scope, long pid, Set<ProcessEnd> ends) {
        return ToAgent.newBuilder()
                .setProcessMonitoringStop(ProcessMonitoringStop.newBuilder()
                        .setScope(scope.value())
                        .setPid(pid)
                        .setEnds(bits(ends)));
    }

    private static int bits(Set<ProcessEnd> ends) {
        return ends.stream().mapToInt(ProcessEnd::value).sum();
    }

    static ToAgent.Builder protectionGroup(Dn csi) {
        return ToAgent.newBuilder()
                .setProtectionGroupGet(ProtectionGroupGet.newBuilder().setCsi(csi.toString()));
    }

    static ToAgent.Builder track(Dn csi, Set<TrackFlag> flags) {
        return ToAgent.newBuilder()
                .setProtectionGroupTrack(
                        ProtectionGroupTrack.newBuilder().setCsi(csi.toString()).setFlags(TrackFlag.bits(flags)));
    }

    static ToAgent.Builder trackStop(Dn csi) {
        return ToAgent.newBuilder()
                .setProtectionGroupTrackStop(
                        ProtectionGroupTrackStop.newBuilder().setCsi(csi.toString()));
    }

    static ToAgent.Builder errorClear(Dn component) {
        return ToAgent.newBuilder().setErrorClear(ErrorClear.newBuilder().setComponent(component.toString()));
    }

    /** For all instances when the name is the root. */
    static ToAgent.Builder haReadiness(Dn csi, HaReadiness readiness) {
        return ToAgent.newBuilder()
                .setHaReadinessSet(
                        HaReadinessSet.newBuilder().setCsi(csi.toString()).setReadiness(readiness.value()));
    }

    static ToAgent.Builder healthcheckStart(
            String key, HealthcheckInvocation invocation, RecommendedRecovery recovery) {
        return ToAgent.newBuilder()
                .setHealthcheckStart(HealthcheckStart.newBuilder()
                        .setKey(key)
                        .setComponentInvoked(invocation == HealthcheckInvocation.COMPONENT_INVOKED)
                        .setRecovery(recovery.value()));
    }

    static ToAgent.Builder healthcheckConfirm(String key, boolean isOk) {
        return ToAgent.newBuilder()
                .setHealthcheckConfirm(
                        HealthcheckConfirm.newBuilder().setKey(key).setStatus(status(isOk)));
    }

    static ToAgent.Builder healthcheckStop(String key) {
        return ToAgent.newBuilder()
                .setHealthcheckStop(HealthcheckStop.newBuilder().setKey(key));
    }

    static ToAgent.Builder quiescingComplete(long invocation, boolean isOk) {
        return ToAgent.newBuilder()
                .setQuiescingComplete(
                        QuiescingComplete.newBuilder().setInvocation(invocation).setStatus(status(isOk)));
    }

    private static int status(boolean isOk) {
        return isOk ? AisStatus.OK.value() : AisStatus.ERR_FAILED_OPERATION.value();
    }
}
