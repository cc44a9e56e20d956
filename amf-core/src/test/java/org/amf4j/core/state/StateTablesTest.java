package org.amf4j.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amf4j.api.amf.HaState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tables of the standard, written down a second time: each line is a state and what may follow it. */
final class StateTablesTest {

    @Test
    @DisplayName("administrative state: what may follow, and the numbers of the standard")
    void admin() {
        assertThat(table(AdminState.values(), AdminState::next)).isEqualTo("""
                UNLOCKED: LOCKED SHUTTING_DOWN
                LOCKED: UNLOCKED LOCKED_INSTANTIATION
                LOCKED_INSTANTIATION: LOCKED
                SHUTTING_DOWN: UNLOCKED LOCKED
                """);
        assertThat(AdminState.values())
                .allSatisfy(s -> assertThat(AdminState.of(s.value())).isSameAs(s));
        assertThatThrownBy(() -> AdminState.of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("presence state of a component: transitions P1 to P20, and the loss of the node")
    void presence() {
        assertThat(table(PresenceState.values(), PresenceState::next)).isEqualTo("""
                UNINSTANTIATED: INSTANTIATING
                INSTANTIATING: UNINSTANTIATED INSTANTIATED TERMINATING INSTANTIATION_FAILED TERMINATION_FAILED
                INSTANTIATED: UNINSTANTIATED TERMINATING RESTARTING
                TERMINATING: UNINSTANTIATED TERMINATION_FAILED
                RESTARTING: UNINSTANTIATED INSTANTIATED TERMINATING INSTANTIATION_FAILED TERMINATION_FAILED
                INSTANTIATION_FAILED: UNINSTANTIATED
                TERMINATION_FAILED: UNINSTANTIATED
                """);
        assertThat(PresenceState.values()).extracting(PresenceState::value).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    @DisplayName("operational, readiness and assignment state: any other may follow")
    void freeStates() {
        assertThat(table(OperationalState.values(), OperationalState::next)).isEqualTo("""
                ENABLED: DISABLED
                DISABLED: ENABLED
                """);
        assertThat(table(ReadinessState.values(), ReadinessState::next)).isEqualTo("""
                OUT_OF_SERVICE: IN_SERVICE STOPPING
                IN_SERVICE: OUT_OF_SERVICE STOPPING
                STOPPING: OUT_OF_SERVICE IN_SERVICE
                """);
        assertThat(table(AssignmentState.values(), AssignmentState::next)).isEqualTo("""
                UNASSIGNED: FULLY_ASSIGNED PARTIALLY_ASSIGNED
                FULLY_ASSIGNED: UNASSIGNED PARTIALLY_ASSIGNED
                PARTIALLY_ASSIGNED: UNASSIGNED FULLY_ASSIGNED
                """);
    }

    @Test
    @DisplayName("the numbers of operational, readiness and assignment states are those of the standard")
    void numbers() {
        assertThat(OperationalState.values())
                .allSatisfy(s -> assertThat(OperationalState.of(s.value())).isSameAs(s));
        assertThat(ReadinessState.values())
                .allSatisfy(s -> assertThat(ReadinessState.of(s.value())).isSameAs(s));
        assertThat(AssignmentState.values())
                .allSatisfy(s -> assertThat(AssignmentState.of(s.value())).isSameAs(s));
        assertThatThrownBy(() -> OperationalState.of(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadinessState.of(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AssignmentState.of(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("HA state: never from active to standby, never from nothing or standby to quiesced")
    void ha() {
        assertThat(table(HaState.values(), s -> HaTransitions.next(Optional.of(s))))
                .isEqualTo("""
                ACTIVE: QUIESCED QUIESCING
                STANDBY: ACTIVE
                QUIESCED: ACTIVE STANDBY
                QUIESCING: ACTIVE QUIESCED
                """);
        assertThat(HaTransitions.next(Optional.empty())).containsExactlyInAnyOrder(HaState.ACTIVE, HaState.STANDBY);
    }

    private static <S extends Enum<S>> String table(S[] states, Function<S, Set<S>> next) {
        return Arrays.stream(states)
                .map(s -> s + ": " + next.apply(s).stream().map(Enum::name).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
    }
}
