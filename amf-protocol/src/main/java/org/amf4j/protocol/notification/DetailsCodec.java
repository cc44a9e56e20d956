package org.amf4j.protocol.notification;

import java.util.List;
import java.util.OptionalInt;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Severity;
import org.amf4j.api.ntf.SourceIndicator;
import org.amf4j.protocol.component.AlarmDetails;
import org.amf4j.protocol.component.AttributeDetails;
import org.amf4j.protocol.component.ChangedAttribute;
import org.amf4j.protocol.component.ChangedState;
import org.amf4j.protocol.component.NotificationContent;
import org.amf4j.protocol.component.SecurityAlarmDetails;
import org.amf4j.protocol.component.StateDetails;

/** What notifications say by their type. Stateless. */
final class DetailsCodec {

    private DetailsCodec() {}

    static void write(Details details, NotificationContent.Builder message) {
        if (details instanceof Details.State state) {
            message.setState(toMessage(state));
        } else if (details instanceof Details.Alarm alarm) {
            message.setAlarm(AlarmDetails.newBuilder()
                    .setProbableCause(alarm.probableCause())
                    .setSeverity(alarm.severity().value())
                    .addAllSpecificProblems(alarm.specificProblems())
                    .addAllProposedRepairActions(alarm.proposedRepairActions()));
        } else if (details instanceof Details.SecurityAlarm alarm) {
            message.setSecurityAlarm(SecurityAlarmDetails.newBuilder()
                    .setProbableCause(alarm.probableCause())
                    .setSeverity(alarm.severity().value())
                    .setDetector(alarm.detector())
                    .setServiceUser(alarm.serviceUser())
                    .setServiceProvider(alarm.serviceProvider()));
        } else if (details instanceof Details.Attributes attributes) {
            message.setAttributes(toMessage(attributes.source(), attributes.attributes()));
        } else if (details instanceof Details.Existence existence) {
            message.setExistence(toMessage(existence.source(), existence.attributes()));
        }
    }

    private static StateDetails toMessage(Details.State state) {
        StateDetails.Builder message =
                StateDetails.newBuilder().setSource(state.source().value());
        for (Details.ChangedState changed : state.states()) {
            ChangedState.Builder builder =
                    message.addStatesBuilder().setStateId(changed.stateId()).setAfter(changed.after());
            changed.before().ifPresent(builder::setBefore);
        }
        return message.build();
    }

    private static AttributeDetails toMessage(SourceIndicator source, List<Details.ChangedAttribute> attributes) {
        AttributeDetails.Builder message = AttributeDetails.newBuilder().setSource(source.value());
        attributes.forEach(a -> message.addAttributes(ChangedAttribute.newBuilder()
                .setName(a.name())
                .addAllBefore(a.before())
                .addAllAfter(a.after())));
        return message.build();
    }

    static Details read(NotificationContent message) {
        return switch (message.getDetailsCase()) {
            case STATE -> state(message.getState());
            case ALARM -> {
                AlarmDetails alarm = message.getAlarm();
                yield new Details.Alarm(
                        alarm.getProbableCause(),
                        Severity.of(alarm.getSeverity()),
                        alarm.getSpecificProblemsList(),
                        alarm.getProposedRepairActionsList());
            }
            case SECURITY_ALARM -> {
                SecurityAlarmDetails alarm = message.getSecurityAlarm();
                yield new Details.SecurityAlarm(
                        alarm.getProbableCause(),
                        Severity.of(alarm.getSeverity()),
                        alarm.getDetector(),
                        alarm.getServiceUser(),
                        alarm.getServiceProvider());
            }
            case ATTRIBUTES ->
                new Details.Attributes(
                        SourceIndicator.of(message.getAttributes().getSource()), attributes(message.getAttributes()));
            case EXISTENCE ->
                new Details.Existence(
                        SourceIndicator.of(message.getExistence().getSource()), attributes(message.getExistence()));
            case DETAILS_NOT_SET -> new Details.None();
        };
    }

    private static Details.State state(StateDetails message) {
        List<Details.ChangedState> states = message.getStatesList().stream()
                .map(s -> new Details.ChangedState(
                        s.getStateId(),
                        s.hasBefore() ? OptionalInt.of(s.getBefore()) : OptionalInt.empty(),
                        s.getAfter()))
                .toList();
        return new Details.State(SourceIndicator.of(message.getSource()), states);
    }

    private static List<Details.ChangedAttribute> attributes(AttributeDetails message) {
        return message.getAttributesList().stream()
                .map(a -> new Details.ChangedAttribute(a.getName(), a.getBeforeList(), a.getAfterList()))
                .toList();
    }
}
