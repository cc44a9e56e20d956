package org.amf4j.core.assignment;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.redundancy.TargetCheck;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.Restart;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.ReadinessState;

/** Asks a group's redundancy model who should hold what, and remembers the answer as the group's target. */
public final class Targets {

    private final Turn turn;
    private final Map<String, RedundancyModel> models;

    /** Targets by these models, which have these names. */
    public Targets(Turn turn, Map<String, RedundancyModel> models) {
        this.turn = turn;
        this.models = models;
    }

    /**
     * Computes the target anew; what is stays where it may. A model answers the same when it is asked the same, so it is
     * not asked again when nothing has changed of what it was asked last and it was content with the target.
     */
    public void recompute(GroupState group) {
        BitSet fit = fit(group);
        BitSet assignable = assignable(group);
        if (!group.isTargetDue(fit, assignable)) {
            return;
        }
        boolean changed = set(group, target(group, units(group, fit), instances(group, assignable), false));
        group.targetComputed(fit, assignable, !changed);
    }

    /** Positions of the units that may take assignments. */
    private BitSet fit(GroupState group) {
        BitSet fit = new BitSet(group.units().size());
        if (turn.state().isStarted()) {
            for (int i = 0; i < group.units().size(); i++) {
                fit.set(i, isFit(group.units().get(i)));
            }
        }
        return fit;
    }

    /** Whether the unit may take assignments, and is not about to be terminated because there are too many. */
    private static boolean isFit(UnitState unit) {
        return unit.readiness() == ReadinessState.IN_SERVICE
                && !unit.isReplacing()
                && (unit.isWanted() || !unit.unit().isPreInstantiable());
    }

    /** Positions of the instances that may be assigned. */
    private BitSet assignable(GroupState group) {
        return turn.state().isStarted() && mayAssign(turn.state(), group) ? group.assignable() : new BitSet();
    }

    /** Makes the most preferred assignment on these units the target (auto-adjust, SG_ADJUST). */
    void adjust(GroupState group, List<ServiceUnit> units) {
        set(group, mostPreferred(group, units));
    }

    /** Whether the target is the most preferred assignment on these units. */
    boolean isMostPreferred(GroupState group, List<ServiceUnit> units) {
        Optional<Boolean> known = group.mostPreferred(units);
        if (known.isEmpty()) {
            known = Optional.of(mostPreferred(group, units).equals(group.target()));
            group.mostPreferred(units, known);
        }
        return known.get();
    }

    private Assignments mostPreferred(GroupState group, List<ServiceUnit> units) {
        return target(group, units, instances(group, assignable(group)), true);
    }

    /** Whether the group's model knows of a standby to swap with. */
    public boolean canSwap(GroupState group) {
        return model(group).kind() != RedundancyKind.N_WAY_ACTIVE
                && model(group).kind() != RedundancyKind.NO_REDUNDANCY;
    }

    /** What stands against exchanging active and standby of the instance: the limits of units and components (AMF-061). */
    public Optional<String> swapObstacle(GroupState group, ServiceInstance instance) {
        GroupView view = view(group, units(group, fit(group)), instances(group, assignable(group)), false);
        return TargetCheck.problem(view, Swap.of(group.target(), instance).applied(view.current()));
    }

    /** Exchanges active and first standby for the instance and all that must go with it (AMF-061). */
    public void swap(GroupState group, ServiceInstance instance) {
        Swap swap = Swap.of(group.target(), instance);
        group.target(swap.applied(group.target()));
        group.adjustSuspended(true);
        turn.because(
                instance,
                "SI-SWAP",
                swap.active().name() + " and " + swap.standby().name() + " exchange roles");
    }

    /** Sets the target; returns whether it is another one. */
    private boolean set(GroupState group, Assignments next) {
        Assignments before = group.target();
        if (next.equals(before)) {
            return false;
        }
        group.target(next);
        new TargetReasons(turn).explain(group, before, next);
        return true;
    }

    private static List<ServiceUnit> units(GroupState group, BitSet positions) {
        return positions.stream()
                .mapToObj(group.units()::get)
                .map(UnitState::unit)
                .toList();
    }

    private static List<ServiceInstance> instances(GroupState group, BitSet positions) {
        return positions.stream()
                .mapToObj(group.instances()::get)
                .map(InstanceState::instance)
                .toList();
    }

    /** The model is asked about no more than what it is remembered to have been asked about. */
    private Assignments target(
            GroupState group, List<ServiceUnit> fit, List<ServiceInstance> assignable, boolean mostPreferred) {
        if (!turn.state().isStarted()) {
            return Assignments.NONE;
        }
        GroupView view = view(group, fit, assignable, mostPreferred);
        RedundancyModel model = model(group);
        return group.group().config().model().isPresent() ? checked(model, view) : model.target(view);
    }

    private static GroupView view(
            GroupState group, List<ServiceUnit> fit, List<ServiceInstance> assignable, boolean mostPreferred) {
        Assignments current = group.target()
                .restrictedTo(assignable, new LinkedHashSet<>(fit))
                .restrictedTo(group.haReadiness());
        HaReadinesses readiness = Cordons.readiness(group, current);
        GroupView view = new GroupView(group.group(), fit, assignable, current, mostPreferred, readiness);
        List<ServiceUnit> ready = fit.stream()
                .filter(u -> view.isReadyForAny(u, Role.ACTIVE) || view.isReadyForAny(u, Role.STANDBY))
                .toList();
        return ready.size() == fit.size()
                ? view
                : new GroupView(group.group(), ready, assignable, current, mostPreferred, readiness);
    }

    /** The answer of a model that somebody else has written: what it may not say, or fails to say, changes nothing. */
    private Assignments checked(RedundancyModel model, GroupView view) {
        Optional<String> problem;
        try {
            Assignments answer = model.target(view);
            problem = TargetCheck.problem(view, answer);
            if (problem.isEmpty()) {
                return answer;
            }
        } catch (RuntimeException e) {
            problem = Optional.of("it fails with " + e);
        }
        turn.because(
                view.group(),
                "MODEL-ANSWER",
                "the answer of the redundancy model '" + model.name() + "' is not followed, and everything stays: "
                        + problem.get());
        return view.current();
    }

    private RedundancyModel model(GroupState group) {
        String name = group.group().config().modelName();
        RedundancyModel model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("no redundancy model " + name + " for " + group.group());
        }
        return model;
    }

    /** Whether the instance may be assigned to anybody at all. */
    public static boolean isAssignable(ClusterState state, GroupState group, InstanceState instance) {
        return mayAssign(state, group) && instance.isAssignable();
    }

    /** Whether instances of the group may be assigned at all. */
    private static boolean mayAssign(ClusterState state, GroupState group) {
        return Readiness.effectiveAdmin(state, group) == AdminState.UNLOCKED
                && state.of(group.group().application()).restart() == Restart.NONE;
    }

    /** How an active assignment is to be ended: gracefully while a shutdown allows it, at once otherwise. */
    static HaState quiesceState(ClusterState state, GroupState group, UnitAssignment a) {
        boolean shutdown = a.unit().readiness() == ReadinessState.STOPPING
                || a.instance().admin() == AdminState.SHUTTING_DOWN
                || Readiness.effectiveAdmin(state, group) == AdminState.SHUTTING_DOWN;
        boolean locked = Readiness.effectiveAdmin(state, a.unit()) == AdminState.LOCKED
                || Readiness.effectiveAdmin(state, group) == AdminState.LOCKED
                || a.instance().admin() == AdminState.LOCKED;
        return shutdown && !locked ? HaState.QUIESCING : HaState.QUIESCED;
    }
}
