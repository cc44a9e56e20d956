package org.amf4j.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentAction.Callback;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.command.Action;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.state.ProxyStatus;
import org.amf4j.testkit.SimulatedAgent.Operation;

/**
 * What simulated proxies do: they register the components whose proxy CSI they are active for, and do with them what they are
 * called for. What they speak for runs on the node of its unit, or outside of all nodes, and outlives them.
 */
final class SimulatedProxies {

    /** How long a proxy waits before it tries again to register a component. */
    private static final long RETRY_NANOS = 10 * VirtualCluster.ACTION_NANOS;

    /** How long when another one speaks for the component. */
    private static final long TAKEN_RETRY_NANOS = 2_000_000_000;

    private final VirtualCluster cluster;
    private final SimulatedHands hands;
    private final PlannedFaults faults;
    private final Map<Dn, Long> busyUntilNanos = new TreeMap<>();

    SimulatedProxies(VirtualCluster cluster, SimulatedHands hands, PlannedFaults faults) {
        this.cluster = cluster;
        this.hands = hands;
        this.faults = faults;
    }

    /** The process has become active for the CSI. */
    void active(SimulatedProcess proxy, Dn csi) {
        cluster.state().model().find(csi, ComponentServiceInstance.class).stream()
                .flatMap(c -> cluster.state().of(c.instance().group()).served().stream())
                .filter(c -> c.proxying().filter(p -> p.csi().equals(csi)).isPresent())
                .toList()
                .forEach(c -> register(proxy, csi, c));
    }

    private void register(SimulatedProcess proxy, Dn csi, ComponentState component) {
        Proxying proxying = component.proxying().orElseThrow();
        boolean mine = proxying.proxy()
                .filter(p -> p.component().dn().equals(proxy.component))
                .isPresent();
        if (!serves(proxy, csi) || proxy.session.isEmpty()) {
            return;
        }
        if (mine && proxying.isValid()) {
            look(proxy, component);
            return;
        }
        Dn name = component.component().dn();
        hands.feed(new AgentEvent.ProxiedRegistered(
                cluster.nowNanos(), hands.caller(proxy.component, proxy.session.getAsLong()), name));
        boolean taken = proxying.status() == ProxyStatus.PROXIED && proxying.isValid();
        hands.later(taken ? TAKEN_RETRY_NANOS : RETRY_NANOS, () -> register(proxy, csi, component));
    }

    /** What it has taken over may have ended while nobody looked. */
    private void look(SimulatedProcess proxy, ComponentState component) {
        Dn name = component.component().dn();
        boolean gone = component.isUsable()
                && cluster.home(name).filter(h -> h.present(name).isPresent()).isEmpty();
        if (gone) {
            hands.reportFor(name, proxy.component, RecommendedRecovery.NO_RECOMMENDATION, "it does not run");
        }
    }

    private static boolean serves(SimulatedProcess proxy, Dn csi) {
        HaState has = proxy.has.get(csi);
        return proxy.alive && !proxy.hung && (has == HaState.ACTIVE || has == HaState.QUIESCING);
    }

    void call(SimulatedProcess proxy, AgentAction.SendCallback call, Callback.ForProxied about) {
        if (about.callback() instanceof Callback.SetCsi set && set.action().haState() == HaState.ACTIVE) {
            begin(about.component(), call.invocation(), set.action());
        }
        long takesNanos = operation(about.callback())
                .map(o -> faults.takeDelay(about.component(), o))
                .filter(d -> d.isPresent())
                .map(d -> d.getAsLong())
                .orElseGet(() -> cluster.delays().actionNanos());
        // what is asked about a component is done one after the other
        long beginsNanos = Math.max(cluster.nowNanos(), busyUntilNanos.getOrDefault(about.component(), 0L));
        busyUntilNanos.put(about.component(), beginsNanos + takesNanos);
        hands.later(beginsNanos + takesNanos - cluster.nowNanos(), () -> {
            Dn csi = cluster.state()
                    .component(about.component())
                    .orElseThrow()
                    .proxying()
                    .orElseThrow()
                    .csi();
            if (proxy.isCalledIn(call.session()) && serves(proxy, csi)) {
                leave(proxy, call, about);
            }
        });
    }

