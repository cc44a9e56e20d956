package org.amf4j.core.lifecycle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;

/** Puts together what an agent must know of a component on its node (AMF-019, AMF-020). */
public final class Specs {

    private Specs() {}

    /** The specification of a component on the host of its unit. */
    public static ComponentSpec of(ClusterState state, ComponentState c) {
        Component component = c.component();
        LifeCycle life = component.lifeCycle();
        String prefix = prefix(state, c);
        Map<String, String> environment = new TreeMap<>(life.environment());
        environment.put("SA_AMF_COMPONENT_NAME", component.dn().toString());
        return new ComponentSpec(
                component.config().category().isSaAware(),
                under(prefix, life.instantiate()),
                under(prefix, life.terminate()),
                under(prefix, life.cleanup()),
                environment,
                life.terminateTimeoutNanos(),
                life.healthchecks(),
                component.config().recoveryOnError(),
                contained(state, c));
    }

    private static Optional<Contained> contained(ClusterState state, ComponentState c) {
        LifeCycle life = c.component().lifeCycle();
        return state.unitOf(c)
                .containment()
                .map(where -> new Contained(
                        where.container().map(h -> h.component().dn()).orElse(Dn.ROOT),
                        life.instantiateTimeoutNanos(),
                        life.cleanupTimeoutNanos()));
    }

    /** The commands of the external active monitor, when it is configured. */
    static Optional<Action.StartMonitor> monitor(ClusterState state, ComponentState c) {
        LifeCycle life = c.component().lifeCycle();
        String prefix = prefix(state, c);
        Optional<CommandLine> stop = under(prefix, life.amStop());
        return under(prefix, life.amStart())
                .flatMap(start -> stop.map(
                        s -> new Action.StartMonitor(start, life.amStartAttempts(), s, life.amStopAttempts())));
    }

    private static String prefix(ClusterState state, ComponentState c) {
        return state.unitOf(c)
                .host()
                .map(h -> h.node()
                        .config()
                        .bundlePrefixes()
                        .get(c.component().lifeCycle().bundle()))
                .orElse("");
    }

    /** In the environment of commands: in which epoch the component serves, its token for writes to shared storage. */
    static final String EPOCH_VARIABLE = "AMF_CSI_EPOCH";

    /** Attributes and epoch of the CSI for a component that learns of its work by its environment (AMF-021). */
    public static Map<String, String> csiEnvironment(ComponentState c) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (!c.component().isPreInstantiable()) {
            for (CsiAssignment csi : c.csis()) {
                csi.csi().attributes().forEach((name, values) -> {
                    if (!values.isEmpty()) {
                        environment.put(name, values.get(0));
                    }
                });
                environment.put(EPOCH_VARIABLE, Long.toString(csi.epoch()));
            }
        }
        return environment;
    }

    private static Optional<CommandLine> under(String prefix, Optional<CommandLine> command) {
        return command.map(c -> c.under(prefix));
    }
}
