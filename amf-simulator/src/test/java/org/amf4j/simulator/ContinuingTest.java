package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.Simulation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A simulation goes on from any moment of a cluster's life. */
class ContinuingTest {

    private static final int SEEDS = 40;
    private static final int MOMENTS = 7;

    @Test
    @DisplayName("from any moment of a run with faults a copy comes to rest, with nothing awaited any more")
    void comesToRest() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomFaults.Run run = RandomFaults.run(seed, StandardModels.all());
            int size = run.entries().size();
            for (int moment = 1; moment <= MOMENTS; moment++) {
                Director director = new Director(StandardModels.all());
                for (LogEntry entry : run.entries().subList(0, Math.max(1, size * moment / MOMENTS))) {
                    director.apply(entry);
                }
                Simulation simulation = Simulation.continuing(director);

                simulation.now();

                assertThat(director.outstanding())
                        .as("seed %s, moment %s", seed, moment)
                        .isEmpty();
                assertThat(run(simulation))
                        .as("seed %s, moment %s", seed, moment)
                        .isEqualTo(known(director));
            }
        }
    }

    /** What the copy's components have, as far as they may be active or standby. */
    private static Map<String, HaState> run(Simulation simulation) {
        Map<String, HaState> all = new TreeMap<>();
        simulation
                .cluster()
                .agents()
                .forEach(a -> a.holdings()
                        .forEach((component, csis) -> csis.forEach((csi, ha) -> {
                            if (isInstantiated(simulation.cluster().state(), component)) {
                                all.put(component + " " + csi, ha);
                            }
                        })));
        return all;
    }

    /** What the director takes them to have. */
    private static Map<String, HaState> known(Director director) {
        ClusterState state = director.state().orElseThrow();
        Map<String, HaState> all = new TreeMap<>();
        for (ComponentState c : state.components()) {
            if (isInstantiated(state, c.component().dn())) {
                c.csis()
                        .forEach(p -> p.confirmed()
                                .ifPresent(ha -> all.put(
                                        c.component().dn() + " " + p.csi().dn(), ha)));
            }
        }
        return all;
    }

    private static boolean isInstantiated(ClusterState state, Dn component) {
        return state.component(component).orElseThrow().presence() == PresenceState.INSTANTIATED;
    }
}
