package org.amf4j.testkit;

import static org.amf4j.core.state.AdminState.LOCKED;
import static org.amf4j.core.state.AdminState.LOCKED_INSTANTIATION;
import static org.amf4j.core.state.AdminState.SHUTTING_DOWN;
import static org.amf4j.core.state.AdminState.UNLOCKED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Gate;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readiness over all combinations of what it depends on. */
final class ReadinessTest {

    private static final Model PRE_INSTANTIABLE = group().model();
    private static final Model NON_PRE_INSTANTIABLE = group().npi().model();

    private static GroupText group() {
        return ModelText.cluster(1)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("s");
    }

    /** Everything that the readiness of a unit depends on. */
    private record Situation(
            AdminState unit,
            AdminState group,
            AdminState node,
            AdminState application,
            AdminState cluster,
            boolean member,
            OperationalState nodeOperational,
            OperationalState unitOperational,
            PresenceState presence) {

        ReadinessState expected(boolean preInstantiable) {
            List<AdminState> all = List.of(unit, group, node, application, cluster);
            boolean present = presence == PresenceState.INSTANTIATED || presence == PresenceState.RESTARTING;
            boolean out = unitOperational == OperationalState.DISABLED
                    || nodeOperational == OperationalState.DISABLED
                    || !member
                    || all.contains(LOCKED)
                    || all.contains(LOCKED_INSTANTIATION)
                    || preInstantiable && !present;
            if (out) {
                return ReadinessState.OUT_OF_SERVICE;
            }
            return all.contains(SHUTTING_DOWN) ? ReadinessState.STOPPING : ReadinessState.IN_SERVICE;
        }

        UnitState build(ClusterState state) {
            Gate gate = new Turn(state, 1, 0).gate();
            UnitState unitState = state.units().get(0);
            NodeState nodeState = state.nodes().get(0);
            unitState.host(Optional.of(nodeState));
            gate.operational(nodeState, nodeOperational);
            if (member) {
                nodeState.join(1);
            }
            gate.operational(unitState, unitOperational);
            admin(unit, s -> gate.admin(unitState, s));
            admin(group, s -> gate.admin(state.groups().get(0), s));
            admin(node, s -> gate.admin(nodeState, s));
            admin(application, s -> gate.admin(state.applications().get(0), s));
            admin(cluster, gate::adminOfCluster);
            if (presence != PresenceState.UNINSTANTIATED) {
                gate.presence(unitState, PresenceState.INSTANTIATING);
                gate.presence(unitState, presence);
            }
            return unitState;
        }

        private static void admin(AdminState wanted, Consumer<AdminState> set) {
            if (wanted == LOCKED_INSTANTIATION) {
                set.accept(LOCKED);
            }
            set.accept(wanted);
        }
    }

    @Test
    @Tag("AMF-033")
    @DisplayName("administrative states of all five containers, with everything else in order")
    void administrative() {
        for (AdminState unit : AdminState.values()) {
            for (AdminState group : AdminState.values()) {
                for (AdminState node : AdminState.values()) {
                    for (AdminState application : AdminState.values()) {
                        for (AdminState cluster : AdminState.values()) {
                            check(new Situation(
                                    unit,
                                    group,
                                    node,
                                    application,
                                    cluster,
                                    true,
                                    OperationalState.ENABLED,
                                    OperationalState.ENABLED,
                                    PresenceState.INSTANTIATED));
                        }
                    }
                }
            }
        }
    }

    @Test
    @Tag("AMF-033")
    @DisplayName("operational states, membership and presence under every administrative state")
    void operationalAndPresence() {
        for (AdminState admin : AdminState.values()) {
            for (PresenceState presence : PresenceState.values()) {
                for (OperationalState node : OperationalState.values()) {
                    for (OperationalState unit : OperationalState.values()) {
                        for (boolean member : new boolean[] {true, false}) {
                            check(new Situation(
                                    admin, UNLOCKED, UNLOCKED, UNLOCKED, UNLOCKED, member, node, unit, presence));
                            check(new Situation(
                                    UNLOCKED, UNLOCKED, admin, UNLOCKED, UNLOCKED, member, node, unit, presence));
                        }
                    }
                }
            }
        }
    }

    private static void check(Situation situation) {
        for (Model model : List.of(PRE_INSTANTIABLE, NON_PRE_INSTANTIABLE)) {
            ClusterState state = new ClusterState(model);
            UnitState unit = situation.build(state);

            assertThat(Readiness.of(state, unit))
                    .as("%s", situation)
                    .isEqualTo(situation.expected(model == PRE_INSTANTIABLE));
        }
    }

    @Test
    @Tag("AMF-034")
    @DisplayName("a DISABLED component is OUT_OF_SERVICE, any other is what its unit is")
    void component() {
        for (ReadinessState readiness : ReadinessState.values()) {
            ClusterState state = new ClusterState(PRE_INSTANTIABLE);
            Gate gate = new Turn(state, 1, 0).gate();
            UnitState unit = state.units().get(0);
            ComponentState component = unit.components().get(0);
            gate.readiness(unit, readiness);

            assertThat(Readiness.of(unit, component)).isEqualTo(readiness);

            gate.operational(component, OperationalState.DISABLED);

            assertThat(Readiness.of(unit, component)).isEqualTo(ReadinessState.OUT_OF_SERVICE);
        }
    }
}
