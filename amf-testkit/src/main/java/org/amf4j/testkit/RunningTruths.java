package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.state.PresenceState;

/** What really runs, not what the director believes. */
final class RunningTruths {

    private RunningTruths() {}

    /** A process has been given an HA state: nobody else may serve the same, and it may not have too much. */
    static void check(
            ClusterState state, List<SimulatedProcesses> places, SimulatedProcess process, Dn name, HaState given) {
        ComponentServiceInstance csi =
                state.model().find(name, ComponentServiceInstance.class).orElseThrow();
        if (serves(given) && csi.instance().group().config().redundancy().singleActive()) {
            for (SimulatedProcesses place : places) {
                for (List<SimulatedProcess> processes : place.all()) {
                    boolean same = processes.contains(process); // two lives on one node end by one CLEANUP
                    require(
                            same || processes.stream().noneMatch(p -> serves(p, csi)),
                            "AT-MOST-ONE-ACTIVE",
                            csi,
                            process.component + " and " + processes.get(0).component);
                }
            }
        }
        state.component(process.component).ifPresent(c -> capacity(state, c.component(), process.has));
    }

    private static boolean serves(HaState ha) {
        return ha == HaState.ACTIVE || ha == HaState.QUIESCING;
    }

    private static boolean serves(SimulatedProcess process, ComponentServiceInstance csi) {
        HaState has = process.has.get(csi.dn());
        return has != null && serves(has);
    }

    private static void capacity(ClusterState state, Component component, Map<Dn, HaState> has) {
        for (Component.Capability capability : component.config().capabilities()) {
            int active = 0;
            int standby = 0;
            for (Map.Entry<Dn, HaState> e : has.entrySet()) {
                if (e.getValue() != HaState.QUIESCED && isOf(state, e.getKey(), capability)) {
                    active += e.getValue() == HaState.STANDBY ? 0 : 1;
                    standby += e.getValue() == HaState.STANDBY ? 1 : 0;
                }
            }
            require(active <= capability.maxActive(), "COMPONENT-CAPACITY", component, active + " active");
            require(standby <= capability.maxStandby(), "COMPONENT-CAPACITY", component, standby + " standby");
            require(standby == 0 || capability.model().hasStandby(), "NEVER-STANDBY", component, standby + " standby");
        }
    }

    private static boolean isOf(ClusterState state, Dn csi, Component.Capability capability) {
        return state.model()
                .find(csi, ComponentServiceInstance.class)
                .filter(c -> c.type().equals(capability.csType()))
                .isPresent();
    }

    /** At rest the director knows exactly what runs. */
    static void checkAtRest(ClusterState state, Collection<SimulatedAgent> agents, Map<Dn, Map<Dn, HaState>> outside) {
        Map<Dn, Map<Dn, HaState>> real = new TreeMap<>(outside);
        agents.forEach(a -> real.putAll(a.holdings()));
        for (ComponentState c : state.components()) {
            boolean runs = real.containsKey(c.component().dn());
            boolean believed = c.presence() == PresenceState.INSTANTIATED;
            if (c.presence() == PresenceState.TERMINATION_FAILED) {
                continue;
            }
            require(runs == believed, "KNOWN-INSTANCE", c.component(), c.presence() + ", really running: " + runs);
            Map<Dn, HaState> known = new TreeMap<>();
            for (CsiAssignment part : c.csis()) {
                part.confirmed().ifPresent(ha -> known.put(part.csi().dn(), ha));
            }
            Map<Dn, HaState> has = real.getOrDefault(c.component().dn(), Map.of());
            require(known.equals(has), "KNOWN-HA-STATE", c.component(), "has " + has + ", director knows " + known);
        }
    }
}
