package org.amf4j.api.ntf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which notifications a filter lets pass. */
class NotificationFilterTest {

    private static final Dn UNIT = Dn.of("safSu=su1,safSg=g,safApp=a");
    private static final Dn APPLICATION = Dn.of("safApp=a");
    private static final NotificationClass UNIT_ADMIN = new NotificationClass(NotificationClass.SAF_VENDOR_ID, 2, 0x66);
    private static final NotificationClass SI_UNASSIGNED = new NotificationClass(NotificationClass.SAF_VENDOR_ID, 2, 5);

    private static final NotificationContent STATE = NotificationContent.of(
            EventType.OBJECT_STATE_CHANGE,
            UNIT,
            UNIT_ADMIN,
            new Details.State(
                    SourceIndicator.MANAGEMENT_OPERATION, List.of(new Details.ChangedState(5, OptionalInt.of(1), 2))));
    private static final NotificationContent ALARM = NotificationContent.of(
                    EventType.ALARM_PROCESSING,
                    Dn.of("safSi=i,safApp=a"),
                    SI_UNASSIGNED,
                    new Details.Alarm(Details.Alarm.SOFTWARE_ERROR, Severity.MAJOR))
            .withNotifyingObject(Dn.of("safApp=safAmfService"));

    private static void onlyAlarm(NotificationFilter filter) {
        assertThat(filter.passes(ALARM)).isTrue();
        assertThat(filter.passes(STATE)).isFalse();
    }

    private static void onlyState(NotificationFilter filter) {
        assertThat(filter.passes(STATE)).isTrue();
        assertThat(filter.passes(ALARM)).isFalse();
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("a filter without criteria lets everything pass")
    void all() {
        assertThat(NotificationFilter.ALL.passes(STATE)).isTrue();
        assertThat(NotificationFilter.ALL.passes(ALARM)).isTrue();
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("type, event type, object, subtree, notifying object, class and severity select by themselves")
    void each() {
        onlyAlarm(NotificationFilter.alarms());
        onlyState(NotificationFilter.ALL.withType(NotificationType.STATE_CHANGE));
        onlyAlarm(NotificationFilter.ALL.withEventType(EventType.ALARM_PROCESSING));
        onlyState(NotificationFilter.ALL.withObject(UNIT));
        onlyState(NotificationFilter.ALL.withSubtree(Dn.of("safSg=g,safApp=a")));
        onlyAlarm(NotificationFilter.ALL.withNotifyingObject(Dn.of("safApp=safAmfService")));
        onlyState(NotificationFilter.ALL.withClass(UNIT_ADMIN));
        onlyAlarm(NotificationFilter.ALL.withSeverity(Severity.MAJOR));
        assertThat(NotificationFilter.ALL.withSubtree(APPLICATION).passes(ALARM))
                .isTrue();
        assertThat(NotificationFilter.ALL.withObject(APPLICATION).passes(ALARM)).isFalse();
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("several values of a criterion are alternatives, several criteria must all be met")
    void together() {
        NotificationFilter either = NotificationFilter.ALL.withClass(UNIT_ADMIN).withClass(SI_UNASSIGNED);

        assertThat(either.passes(STATE)).isTrue();
        assertThat(either.passes(ALARM)).isTrue();
        onlyAlarm(either.withSeverity(Severity.MAJOR));
        assertThat(either.withSeverity(Severity.MINOR).passes(ALARM)).isFalse();
        onlyState(NotificationFilter.ALL.withObject(UNIT).withSubtree(Dn.of("safApp=b")));
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("sources, states and probable causes select, too")
    void rest() {
        onlyState(with(Set.of(), Set.of(SourceIndicator.MANAGEMENT_OPERATION), Set.of()));
        onlyState(with(Set.of(), Set.of(), Set.of(5)));
        onlyAlarm(with(Set.of(Details.Alarm.SOFTWARE_ERROR), Set.of(), Set.of()));
    }

    private static NotificationFilter with(Set<Integer> causes, Set<SourceIndicator> sources, Set<Integer> states) {
        return new NotificationFilter(
                Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), causes, sources, states);
    }

    @Test
    @DisplayName("a filter of more values than allowed is refused with what to do")
    void bounded() {
        Set<Integer> many =
                IntStream.rangeClosed(0, NotificationFilter.VALUES_MAX).boxed().collect(Collectors.toSet());

        assertThatThrownBy(() -> with(Set.of(), Set.of(), many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use several subscriptions");
    }

    @Test
    @DisplayName("what does not fit together is no notification")
    void strict() {
        assertThatThrownBy(
                        () -> NotificationContent.of(EventType.ALARM_PROCESSING, UNIT, UNIT_ADMIN, new Details.None()))
                .hasMessageContaining("ALARM")
                .hasMessageContaining("MISCELLANEOUS");
        assertThatThrownBy(() -> new EventType(0x7001)).hasMessageContaining("0x7001");
        assertThatThrownBy(() -> new EventType(0x4000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NotificationClass(1, 0x10000, 0)).hasMessageContaining("16 bits");
        assertThatThrownBy(() -> new Details.Alarm(75, Severity.MAJOR)).hasMessageContaining("0 to 74");
        assertThatThrownBy(() -> Position.after(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
