package org.amf4j.core.director;

import java.util.Optional;
import org.amf4j.core.administration.Operations;
import org.amf4j.core.assignment.Adjustment;
import org.amf4j.core.assignment.Callbacks;
import org.amf4j.core.assignment.Dependencies;
import org.amf4j.core.assignment.HaReadinessReview;
import org.amf4j.core.assignment.InstanceStates;
import org.amf4j.core.assignment.StepPlanner;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.container.Containers;
import org.amf4j.core.container.Inhabitants;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.InService;
import org.amf4j.core.lifecycle.Proxies;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.recovery.ApplicationRestart;
import org.amf4j.core.recovery.NodeRepair;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Turn;

/**
 * What happens after every log entry: each group that was touched is looked at again, in named passes, until nothing
 * changes any more. Events only say "look again"; what is to be done follows from the state.
 */
final class Settlement {

    /** More passes than this over one entry mean that two rules of ours contradict each other. */
    private static final int PASSES_MAX = 100_000;

    private final Turn turn;
    private final ClusterState state;
    private final UnitLife unitLife;
    private final InService inService;
    private final Targets targets;
    private final Adjustment adjustment;
    private final StepPlanner planner;
    private final Callbacks callbacks;
    private final InstanceStates instances;
    private final Dependencies dependencies;
    private final Startup startup;
    private final ApplicationRestart applications;
    private final NodeRepair nodes;
    private final Operations operations;
    private final Members members;
    private final Containers containers;
    private final Inhabitants inhabitants;
    private final Proxies proxies;
    private final HaReadinessReview haReadiness;

    Settlement(
            Turn turn,
            ComponentLife life,
            UnitLife unitLife,
            Targets targets,
            StepPlanner planner,
            Callbacks callbacks,
            Operations operations,
            Members members) {
        this.turn = turn;
        this.state = turn.state();
        this.unitLife = unitLife;
        this.inService = new InService(turn);
        this.targets = targets;
        this.adjustment = new Adjustment(turn, targets);
        this.planner = planner;
        this.callbacks = callbacks;
        this.instances = new InstanceStates(turn);
        this.dependencies = new Dependencies(turn);
        this.startup = new Startup(turn);
        this.applications = new ApplicationRestart(turn, life);
        this.nodes = new NodeRepair(turn);
        this.operations = operations;
        this.members = members;
        this.containers = new Containers(state);
        this.inhabitants = new Inhabitants(turn, life);
        this.proxies = new Proxies(turn, life);
        this.haReadiness = new HaReadinessReview(turn);
    }

    void settle() {
        int passes = 0;
        boolean again = true;
        while (again) {
            Optional<GroupState> group = state.nextTouched();
            while (group.isPresent()) {
                if (++passes > PASSES_MAX) {
                    throw new IllegalStateException(group.get().group() + " does not come to rest");
                }
                settle(group.get());
                group = state.nextTouched();
            }
            again = startup.endIfComplete()
                    || applications.advance()
                    || nodes.advance()
                    || members.advance()
                    || operations.complete();
        }
        callbacks.flush();
    }

    private void settle(GroupState group) {
        proxies.follow(group);
        group.units().forEach(unitLife::derive);
        inhabitants.follow(group);
        inService.maintain(group);
        group.units().forEach(unitLife::step);
        group.units().forEach(unitLife::derive);
        dependencies.review(group);
        haReadiness.derive(group);
        targets.recompute(group);
        adjustment.proceed(group);
        planner.plan(group);
        containers.publish(group);
        proxies.publish(group);
        dependencies.publish(group); // before alarms are raised about those who wait only for a moment
        instances.derive(group);
        adjustment.watch(group);
    }
}
