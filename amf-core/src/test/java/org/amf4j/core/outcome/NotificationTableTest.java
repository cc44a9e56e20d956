package org.amf4j.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.outcome.Notification.Correlation;
import org.amf4j.core.outcome.Notification.EventType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers of notifications. */
class NotificationTableTest {
    private static final Dn UNIT = Dn.of("safSu=su,safSg=sg,safApp=app");
    private static final NotificationTable.Context CONTEXT =
            new NotificationTable.Context(7, 8, Correlation.NONE, Optional.empty(), Optional.empty());

    private static Notification of(String attribute, String before, String after) {
        return NotificationTable.of(new Change.State(UNIT, attribute, before, after), CONTEXT);
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("each notified state has its number in the class, and its state id")
    void numbers() {
        Map<String, String> numbers = new TreeMap<>();
        Map<String, List<String>> samples = Map.of(
                "AdminState", List.of("Node", "SU", "SG", "SI", "Application", "Cluster", "NG"),
                "OperState", List.of("Node", "SU"),
                "PresenceState", List.of("SU"),
                "AssignmentState", List.of("SI"));
        Map<String, List<String>> values = Map.of(
                "AdminState", List.of("UNLOCKED", "LOCKED"),
                "OperState", List.of("ENABLED", "DISABLED"),
                "PresenceState", List.of("INSTANTIATED", "TERMINATING"),
                "AssignmentState", List.of("UNASSIGNED", "FULLY_ASSIGNED"));

        samples.forEach((state, entities) -> entities.forEach(entity -> {
            String attribute = "saAmf" + entity + state;
            List<String> sample = values.get(state);
            var told = (Notification.StateChange) of(attribute, sample.get(0), sample.get(1));
            numbers.put(
                    attribute,
                    "%02x".formatted(told.header().minorId()) + " "
                            + told.state().value());
        }));

        assertThat(numbers)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("saAmfNodeAdminState", "65 5"),
                        Map.entry("saAmfSUAdminState", "66 5"),
                        Map.entry("saAmfSGAdminState", "67 5"),
                        Map.entry("saAmfSIAdminState", "68 5"),
                        Map.entry("saAmfApplicationAdminState", "69 5"),
                        Map.entry("saAmfClusterAdminState", "6a 5"),
                        Map.entry("saAmfNGAdminState", "72 5"),
                        Map.entry("saAmfNodeOperState", "6b 4"),
                        Map.entry("saAmfSUOperState", "6c 4"),
                        Map.entry("saAmfSUPresenceState", "6d 3"),
                        Map.entry("saAmfSIAssignmentState", "6f 6"))));
    }

    @Test
    @DisplayName("what becomes of a machine is notified by a class and a state of our own")
    void lifeCycle() {
        var told = (Notification.StateChange) of("amfCompLifeCycleState", "ACTIVE", "PAUSED");

        assertThat(told.header().minorId()).isEqualTo(0x80);
        assertThat(told.state().value()).isEqualTo(100);
        assertThat(told.before().number()).isEqualTo(5);
        assertThat(told.after().number()).isEqualTo(6);
    }

    @Test
    @Tag("AMF-093")
    @DisplayName("states of components and readiness are not notified")
    void silent() {
        for (String attribute : List.of("saAmfCompPresenceState", "saAmfCompOperState", "saAmfSUReadinessState")) {
            assertThat(NotificationTable.isNotified(new Change.State(UNIT, attribute, "a", "b")))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("event types and alarms have the numbers of the standard, and one is ours")
    void types() {
        assertThat(EventType.STATE_CHANGE.value()).isEqualTo(0x3001);
        assertThat(EventType.PROCESSING_ALARM.value()).isEqualTo(0x4003);
        assertThat(EventType.ERROR_REPORT.value()).isEqualTo(0x6006);
        assertThat(AlarmCondition.values())
                .extracting(AlarmCondition::minorId)
                .containsExactly(0x02, 0x03, 0x04, 0x05, 0x06, 0x40);
    }

    @Test
    @DisplayName("a recovery of a unit is told as that of a component, which the standard has a number for")
    void recoveries() {
        var told = (Notification.ErrorReport)
                NotificationTable.of(new Change.Recovery(UNIT, "NO_RECOMMENDATION", "UNIT_FAILOVER", ""), CONTEXT);

        assertThat(told.header().minorId()).isEqualTo(0x191);
        assertThat(told.applied().value()).isEqualTo(3);
    }
}
