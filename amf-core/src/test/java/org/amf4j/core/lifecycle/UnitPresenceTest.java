package org.amf4j.core.lifecycle;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.INSTANTIATING;
import static org.amf4j.core.state.PresenceState.INSTANTIATION_FAILED;
import static org.amf4j.core.state.PresenceState.RESTARTING;
import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.amf4j.core.state.PresenceState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitPresenceTest {

    /** What each component may be while the unit is in a state where all of them are restricted. */
    private static Set<PresenceState> allowed(PresenceState unit) {
        return switch (unit) {
            case UNINSTANTIATED -> EnumSet.of(UNINSTANTIATED);
            case INSTANTIATING -> EnumSet.of(UNINSTANTIATED, INSTANTIATING, INSTANTIATED, RESTARTING);
            case INSTANTIATED -> EnumSet.of(INSTANTIATED, RESTARTING);
            case TERMINATING -> EnumSet.of(UNINSTANTIATED, INSTANTIATING, INSTANTIATED, TERMINATING, RESTARTING);
            case RESTARTING -> EnumSet.of(RESTARTING);
            case INSTANTIATION_FAILED -> EnumSet.complementOf(EnumSet.of(TERMINATION_FAILED));
            case TERMINATION_FAILED -> EnumSet.allOf(PresenceState.class);
        };
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @DisplayName("the rules are tried in their order")
    @CsvSource({
        "INSTANTIATED, TERMINATION_FAILED INSTANTIATION_FAILED, TERMINATION_FAILED",
        "INSTANTIATING, INSTANTIATION_FAILED INSTANTIATED, INSTANTIATION_FAILED",
        "INSTANTIATED, UNINSTANTIATED UNINSTANTIATED, UNINSTANTIATED",
        "INSTANTIATED, RESTARTING RESTARTING, RESTARTING",
        "INSTANTIATED, RESTARTING INSTANTIATED, INSTANTIATED",
        "RESTARTING, RESTARTING INSTANTIATED, INSTANTIATED",
        "UNINSTANTIATED, INSTANTIATING UNINSTANTIATED, INSTANTIATING",
        "INSTANTIATING, INSTANTIATED UNINSTANTIATED, INSTANTIATING",
        "INSTANTIATING, INSTANTIATED INSTANTIATING, INSTANTIATING",
        "INSTANTIATING, INSTANTIATED RESTARTING, INSTANTIATING",
        "INSTANTIATING, INSTANTIATED INSTANTIATED, INSTANTIATED",
        "INSTANTIATING, TERMINATING INSTANTIATED, TERMINATING",
        "INSTANTIATED, TERMINATING INSTANTIATED, TERMINATING",
        "TERMINATING, UNINSTANTIATED INSTANTIATED, TERMINATING",
        "TERMINATING, INSTANTIATING INSTANTIATED, TERMINATING",
        "TERMINATING, INSTANTIATED INSTANTIATED, INSTANTIATED",
    })
    void order(PresenceState before, String components, PresenceState unit) {
        List<PresenceState> states =
                Arrays.stream(components.split(" ")).map(PresenceState::valueOf).toList();

        assertThat(UnitPresence.of(before, states, states)).isEqualTo(unit);
    }

    @Test
    @Tag("AMF-026")
    @Tag("AMF-027")
    @Tag("AMF-028")
    @DisplayName("every combination of three components obeys the table of allowed states")
    void everyCombination() {
        for (PresenceState before : PresenceState.values()) {
            for (PresenceState a : PresenceState.values()) {
                for (PresenceState b : PresenceState.values()) {
                    for (PresenceState c : PresenceState.values()) {
                        check(before, List.of(a, b, c));
                    }
                }
            }
        }
    }

    private static void check(PresenceState before, List<PresenceState> components) {
        PresenceState unit = UnitPresence.of(before, components, components);

        assertThat(allowed(unit)).as("%s before, %s", before, components).containsAll(components);
        assertThat(unit == RESTARTING)
                .as("restarting exactly when all components are: %s", components)
                .isEqualTo(components.stream().allMatch(s -> s == RESTARTING));
        assertThat(unit == TERMINATION_FAILED)
                .as("a failed termination dominates: %s", components)
                .isEqualTo(components.contains(TERMINATION_FAILED));
        if (unit == INSTANTIATION_FAILED) {
            assertThat(components).contains(INSTANTIATION_FAILED);
        }
    }

    @Test
    @Tag("AMF-029")
    @DisplayName("in a unit without pre-instantiable components only those with work count")
    void onlyRelevant() {
        List<PresenceState> all = List.of(INSTANTIATED, UNINSTANTIATED);

        assertThat(UnitPresence.of(INSTANTIATING, all, List.of(INSTANTIATED))).isEqualTo(INSTANTIATED);
        assertThat(UnitPresence.of(INSTANTIATED, List.of(UNINSTANTIATED, UNINSTANTIATED), List.of()))
                .isEqualTo(UNINSTANTIATED);
    }
}
