package org.amf4j.core.assignment;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ClusterState;
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
    private final Map<RedundancyKind, RedundancyModel> models;

    /** Targets by these models. */
    public Targets(Turn turn, Map<RedundancyKind, RedundancyModel> models) {
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
        Assignments before = group.target();
        set(group, target(group, fit, assignable, false));
        group.targetComputed(fit, assignable, group.target().equals(before));
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

    private static boolean isFit(UnitState unit) {
        return unit.readiness() == ReadinessState.IN_SERVICE && !unit.isReplacing();
    }

    /** Positions of the instances that may be assigned. */
    private BitSet assignable(GroupState group) {
        BitSet assignable = new BitSet(group.instances().size());
        if (turn.state().isStarted() && Readiness.effectiveAdmin(turn.state(), group) == AdminState.UNLOCKED) {
            for (int i = 0; i < group.instances().size(); i++) {
                assignable.set(i, isAssignable(group.instances().get(i)));
            }
        }
        return assignable;
    }

    /** Makes the most preferred assignment the target (auto-adjust, SG_ADJUST). */
    public void adjust(GroupState group) {
        set(group, target(group, true));
    }

    /** Whether the target is the most preferred assignment. */
    public boolean isMostPreferred(GroupState group) {
        Optional<Boolean> known = group.mostPreferred();
        if (known.isEmpty()) {
            known = Optional.of(target(group, true).equals(group.target()));
            group.mostPreferred(known);
        }
        return known.get();
    }

    /** Whether the group's model knows of a standby to swap with. */
    public boolean canSwap(GroupState group) {
        return model(group).kind() != RedundancyKind.N_WAY_ACTIVE
                && model(group).kind() != RedundancyKind.NO_REDUNDANCY;
    }

    /** What stands against exchanging active and standby of the instance: the limits of the units (AMF-061). */
    public Optional<String> swapObstacle(GroupState group, ServiceInstance instance) {
        ServiceGroup.Config limits = group.group().config();
        ServiceUnit active = group.target().of(instance).actives().get(0);
        ServiceUnit standby = group.target().of(instance).standbys().get(0);
        long load = load(group, Role.ACTIVE, active);
        return switch (limits.redundancy()) {
            case N_PLUS_M ->
                load > limits.maxStandbyPerUnit()
                        ? Optional.of(active.name() + " may be standby for " + limits.maxStandbyPerUnit()
                                + " and is active for " + load)
                        : Optional.empty();
            case N_WAY -> {
                if (load(group, Role.ACTIVE, standby) >= limits.maxActivePerUnit()) {
                    yield Optional.of(standby.name() + " is active for as many as it may be");
                }
                yield load(group, Role.STANDBY, active) >= limits.maxStandbyPerUnit()
                        ? Optional.of(active.name() + " is standby for as many as it may be")
                        : Optional.empty();
            }
            case TWO_N, N_WAY_ACTIVE, NO_REDUNDANCY -> Optional.empty();
        };
    }

    private static long load(GroupState group, Role role, ServiceUnit unit) {
        return group.target().instances().stream()
                .filter(i ->
                        group.target().of(i).role(unit).filter(r -> r == role).isPresent())
                .count();
    }

    /** Exchanges active and first standby for the instance and all that must go with it (AMF-061). */
    public void swap(GroupState group, ServiceInstance instance) {
        Assignments before = group.target();
        ServiceUnit active = before.of(instance).actives().get(0);
        ServiceUnit standby = before.of(instance).standbys().get(0);
        boolean alone = group.group().config().redundancy() == RedundancyKind.N_WAY;
        Assignments.Builder swapped = Assignments.builder();
        for (ServiceInstance each : before.instances()) {
            Assignments.Holders holders = before.of(each);
            boolean concerned = each == instance || !alone && holders.actives().contains(active);
            holders.actives().forEach(u -> swapped.active(each, concerned && u == active ? standby : u));
            holders.standbys().forEach(u -> swapped.standby(each, concerned && u == standby ? active : u));
        }
        group.target(swapped.build());
        group.adjustSuspended(true);
        turn.because(instance, "SI-SWAP", active.name() + " and " + standby.name() + " exchange roles");
    }

    private void set(GroupState group, Assignments next) {
        Assignments before = group.target();
        if (!next.equals(before)) {
            group.target(next);
            new TargetReasons(turn).explain(group, before, next);
        }
    }

    private Assignments target(GroupState group, boolean mostPreferred) {
        return target(group, fit(group), assignable(group), mostPreferred);
    }

    /** The model is asked about no more than what it is remembered to have been asked about. */
    private Assignments target(GroupState group, BitSet fitUnits, BitSet assignables, boolean mostPreferred) {
        if (!turn.state().isStarted()) {
            return Assignments.NONE;
        }
        List<ServiceUnit> fit = fitUnits.stream()
                .mapToObj(group.units()::get)
                .map(UnitState::unit)
                .toList();
        List<ServiceInstance> assignable = assignables.stream()
                .mapToObj(group.instances()::get)
                .map(InstanceState::instance)
                .toList();
        Assignments current = prune(group.target(), fit, assignable);
        return model(group).target(new GroupView(group.group(), fit, assignable, current, mostPreferred));
    }

    private RedundancyModel model(GroupState group) {
        RedundancyKind kind = group.group().config().redundancy();
        RedundancyModel model = models.get(kind);
        if (model == null) {
            throw new IllegalStateException("no redundancy model " + kind.title() + " for " + group.group());
        }
        return model;
    }

    /** Whether the instance may be assigned to anybody at all. */
    public static boolean isAssignable(ClusterState state, GroupState group, InstanceState instance) {
        return Readiness.effectiveAdmin(state, group) == AdminState.UNLOCKED && isAssignable(instance);
    }

    /** Whether the instance itself may be assigned when its group may. */
    private static boolean isAssignable(InstanceState instance) {
        return instance.admin() == AdminState.UNLOCKED
                && !instance.instance().csis().isEmpty();
    }

    private static Assignments prune(Assignments target, List<ServiceUnit> fit, List<ServiceInstance> assignable) {
        Assignments.Builder pruned = Assignments.builder();
        Set<ServiceUnit> usable = new LinkedHashSet<>(fit);
        for (ServiceInstance instance : assignable) {
            Assignments.Holders holders = target.of(instance);
            for (ServiceUnit unit : holders.actives()) {
                if (usable.contains(unit)) {
                    pruned.active(instance, unit);
                }
            }
            for (ServiceUnit unit : holders.standbys()) {
                if (usable.contains(unit)) {
                    pruned.standby(instance, unit);
                }
            }
        }
        return pruned.build();
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
