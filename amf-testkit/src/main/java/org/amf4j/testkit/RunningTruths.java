package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.Collection;
import java.util.LinkedHashMap;
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

    static void check(ClusterState state, Collection<SimulatedAgent> agents) {
        Map<Dn, Dn> activeByCsi = new LinkedHashMap<>();
        for (SimulatedAgent agent : agents) {
            agent.holdings().forEach((component, has) -> {
                has.forEach((csi, ha) -> {
                    if (serves(ha)) {
                        atMostOneActive(state, activeByCsi, csi, component);
                    }
                });
                state.component(component).ifPresent(c -> capacity(state, c.component(), has));
            });
        }
    }

    private static boolean serves(HaState ha) {
        return ha == HaState.ACTIVE || ha == HaState.QUIESCING;
    }

    private static void atMostOneActive(ClusterState state, Map<Dn, Dn> activeByCsi, Dn name, Dn component) {
        ComponentServiceInstance csi =
                state.model().find(name, ComponentServiceInstance.class).orElseThrow();
        if (csi.instance().group().config().redundancy().singleActive()) {
            Dn other = activeByCsi.put(name, component);
            require(other == null, "AT-MOST-ONE-ACTIVE", csi, other + " and " + component);
        }
    }

    private static void capacity(ClusterState state, Component component, Map<Dn, HaState> has) {
        for (Component.Capability capability : component.config().capabilities()) {
            long active =
                    count(state, capability, has, HaState.ACTIVE) + count(state, capability, has, HaState.QUIESCING);
            long standby = count(state, capability, has, HaState.STANDBY);
            require(active <= capability.maxActive(), "COMPONENT-CAPACITY", component, active + " active");
            require(standby <= capability.maxStandby(), "COMPONENT-CAPACITY", component, standby + " standby");
            require(standby == 0 || capability.model().hasStandby(), "NEVER-STANDBY", component, standby + " standby");
        }
    }

    private static long count(ClusterState state, Component.Capability capability, Map<Dn, HaState> has, HaState ha) {
        return has.entrySet().stream()
                .filter(e -> e.getValue() == ha)
                .map(e -> state.model()
                        .find(e.getKey(), ComponentServiceInstance.class)
                        .orElseThrow())
                .filter(csi -> csi.type().equals(capability.csType()))
                .count();
    }

    /** At rest the director knows exactly what runs. */
    static void checkAtRest(ClusterState state, Collection<SimulatedAgent> agents) {
        Map<Dn, Map<Dn, HaState>> real = new TreeMap<>();
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
