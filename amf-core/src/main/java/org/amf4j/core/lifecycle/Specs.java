package org.amf4j.core.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.command.ComponentSpec.Proxied;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState.Former;
import org.amf4j.core.runtime.NodeState;

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
                contained(state, c),
                proxied(state, c),
                OutlivingLease.isAllowed(component));
    }

    private static Optional<Proxied> proxied(ClusterState state, ComponentState c) {
        Optional<Command.Agent> own = state.unitOf(c).host().map(NodeState::agent);
        LifeCycle life = c.component().lifeCycle();
        return c.proxying()
                .flatMap(p -> p.proxy()
                        .map(proxy -> new Proxied(
                                proxy.component().dn(),
                                own.equals(p.agent()),
                                p.csi(),
                                life.instantiateTimeoutNanos(),
                                life.cleanupTimeoutNanos(),
                                activation(c))));
    }

    /** A proxied component that is not pre-instantiable is instantiated by its assignment. */
    private static Optional<Action.SetCsi> activation(ComponentState c) {
        if (c.component().isPreInstantiable() || c.csis().isEmpty()) {
            return Optional.empty();
        }
        CsiAssignment part = c.csis().get(0);
        Optional<Former> former = part.unitAssignment().instance().formerActive(part.csi());
        LifeCycle life = c.component().lifeCycle();
        return Optional.of(new Action.SetCsi(
                HaState.ACTIVE,
                Action.CsiFlag.ADD_ONE,
                List.of(new Action.Csi(part.csi().dn(), part.csi().attributes(), part.epoch())),
                former.map(f -> f.quiesced() ? TransitionDescriptor.QUIESCED : TransitionDescriptor.NOT_QUIESCED)
                        .orElse(TransitionDescriptor.NEW_ASSIGN),
                former.map(Former::component).orElse(Dn.ROOT),
                0,
                life.csiSetTimeoutNanos(),
                0));
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
