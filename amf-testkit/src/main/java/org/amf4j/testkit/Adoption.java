package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.Csi;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.lifecycle.Specs;
import org.amf4j.core.model.LifeCycle;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.runtime.UnitState;

/**
 * Brings simulated agents to where the director takes them to be, by repeating the orders that have led there: components
 * are instantiated under their own incarnation and told what they have confirmed. Nobody hears the answers.
 */
final class Adoption {

    /** Long enough for any simulated action with all its moments. */
    private static final long EACH_NANOS = 10 * VirtualCluster.ACTION_NANOS;

    private final VirtualCluster cluster;
    private final ClusterState state;
    private final List<CsiAssignment> draining = new ArrayList<>();
    private final List<ComponentState> failed = new ArrayList<>();
    private int orders;

    Adoption(VirtualCluster cluster) {
        this.cluster = cluster;
        this.state = cluster.state();
    }

    /** While nobody hears: agents, processes, and what those have been told. */
    void begin() {
        List<ComponentState> living = new ArrayList<>();
        for (SimulatedAgent agent : cluster.agents()) {
            NodeState node = state.of(agent.node());
            agent.adopt();
            for (UnitState unit : state.unitsOf(agent.node())) {
                if (node.isMember() && unit.host().filter(h -> h == node).isPresent()) {
                    unit.components().stream().filter(this::lives).forEach(living::add);
                }
            }
        }
        List<ComponentState> proxied = state.components().stream()
                .filter(c -> c.proxying().isPresent())
                .filter(this::lives)
                .toList();
        living.removeAll(proxied);
        living.stream().filter(c -> !isContained(c)).forEach(this::instantiate);
        cluster.passUnheard(EACH_NANOS);
        living.stream().filter(Adoption::isContained).forEach(this::instantiate); // their containers are there
        cluster.passUnheard(EACH_NANOS);
        living.forEach(this::assign);
        cluster.passUnheard(EACH_NANOS);
        proxied.forEach(this::place);
        cluster.passUnheard(EACH_NANOS);
        cluster.agents().forEach(SimulatedAgent::forgetReports);
        living.stream().filter(ComponentState::isCleaning).forEach(failed::add);
    }

    /** What proxies speak for runs by itself; their agents are told what it is. */
    private void place(ComponentState c) {
        Dn name = c.component().dn();
        SimulatedProcess process = new SimulatedProcess(name, ++orders, true);
        process.started = true;
        Map<Dn, HaState> states = new TreeMap<>();
        for (CsiAssignment part : c.csis()) {
            part.confirmed().ifPresent(ha -> states.put(part.csi().dn(), ha));
        }
        process.has.putAll(states);
        cluster.home(name).ifPresent(home -> home.add(process));
        c.proxying()
                .flatMap(Proxying::agent)
                .ifPresent(agent -> cluster.agent(agent.node())
                        .repeat(
                                new Command.Order(
                                        c.incarnation().orElseThrow(),
                                        agent,
                                        name,
                                        new Action.Adopt(Specs.of(state, c), states),
                                        Optional.empty()),
                                List.of()));
    }

    private static boolean isContained(ComponentState c) {
        return c.component().config().category().isContained();
    }

    /** From now on everything is heard: work that drains goes on, and failed components are being cleaned up. */
    void end() {
        for (CsiAssignment part : draining) {
            part.quiescingOrder()
                    .ifPresent(id -> agent(part.component())
                            .repeat(
                                    order(id, part.component(), set(part, HaState.QUIESCING, CsiFlag.TARGET_ONE)),
                                    List.of()));
        }
        for (ComponentState c : failed) {
            agent(c).fail(
                            c.component().dn(),
                            ErrorSource.PROCESS_ENDED,
                            RecommendedRecovery.NO_RECOMMENDATION,
                            "failed");
        }
    }

    /** Whether a process of it exists that is not just being started: that order will be repeated by itself. */
    private boolean lives(ComponentState c) {
        boolean starting = c.lifeOrder().isPresent() && c.lifeOrder().equals(c.incarnation());
        return c.incarnation().isPresent()
                && c.presence().mayRun()
                && !c.presence().isFailed()
                && !starting;
    }

    private SimulatedAgent agent(ComponentState c) {
        return cluster.agent(state.unitOf(c).host().orElseThrow().node().dn());
    }

    private Command.Order order(CommandId id, ComponentState c, Action action) {
        Command.Agent agent = state.unitOf(c).host().orElseThrow().agent();
        return new Command.Order(id, agent, c.component().dn(), action, Optional.empty());
    }

    private void instantiate(ComponentState c) {
        Action action = new Action.Instantiate(Specs.of(state, c), Specs.csiEnvironment(c));
        List<Dn> csis = c.csis().stream().map(p -> p.csi().dn()).toList();
        agent(c).repeat(order(c.incarnation().orElseThrow(), c, action), csis);
    }

    private void assign(ComponentState c) {
        if (!c.component().config().category().isSaAware()) {
            return; // it serves by running
        }
        for (CsiAssignment part : c.csis()) {
            part.confirmed().ifPresent(ha -> {
                HaState told = ha == HaState.QUIESCING ? HaState.ACTIVE : ha;
                agent(c).repeat(order(new CommandId(0, ++orders), c, set(part, told, CsiFlag.ADD_ONE)), List.of());
                if (ha == HaState.QUIESCING) {
                    draining.add(part);
                }
            });
        }
    }

    private static Action set(CsiAssignment part, HaState ha, CsiFlag flag) {
        LifeCycle life = part.component().component().lifeCycle();
        return new Action.SetCsi(
                ha,
                flag,
                List.of(new Csi(
                        part.csi().dn(),
                        flag == CsiFlag.ADD_ONE ? part.csi().attributes() : Map.of(),
                        part.unitAssignment().instance().epoch())),
                TransitionDescriptor.NEW_ASSIGN,
                Dn.ROOT,
                0,
                life.csiSetTimeoutNanos(),
                life.quiescingCompleteTimeoutNanos());
    }
}
