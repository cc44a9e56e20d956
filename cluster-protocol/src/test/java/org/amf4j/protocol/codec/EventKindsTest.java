package org.amf4j.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.amf4j.core.director.Rules;
import org.amf4j.protocol.cluster.Event;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the log may hold by which version of the rules. A controller ends when it comes to an entry that it cannot read, so a kind of
 * events that earlier programs do not know needs a version of the rules of its own, and may be proposed by that only.
 */
class EventKindsTest {

    private static final SortedMap<Integer, String> VERSION_1 = new TreeMap<>(Map.ofEntries(
            Map.entry(1, "configuration_loaded"),
            Map.entry(2, "node_joined"),
            Map.entry(3, "node_left"),
            Map.entry(4, "order_answered"),
            Map.entry(5, "component_failed"),
            Map.entry(6, "cleanup_ended"),
            Map.entry(7, "quiescing_completed"),
            Map.entry(8, "error_reported"),
            Map.entry(9, "operation_requested"),
            Map.entry(10, "tick"),
            Map.entry(11, "node_silent"),
            Map.entry(12, "node_heard"),
            Map.entry(13, "configuration_changed"),
            Map.entry(15, "rules_raised"),
            Map.entry(16, "controller_compared"),
            Map.entry(20, "membership_requested"),
            Map.entry(21, "tracker_changed"),
            Map.entry(22, "tracker_answered"),
            Map.entry(23, "proxied_registered"),
            Map.entry(24, "error_cleared"),
            Map.entry(25, "ha_readiness_set"),
            Map.entry(26, "notifications_sent"),
            Map.entry(27, "classes_changed"),
            Map.entry(28, "model_requested"),
            Map.entry(29, "controllers_met"),
            Map.entry(30, "agent_leaves"),
            Map.entry(31, "agent_returned"),
            Map.entry(32, "life_cycle_told")));

    @Test
    @DisplayName("the log holds the kinds of events that all programs know that decide by these rules")
    void kinds() {
        SortedMap<Integer, String> kinds =
                new TreeMap<>(Event.getDescriptor().getOneofs().getFirst().getFields().stream()
                        .collect(Collectors.toMap(FieldDescriptor::getNumber, FieldDescriptor::getName)));

        assertThat(Rules.LATEST)
                .as("a later version of the rules needs its own list here")
                .isEqualTo(1);
        assertThat(kinds)
                .as("a new kind of events needs a new version of the rules, see Rules")
                .isEqualTo(VERSION_1);
    }
}
