package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** Why a service unit is in or out of service, runs where it runs, and has the work that it has. */
final class UnitExplanation {

    /** Names in one sentence; what is beyond them is counted. */
    private static final int NAMES_MAX = 20;

    private final ClusterState state;
    private final UnitState unit;
    private final GroupState group;

    UnitExplanation(ClusterState state, UnitState unit) {
        this.state = state;
        this.unit = unit;
        this.group = state.of(unit.unit().group());
    }

    void tell(Sentences sentences) {
        if (unit.readiness() == ReadinessState.OUT_OF_SERVICE) {
            RoleReasons.Why why = outOfService();
            sentences.add(why.rule(), name() + " is OUT_OF_SERVICE: " + why.text() + ".");
        } else {
            sentences.add("AMF-033", Explanations.of(state, unit));
        }
        host(sentences);
        presence(sentences);
        operational(sentences);
        escalation(sentences);
        work(sentences);
    }

    private String name() {
        return unit.unit().name();
    }

    private void host(Sentences sentences) {
        List<Node> hosts = unit.unit().config().hosts();
        if (unit.unit().config().external()) {
            sentences.add("AMF-005", name() + " is external: it runs on no node of the cluster.");
        } else if (unit.host().isPresent()) {
            String choice = hosts.size() == 1
                    ? ", the only node that may host it."
                    : ", chosen out of " + Sentences.names(hosts) + "; it stays there while instances of it exist.";
            sentences.add(
                    "AMF-005", name() + " is on " + unit.host().get().node().name() + choice);
        } else {
            boolean usable = hosts.stream().anyMatch(n -> state.of(n).isUsable());
            sentences.add(
                    "AMF-005",
                    name() + " is on no node: of those that may host it (" + Sentences.names(hosts) + ") "
                            + (usable ? "one is chosen when it is needed." : "none is a healthy member."));
        }
    }

    /** Why the unit is out of service: because it is not needed, or because of all that stands against it. */
    RoleReasons.Why outOfService() {
        int preferred = group.group().config().prefInServiceUnits();
        boolean idle = unit.presence() == PresenceState.UNINSTANTIATED && !unit.isWanted();
        boolean able = unit.operational() == OperationalState.ENABLED
                && unit.unit().isPreInstantiable()
                && unit.unit().config().hosts().stream()
                        .anyMatch(n -> state.of(n).isUsable())
                && Readiness.effectiveAdmin(state, unit) == AdminState.UNLOCKED;
        List<String> others = group.units().stream()
                .filter(UnitState::isWanted)
                .map(u -> u.unit().name())
                .toList();
        return idle && able && others.size() >= preferred
                ? new RoleReasons.Why(
                        "AMF-048",
                        "it is not instantiated, since " + group.group().name() + " prefers " + preferred
                                + " units in service and has " + String.join(", ", others))
                : new RoleReasons.Why("AMF-033", Explanations.outOfService(state, unit));
    }

    private void presence(Sentences sentences) {
        if (!unit.unit().isPreInstantiable() && unit.presence() == PresenceState.UNINSTANTIATED) {
            sentences.add("AMF-029", name() + " is instantiated when it gets work, and not before.");
        }
        for (ComponentState c : unit.components()) {
            if (c.presence().isFailed()) {
                new ComponentExplanation(state, c).failure(sentences);
            }
        }
    }

    private void operational(Sentences sentences) {
        if (unit.operational() == OperationalState.ENABLED) {
            return;
        }
        boolean campaign = !unit.unit().config().maintenanceCampaign().isRoot();
        if (unit.isRepairing()) {
            sentences.add(
                    "AMF-074", name() + " is being repaired: ENABLED when all its components are instantiated again.");
        } else if (campaign) {
            sentences.add(
                    "AMF-075",
                    name() + " stays DISABLED while the maintenance campaign "
                            + unit.unit().config().maintenanceCampaign() + " holds it; 'repaired " + name()
                            + "' ends that.");
        } else {
            String why = group.group().config().autoRepair() ? "the framework cannot repair it" : "auto-repair is off";
            sentences.add(
                    "AMF-074",
                    name() + " stays DISABLED, since " + why + ": correct the cause, then 'repaired " + name() + "'.");
        }
    }

    private void escalation(Sentences sentences) {
        int restarts = unit.escalation().componentRestarts();
        int unitRestarts = unit.escalation().unitRestarts();
        if (restarts > 0) {
            sentences.add(
                    "AMF-067",
                    restarts + " of " + group.group().config().compRestartMax()
                            + " component restarts are used in the window that is open; one more than that restarts the unit.");
        }
        if (unitRestarts > 0) {
            sentences.add(
                    "AMF-067",
                    unitRestarts + " of " + group.group().config().suRestartMax()
                            + " unit restarts are used in the window that is open; one more than that fails it over.");
        }
    }

    /** Each instance it has, and why; and of those it has not, why, while it could have some. Like cases are told once. */
    private void work(Sentences sentences) {
        RoleReasons roles = new RoleReasons(group);
        Map<Case, List<String>> cases = new LinkedHashMap<>();
        for (UnitAssignment a : unit.assignments()) {
            ServiceInstance instance = a.instance().instance();
            RoleReasons.Why why = group.target()
                    .of(instance)
                    .role(unit.unit())
                    .map(role -> roles.why(role, instance, unit))
                    .orElse(new RoleReasons.Why("AMF-039", "it is giving it up"));
            String now = a.confirmed().map(Enum::name).orElse("being assigned");
            cases.computeIfAbsent(new Case(now, why), c -> new ArrayList<>()).add(instance.name());
        }
        if (unit.readiness() == ReadinessState.IN_SERVICE && state.isStarted()) {
            group.instances().stream().filter(this::couldHave).forEach(i -> {
                RoleReasons.Why why = roles.whyNot(i.instance(), unit);
                cases.computeIfAbsent(new Case("", why), c -> new ArrayList<>())
                        .add(i.instance().name());
            });
        }
        cases.forEach((c, names) -> sentences.add(c.why().rule(), c.text(names)));
    }

    /** What a unit is for some instances, nothing when empty, and why. */
    private record Case(String now, RoleReasons.Why why) {
        String text(List<String> names) {
            String shown = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())));
            String more = names.size() > NAMES_MAX ? " and " + (names.size() - NAMES_MAX) + " more" : "";
            return (now.isEmpty() ? "It has not " + shown + more : "For " + shown + more + " it is " + now) + ": "
                    + why.text() + ".";
        }
    }

    private boolean couldHave(InstanceState instance) {
        return Targets.isAssignable(state, group, instance)
                && instance.on(unit).isEmpty()
                && group.target().of(instance.instance()).role(unit.unit()).isEmpty();
    }
}
