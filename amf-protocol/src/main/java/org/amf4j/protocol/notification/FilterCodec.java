package org.amf4j.protocol.notification;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationType;
import org.amf4j.api.ntf.Severity;
import org.amf4j.api.ntf.SourceIndicator;

/** Filters as records and as messages; reading is as strict as that of notifications. Stateless. */
public final class FilterCodec {

    private FilterCodec() {}

    /** The message of a filter. */
    public static org.amf4j.protocol.component.NotificationFilter toMessage(NotificationFilter filter) {
        var message = org.amf4j.protocol.component.NotificationFilter.newBuilder();
        filter.types().forEach(t -> message.addTypes(t.value()));
        filter.eventTypes().forEach(t -> message.addEventTypes(t.value()));
        filter.objects().forEach(dn -> message.addObjects(dn.toString()));
        filter.subtrees().forEach(dn -> message.addSubtrees(dn.toString()));
        filter.notifyingObjects().forEach(dn -> message.addNotifyingObjects(dn.toString()));
        filter.classIds().forEach(c -> message.addClassIds(NotificationCodec.toMessage(c)));
        filter.severities().forEach(s -> message.addSeverities(s.value()));
        filter.sources().forEach(s -> message.addSources(s.value()));
        return message.addAllProbableCauses(filter.probableCauses())
                .addAllStateIds(filter.stateIds())
                .build();
    }

    /** The filter in a message. */
    public static NotificationFilter fromMessage(org.amf4j.protocol.component.NotificationFilter message) {
        return new NotificationFilter(
                message.getTypesList().stream().map(FilterCodec::type).collect(Collectors.toSet()),
                message.getEventTypesList().stream().map(EventType::new).collect(Collectors.toSet()),
                names(message.getObjectsList()),
                names(message.getSubtreesList()),
                names(message.getNotifyingObjectsList()),
                message.getClassIdsList().stream()
                        .map(NotificationCodec::fromMessage)
                        .collect(Collectors.toSet()),
                message.getSeveritiesList().stream().map(Severity::of).collect(Collectors.toSet()),
                new LinkedHashSet<>(message.getProbableCausesList()),
                message.getSourcesList().stream().map(SourceIndicator::of).collect(Collectors.toSet()),
                new LinkedHashSet<>(message.getStateIdsList()));
    }

    private static Set<Dn> names(Collection<String> texts) {
        return texts.stream().map(Dn::of).collect(Collectors.toSet());
    }

    private static NotificationType type(int number) {
        return List.of(NotificationType.values()).stream()
                .filter(t -> t.value() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no type of notifications 0x"
                        + Integer.toHexString(number) + "; they are 0x1000 to 0x6000"));
    }
}