    /** Told to be active it is so from that moment; one that is instantiated by that begins to run. */
    private void begin(Dn component, long run, Action.SetCsi set) {
        cluster.home(component).ifPresent(home -> {
            boolean npi = !cluster.state()
                    .component(component)
                    .orElseThrow()
                    .component()
                    .isPreInstantiable();
            if (npi && home.present(component).isEmpty()) {
                start(home, component, run);
            }
            home.present(component).ifPresent(p -> set.csis().forEach(c -> home.put(p, c.dn(), HaState.ACTIVE)));
        });
    }

    private static void start(SimulatedProcesses home, Dn component, long run) {
        SimulatedProcess started = new SimulatedProcess(component, run, true);
        started.started = true;
        home.add(started);
    }

    private static Optional<Operation> operation(Callback callback) {
        return switch (callback) {
            case Callback.InstantiateProxied i -> Optional.of(Operation.INSTANTIATE);
            case Callback.CleanUpProxied c -> Optional.of(Operation.CLEANUP);
            case Callback.SetCsi s -> Optional.of(Operation.CSI_SET);
            case Callback.RemoveCsi r -> Optional.of(Operation.CSI_REMOVE);
            case Callback.ChangeCsi c -> Optional.of(Operation.CSI_CHANGE);
            case Callback.Terminate t -> Optional.of(Operation.TERMINATE);
            default -> Optional.empty();
        };
    }

    private void leave(SimulatedProcess proxy, AgentAction.SendCallback call, Callback.ForProxied about) {
        Optional<SimulatedProcesses> home = cluster.home(about.component());
        boolean fails = operation(about.callback())
                .filter(o -> faults.takeFailure(about.component(), o))
                .isPresent();
        if (fails || home.isEmpty()) {
            hands.answer(proxy, call, false);
            return;
        }
        boolean done = perform(home.get(), proxy, call, about);
        hands.answer(proxy, call, done);
        if (done
                && about.callback() instanceof Callback.SetCsi set
                && set.action().haState() == HaState.QUIESCING) {
            hands.later(cluster.delays().actionNanos(), () -> drained(home.get(), proxy, call, about));
        }
    }

    private boolean perform(
            SimulatedProcesses home, SimulatedProcess proxy, AgentAction.SendCallback call, Callback.ForProxied about) {
        Optional<SimulatedProcess> runs = home.present(about.component());
        boolean npi = !cluster.state()
                .component(about.component())
                .orElseThrow()
                .component()
                .isPreInstantiable();
        switch (about.callback()) {
            case Callback.InstantiateProxied i -> {
                if (runs.isEmpty()) {
                    start(home, about.component(), call.invocation());
                }
                return true;
            }
            case Callback.CleanUpProxied c -> home.take(about.component());
            case Callback.Terminate t -> home.take(about.component());
            case Callback.SetCsi set -> {
                runs.ifPresent(p -> set.action().csis().forEach(csi -> {
                    p.draining.remove(csi.dn());
                    home.put(p, csi.dn(), set.action().haState());
                    if (set.action().haState() == HaState.QUIESCING) {
                        p.draining.put(csi.dn(), call.invocation());
                    }
                }));
                return runs.isPresent();
            }
            case Callback.RemoveCsi remove -> {
                runs.ifPresent(p -> remove.action().csis().forEach(p.has::remove));
                if (npi) {
                    home.take(about.component());
                }
                return runs.isPresent();
            }
            case Callback.ChangeCsi change -> {
                return runs.isPresent();
            }
            default -> throw new IllegalStateException(proxy.component + " is called for " + about);
        }
        return true;
    }

    private void drained(
            SimulatedProcesses home, SimulatedProcess proxy, AgentAction.SendCallback call, Callback.ForProxied about) {
        Callback.SetCsi set = (Callback.SetCsi) about.callback();
        Optional<SimulatedProcess> runs = home.present(about.component());
        boolean still = runs.isPresent()
                && proxy.isCalledIn(call.session())
                && set.action().csis().stream()
                        .allMatch(c -> Long.valueOf(call.invocation())
                                .equals(runs.get().draining.get(c.dn())));
        if (still) {
            set.action().csis().forEach(c -> {
                runs.get().draining.remove(c.dn());
                home.put(runs.get(), c.dn(), HaState.QUIESCED);
            });
            hands.feed(new AgentEvent.QuiescingComplete(
                    cluster.nowNanos(),
                    hands.caller(proxy.component, call.session()),
                    call.invocation(),
                    AisStatus.OK));
        }
    }
}
