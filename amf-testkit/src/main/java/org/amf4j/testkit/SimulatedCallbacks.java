package org.amf4j.testkit;

import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.agent.AgentAction;
import org.amf4j.core.agent.AgentAction.Callback;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.command.Action;
import org.amf4j.testkit.SimulatedAgent.Operation;

/** What the processes on a simulated node do when they are called. */
final class SimulatedCallbacks {

    private final VirtualCluster cluster;
    private final SimulatedHands hands;
    private final SimulatedProcesses processes;
    private final SimulatedProxies proxies;
    private final PlannedFaults faults;

    SimulatedCallbacks(
            VirtualCluster cluster,
            SimulatedHands hands,
            SimulatedProcesses processes,
            SimulatedProxies proxies,
            PlannedFaults faults) {
        this.cluster = cluster;
        this.hands = hands;
        this.processes = processes;
        this.proxies = proxies;
        this.faults = faults;
    }

    void call(AgentAction.SendCallback call) {
        processes
                .present(call.component())
                .filter(p -> p.isCalledIn(call.session()))
                .ifPresent(p -> enter(p, call));
    }

    private void enter(SimulatedProcess process, AgentAction.SendCallback call) {
        if (call.callback() instanceof Callback.ForProxied about) {
            proxies.call(process, call, about);
            return;
        }
        if (call.callback() instanceof Callback.SetCsi set) {
            for (Action.Csi csi : set.action().csis()) {
                process.draining.remove(csi.dn());
                if (set.action().haState() == HaState.ACTIVE) {
                    cluster.activated(process, csi);
                    processes.put(process, csi.dn(), HaState.ACTIVE);
                }
            }
        }
        if (call.callback() instanceof Callback.InstantiateContained instantiate) {
            process.starting.put(instantiate.contained(), call.invocation());
        } else if (call.callback() instanceof Callback.CleanUpContained cleanup) {
            process.starting.remove(cleanup.contained()); // one after the other: the start is given up
        }
        Optional<Operation> operation = operation(call.callback());
        OptionalLong planned =
                operation.isEmpty() ? OptionalLong.empty() : faults.takeDelay(subject(call), operation.get());
        long takesNanos = planned.orElseGet(() -> cluster.delays().actionNanos());
        hands.later(takesNanos, () -> {
            if (process.isCalledIn(call.session()) && !process.hung) {
                leave(process, call);
            }
        });
    }

    private static Optional<Operation> operation(Callback callback) {
        return switch (callback) {
            case Callback.SetCsi set -> Optional.of(Operation.CSI_SET);
            case Callback.RemoveCsi remove -> Optional.of(Operation.CSI_REMOVE);
            case Callback.ChangeCsi change -> Optional.of(Operation.CSI_CHANGE);
            case Callback.Terminate terminate -> Optional.of(Operation.TERMINATE);
            case Callback.Healthcheck healthcheck -> Optional.empty();
            case Callback.InstantiateContained instantiate -> Optional.of(Operation.INSTANTIATE);
            case Callback.CleanUpContained cleanup -> Optional.of(Operation.CLEANUP);
            case Callback.InstantiateProxied i -> Optional.empty();
            case Callback.CleanUpProxied c -> Optional.empty();
            case Callback.ForProxied p -> Optional.empty();
        };
    }

    /** Whose operation it is. */
    private static Dn subject(AgentAction.SendCallback call) {
        return switch (call.callback()) {
            case Callback.InstantiateContained instantiate -> instantiate.contained();
            case Callback.CleanUpContained cleanup -> cleanup.contained();
            default -> call.component();
        };
    }

    private void leave(SimulatedProcess process, AgentAction.SendCallback call) {
        boolean fails = operation(call.callback())
                .filter(o -> faults.takeFailure(subject(call), o))
                .isPresent();
        if (fails) {
            hands.answer(process, call, false);
            return;
        }
        switch (call.callback()) {
            case Callback.SetCsi set -> {
                set.action()
                        .csis()
                        .forEach(
                                c -> processes.put(process, c.dn(), set.action().haState()));
                hands.answer(process, call, true);
                if (set.action().haState() == HaState.ACTIVE) {
                    set.action().csis().forEach(c -> proxies.active(process, c.dn()));
                }
                if (set.action().haState() == HaState.QUIESCING) {
                    drain(process, call, set.action());
                }
            }
            case Callback.RemoveCsi remove -> {
                remove.action().csis().forEach(process.has::remove);
                hands.answer(process, call, true);
            }
            case Callback.ChangeCsi change -> hands.answer(process, call, true);
            case Callback.Terminate terminate -> {
                hands.answer(process, call, true);
                hands.later(cluster.delays().momentNanos(), () -> endIfAlive(process));
            }
            case Callback.Healthcheck healthcheck -> hands.answer(process, call, true);
            case Callback.InstantiateContained instantiate -> {
                boolean wanted = process.starting.remove(instantiate.contained(), call.invocation());
                if (wanted) {
                    hands.startInside(process, instantiate.contained(), call.invocation());
                }
                hands.answer(process, call, wanted);
            }
            case Callback.CleanUpContained cleanup -> {
                hands.end(cleanup.contained());
                hands.answer(process, call, true);
            }
            case Callback.InstantiateProxied i -> throw new IllegalStateException("about nobody: " + call);
            case Callback.CleanUpProxied c -> throw new IllegalStateException("about nobody: " + call);
            case Callback.ForProxied p -> throw new IllegalStateException("handled elsewhere: " + call);
        }
    }

    private void endIfAlive(SimulatedProcess process) {
        if (process.alive) {
            hands.end(process);
        }
    }

    /** Work that is under way is finished, unless the component is told something else before. */
    private void drain(SimulatedProcess process, AgentAction.SendCallback call, Action.SetCsi set) {
        set.csis().forEach(c -> process.draining.put(c.dn(), call.invocation()));
        long takesNanos = cluster.delays().actionNanos() + cluster.delays().actionNanos();
        hands.later(takesNanos, () -> {
            boolean still = process.isCalledIn(call.session())
                    && !process.hung
                    && set.csis().stream().allMatch(c -> isDraining(process, c.dn(), call.invocation()));
            if (still) {
                set.csis().forEach(c -> processes.put(process, c.dn(), HaState.QUIESCED));
                hands.feed(new AgentEvent.QuiescingComplete(
                        cluster.nowNanos(),
                        hands.caller(process.component, call.session()),
                        call.invocation(),
                        AisStatus.OK));
            }
        });
    }

    private static boolean isDraining(SimulatedProcess process, Dn csi, long invocation) {
        Long by = process.draining.get(csi);
        return by != null && by == invocation;
    }
}
