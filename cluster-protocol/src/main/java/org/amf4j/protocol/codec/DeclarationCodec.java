package org.amf4j.protocol.codec;

import com.google.protobuf.ByteString;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.protocol.cluster.ErrorCleared;
import org.amf4j.protocol.cluster.ErrorReported;
import org.amf4j.protocol.cluster.HaReadinessSet;
import org.amf4j.protocol.cluster.LifeCycleTold;
import org.amf4j.protocol.cluster.NotificationsSent;
import org.amf4j.protocol.cluster.ProxiedRegistered;

/** Events by which processes say something about components: errors and their end, proxies, readiness, and notifications. Stateless. */
final class DeclarationCodec {

    private DeclarationCodec() {}

    static LifeCycleTold toMessage(Event.LifeCycleTold told) {
        return LifeCycleTold.newBuilder()
                .setComponent(told.component().toString())
                .setState(told.state().value())
                .setAtNanos(told.atNanos())
                .build();
    }

    static Event.LifeCycleTold fromMessage(LifeCycleTold message) throws MalformedMessageException {
        return new Event.LifeCycleTold(
                Fields.dn("LifeCycleTold.component", message.getComponent()),
                Fields.number("LifeCycleTold.state", message.getState(), LifeCycleState::of),
                message.getAtNanos());
    }

    static ErrorReported toMessage(Event.ErrorReported reported) {
        return ErrorReported.newBuilder()
                .setRequestId(reported.requestId())
                .setComponent(reported.component().toString())
                .setRecommended(reported.recommended().value())
                .setDetail(reported.detail())
                .setDetectedAtNanos(reported.detectedAtNanos())
                .build();
    }

    static Event.ErrorReported fromMessage(ErrorReported message) throws MalformedMessageException {
        return new Event.ErrorReported(
                message.getRequestId(),
                Fields.dn("ErrorReported.component", message.getComponent()),
                Fields.number("ErrorReported.recommended", message.getRecommended(), RecommendedRecovery::of),
                message.getDetail(),
                message.getDetectedAtNanos());
    }

    static ErrorCleared toMessage(Event.ErrorCleared cleared) {
        return ErrorCleared.newBuilder()
                .setRequestId(cleared.requestId())
                .setComponent(cleared.component().toString())
                .build();
    }

    static Event.ErrorCleared fromMessage(ErrorCleared message) throws MalformedMessageException {
        return new Event.ErrorCleared(
                message.getRequestId(), Fields.dn("ErrorCleared.component", message.getComponent()));
    }

    static ProxiedRegistered toMessage(Event.ProxiedRegistered registered) {
        return ProxiedRegistered.newBuilder()
                .setRequestId(registered.requestId())
                .setComponent(registered.component().toString())
                .setProxy(registered.proxy().toString())
                .setIncarnation(OrderCodec.toMessage(registered.incarnation()))
                .build();
    }

    static Event.ProxiedRegistered fromMessage(ProxiedRegistered message) throws MalformedMessageException {
        return new Event.ProxiedRegistered(
                message.getRequestId(),
                Fields.dn("ProxiedRegistered.component", message.getComponent()),
                Fields.dn("ProxiedRegistered.proxy", message.getProxy()),
                OrderCodec.fromMessage(message.getIncarnation()));
    }

    static HaReadinessSet toMessage(Event.HaReadinessSet set) {
        return HaReadinessSet.newBuilder()
                .setRequestId(set.requestId())
                .setComponent(set.component().toString())
                .setIncarnation(OrderCodec.toMessage(set.incarnation()))
                .setCsi(set.csi().toString())
                .setReadiness(set.readiness().value())
                .build();
    }

    static Event.HaReadinessSet fromMessage(HaReadinessSet message) throws MalformedMessageException {
        return new Event.HaReadinessSet(
                message.getRequestId(),
                Fields.dn("HaReadinessSet.component", message.getComponent()),
                OrderCodec.fromMessage(message.getIncarnation()),
                Fields.dn("HaReadinessSet.csi", message.getCsi()),
                Fields.number("HaReadinessSet.readiness", message.getReadiness(), HaReadiness::of));
    }

    static NotificationsSent toMessage(Event.NotificationsSent sent) {
        NotificationsSent.Builder message = NotificationsSent.newBuilder().setRequestId(sent.requestId());
        sent.contents().forEach(c -> message.addContents(ByteString.copyFrom(c.bytes())));
        return message.build();
    }

    static Event.NotificationsSent fromMessage(NotificationsSent message) {
        return new Event.NotificationsSent(
                message.getRequestId(),
                message.getContentsList().stream()
                        .map(bytes -> new SentContent(bytes.toByteArray()))
                        .toList());
    }
}
