package org.amf4j.core.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.Restart;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;

/** Says in sentences how things stand and which condition is responsible. */
public final class Explanations {

    /** Units of a group that a sentence about an instance goes into; more would not be read. */
    private static final int CANDIDATES_MAX = 10;

    private Explanations() {}

    /** Why the unit is out of service: every condition that stands against it. */
    public static String outOfService(ClusterState state, UnitState unit) {
        List<String> causes = new ArrayList<>();
        Optional<NodeState> host = unit.host();
        if (host.isEmpty() && !unit.unit().config().external()) {
            causes.add("no node hosts it");
        }
        host.filter(h -> !h.isMember())
                .ifPresent(h -> causes.add("node " + h.node().name() + " is not a member"));
        host.filter(NodeState::isRebooting)
                .ifPresent(h -> causes.add("node " + h.node().name() + " is being rebooted"));
        host.filter(h -> h.isMember() && !h.isUsable() && !h.isRebooting())
                .ifPresent(h -> causes.add("node " + h.node().name() + " is DISABLED"));
        if (unit.operational() == OperationalState.DISABLED) {
            causes.add("it is DISABLED" + (unit.isRepairing() ? " and being repaired" : ""));
        }
        lockedBy(state, unit).ifPresent(causes::add);
        ContainerTexts.missing(unit).ifPresent(causes::add);
        if (unit.unit().isPreInstantiable() && !unit.presence().isUp()) {
            causes.add("it is " + unit.presence());
        } else if (causes.isEmpty()) {
            causes.add("it is " + unit.presence());
        }
        return String.join(", ", causes);
    }

    private static Optional<String> lockedBy(ClusterState state, UnitState unit) {
        if (unit.admin() != AdminState.UNLOCKED) {
            return Optional.of("the unit is " + unit.admin());
        }
        GroupState group = state.of(unit.unit().group());
        if (group.admin() != AdminState.UNLOCKED) {
            return Optional.of("group " + group.group().name() + " is " + group.admin());
        }
        Optional<String> node = unit.host().flatMap(Explanations::lockedBy);
        if (node.isPresent()) {
            return node;
        }
        AdminState above = Readiness.effectiveAdmin(state, group);
        return above == AdminState.UNLOCKED
                ? Optional.empty()
                : Optional.of("its application or the cluster is " + above);
    }

    private static Optional<String> lockedBy(NodeState host) {
        if (host.admin() != AdminState.UNLOCKED) {
            return Optional.of("node " + host.node().name() + " is " + host.admin());
        }
        return host.groups().stream()
                .filter(g -> g.admin() != AdminState.UNLOCKED)
                .map(g -> "node group " + g.group().name() + " is " + g.admin())
                .findFirst();
    }

    /** How the unit stands, in one or two sentences. */
    public static String of(ClusterState state, UnitState unit) {
        GroupState group = state.of(unit.unit().group());
        String name = unit.unit().name();
        switch (unit.readiness()) {
            case OUT_OF_SERVICE -> {
                return name + " is OUT_OF_SERVICE: " + outOfService(state, unit) + ".";
            }
            case STOPPING -> {
                return name + " is STOPPING: it finishes its work and then takes none.";
            }
            case IN_SERVICE -> {}
        }
        if (unit.assignments().isEmpty()) {
            String more = state.isStarted() ? "" : " The cluster has not started yet: first assignments wait.";
            return name + " is IN_SERVICE and unassigned: a spare of its "
                    + group.group().config().modelName() + " group, rank "
                    + unit.unit().config().rank() + "." + more;
        }
        StringBuilder text = new StringBuilder(name + " is IN_SERVICE and holds");
        unit.assignments()
                .forEach(a -> text.append(' ')
                        .append(a.instance().instance().name())
                        .append(' ')
                        .append(a.confirmed().map(Enum::name).orElse("(being assigned)"))
                        .append(
                                a.goal().equals(a.confirmed())
                                        ? ""
                                        : " on its way to "
                                                + a.goal().map(Enum::name).orElse("removal"))
                        .append(';'));
        return text.substring(0, text.length() - 1) + ".";
    }

    /** For how long the instance may still go on without those sponsors that are away, one sentence each (AMF-076). */
    public static List<String> tolerance(ClusterState state, InstanceState instance, long nowNanos) {
        return DependencyTexts.tolerance(state, instance, nowNanos);
    }

    /** Whom the instance, which may be assigned, still waits for, in a sentence (AMF-076). */
    public static Optional<String> sponsorsMissing(InstanceState instance) {
        String missing = DependencyTexts.missing(instance);
        return missing.isEmpty() || instance.standing().serving()
                ? Optional.empty()
                : Optional.of("It waits for " + missing + ": what it needs is assigned first.");
    }

    /** How the instance stands, in one or two sentences. */
    public static String of(ClusterState state, InstanceState instance) {
        GroupState group = state.of(instance.instance().group());
        String head = instance.instance().name() + " is " + instance.assignment();
        if (!state.isStarted()) {
            return head + ": the cluster has not started yet; first assignments wait until all expected units are in"
                    + " service or the start-up time has passed.";
        }
        if (!Targets.isAssignable(state, group, instance)) {
            return head + ": it may not be assigned, because " + blocked(state, group, instance) + ".";
        }
        Optional<String> missing = sponsorsMissing(instance);
        if (missing.isPresent()) {
            return head + ". " + missing.get();
        }
        Assignments.Holders holders = group.target().of(instance.instance());
        if (holders.actives().isEmpty()) {
            return head + ": no unit can take it. " + candidates(state, group);
        }
        List<String> full = instance.assignments().stream()
                .filter(a -> a.is(HaState.ACTIVE) && a.csis().isEmpty())
                .map(a -> a.unit().unit().name())
                .toList();
        if (!full.isEmpty()) {
            return head + ": no component of " + String.join(", ", full) + " has room for a part of it.";
        }
        boolean stuck = group.isSettled()
                && instance.assignments().stream()
                        .noneMatch(a ->
                                a.confirmed().filter(c -> c == HaState.ACTIVE).isPresent());
        return head + ": " + holders.actives().get(0).name() + " should be ACTIVE"
                + (holders.standbys().isEmpty()
                        ? ""
                        : ", " + holders.standbys().get(0).name() + " STANDBY")
                + (stuck ? "; a former holder could not be cleaned up and may still serve (AMF-073)." : ".");
    }

    /** Why the instance may not be assigned; empty when it may. */
    static String blocked(ClusterState state, GroupState group, InstanceState instance) {
        if (instance.admin() != AdminState.UNLOCKED) {
            return "it is " + instance.admin();
        }
        if (state.of(group.group().application()).restart() != Restart.NONE) {
            return "its application is being restarted";
        }
        if (instance.instance().csis().isEmpty()) {
            return "it has no component service instance";
        }
        AdminState above = Readiness.effectiveAdmin(state, group);
        if (above != AdminState.UNLOCKED) {
            return "its group, application or the cluster is " + above;
        }
        return instance.brokenBy().isPresent() ? "it waits for " + DependencyTexts.missing(instance) : "";
    }

    private static String candidates(ClusterState state, GroupState group) {
        StringBuilder text = new StringBuilder();
        for (UnitState unit :
                group.units().subList(0, Math.min(CANDIDATES_MAX, group.units().size()))) {
            text.append(of(state, unit)).append(' ');
        }
        int more = group.units().size() - CANDIDATES_MAX;
        return text.append(more > 0 ? "And so on for " + more + " more units." : "")
                .toString()
                .trim();
    }
}
