package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.assignment.Cordons;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.ReadinessState;

/**
 * Why a unit in service has, or has not, a role for an instance: said from the group's target by the rules of its
 * redundancy model. The models themselves only choose; what they have chosen tells why.
 */
final class RoleReasons {

    private final GroupState group;
    private final ServiceGroup.Config config;

    RoleReasons(GroupState group) {
        this.group = group;
        this.config = group.group().config();
    }

    /**
     * A reason.
     *
     * @param rule the rule
     * @param text a clause without a full stop
     */
    record Why(String rule, String text) {}

    /** Why the unit has the role. */
    Why why(Role role, ServiceInstance instance, UnitState unit) {
        if (config.model().isPresent()) {
            return new Why(config.modelName(), "the redundancy model '" + config.modelName() + "' has chosen it");
        }
        return switch (role) {
            case ACTIVE -> whyActive(instance, unit);
            case STANDBY -> whyStandby(instance, unit);
        };
    }

    private Why whyActive(ServiceInstance instance, UnitState unit) {
        List<ServiceUnit> better = betterInService(instance, unit, Role.ACTIVE);
        if (better.isEmpty()) {
            return new Why(rule(), "no unit in service comes before it");
        }
        return stays(instance, unit, better, "ACTIVE");
    }

    private Why whyStandby(ServiceInstance instance, UnitState unit) {
        List<ServiceUnit> better = betterInService(instance, unit, Role.STANDBY);
        if (better.isEmpty()) {
            return new Why(
                    rule(),
                    "it is the best unit in service beside "
                            + Sentences.names(group.target().of(instance).actives()));
        }
        return stays(instance, unit, better, "STANDBY");
    }

    /** Others come first by rank and have not got it: because they have other work, or because nothing moves. */
    private Why stays(ServiceInstance instance, UnitState unit, List<ServiceUnit> better, String role) {
        List<ServiceUnit> free =
                better.stream().filter(u -> !group.target().uses(u)).toList();
        if (free.isEmpty()) {
            return new Why(
                    rule(),
                    "the units before it (" + Sentences.names(better) + ") have other work"
                            + (config.placement() == Placement.SPREAD ? ", and work is spread" : ""));
        }
        String adjust = config.autoAdjust()
                ? "the group moves back by itself when it has been quiet for "
                        + config.autoAdjustProbationNanos() / 1_000_000_000L + " s"
                : "auto-adjust is off; 'adjust " + group.group().name() + "' would move it";
        return new Why(
                config.autoAdjust() ? "AMF-058" : "AMF-057",
                Sentences.names(free) + " would come first, but who is " + role + " and well is not moved; " + adjust);
    }

    /** Units in service that come before it for the instance and have no role for it. */
    private List<ServiceUnit> betterInService(ServiceInstance instance, UnitState unit, Role role) {
        Holders holders = group.target().of(instance);
        List<ServiceUnit> better = new ArrayList<>();
        for (UnitState other : group.units()) {
            boolean before = comesBefore(instance, other.unit(), unit.unit());
            boolean hasRole = holders.role(other.unit())
                    .filter(r -> r == role || r == Role.ACTIVE)
                    .isPresent();
            boolean ready = group.haReadiness().allow(other.unit(), instance, role);
            if (before && !hasRole && ready && other.readiness() == ReadinessState.IN_SERVICE) {
                better.add(other.unit());
            }
        }
        return better;
    }

    private boolean comesBefore(ServiceInstance instance, ServiceUnit a, ServiceUnit b) {
        if (a == b) {
            return false;
        }
        int rankOfA = instance.rankOf(a).orElse(Integer.MAX_VALUE);
        int rankOfB = instance.rankOf(b).orElse(Integer.MAX_VALUE);
        return rankOfA != rankOfB
                ? rankOfA < rankOfB
                : group.group().units().indexOf(a) < group.group().units().indexOf(b);
    }

    /** Why the unit, in service, has no role for the instance. */
    Why whyNot(ServiceInstance instance, UnitState unit) {
        HaReadiness readiness = group.haReadiness().of(unit.unit(), instance);
        if (readiness == HaReadiness.NOT_READY_FOR_ASSIGNMENT
                || !readiness.allowsActive()
                        && group.target().of(instance).actives().isEmpty()) {
            return new Why("HA-READINESS", "its components say that it is " + readiness + " for it");
        }
        if (Cordons.isCordoned(unit)) {
            return new Why("CORDON", "its node is cordoned, so it keeps what it has and takes nothing else");
        }
        if (config.model().isPresent()) {
            return new Why(config.modelName(), "the redundancy model '" + config.modelName() + "' has chosen others");
        }
        Holders holders = group.target().of(instance);
        List<ServiceInstance> actives = held(unit, Role.ACTIVE);
        List<ServiceInstance> standbys = held(unit, Role.STANDBY);
        return switch (config.redundancy()) {
            case TWO_N -> twoN(holders, unit);
            case N_PLUS_M -> nPlusM(holders, actives, standbys);
            case N_WAY -> nWay(instance, holders, unit, actives, standbys);
            case N_WAY_ACTIVE -> nWayActive(instance, holders, unit, actives);
            case NO_REDUNDANCY -> noRedundancy(holders, actives);
        };
    }

    private Why twoN(Holders holders, UnitState unit) {
        if (holders.standbys().isEmpty()) {
            return new Why("2N-7", "it comes too late or its components cannot be standby; it is a spare");
        }
        String next = nextSpare(unit) ? "; of the spares it is the first to take over a role that becomes free" : "";
        return new Why(
                "2N-1",
                "it is a spare, since a 2N group has one active unit (" + Sentences.names(holders.actives())
                        + ") and one standby unit (" + Sentences.names(holders.standbys()) + ")" + next);
    }

    private boolean nextSpare(UnitState unit) {
        return group.units().stream()
                .filter(u -> u.readiness() == ReadinessState.IN_SERVICE
                        && !group.target().uses(u.unit()))
                .findFirst()
                .filter(u -> u == unit)
                .isPresent();
    }

    private Why nPlusM(Holders holders, List<ServiceInstance> actives, List<ServiceInstance> standbys) {
        if (!actives.isEmpty()) {
            return actives.size() >= config.maxActivePerUnit()
                            && holders.actives().isEmpty()
                    ? new Why("NM-5", full(actives, "active", config.maxActivePerUnit()))
                    : new Why(
                            "AMF-051",
                            "it is active for " + Sentences.names(actives)
                                    + ", and a unit that is active is standby for nobody");
        }
        if (!standbys.isEmpty()) {
            return standbys.size() >= config.maxStandbyPerUnit()
                            && holders.standbys().isEmpty()
                    ? new Why("NM-6", full(standbys, "standby", config.maxStandbyPerUnit()))
                    : new Why(
                            "NM-1",
                            "it is a standby unit, for " + Sentences.names(standbys)
                                    + (holders.standbys().isEmpty()
                                            ? ""
                                            : "; " + Sentences.names(holders.standbys()) + " is standby already"));
        }
        return new Why(
                "NM-1",
                "it is a spare, since the group has its " + config.prefActiveUnits() + " active and "
                        + config.prefStandbyUnits() + " standby units or has no work for more");
    }

    private static String full(List<ServiceInstance> held, String role, int max) {
        return "it is full: " + role + " for " + Sentences.names(held) + ", and may be for " + max + " at most";
    }

    private Why nWay(
            ServiceInstance instance,
            Holders holders,
            UnitState unit,
            List<ServiceInstance> actives,
            List<ServiceInstance> standbys) {
        if (beyondAssigned(unit)) {
            return beyond("NW-3");
        }
        if (holders.actives().isEmpty() && actives.size() >= config.maxActivePerUnit()) {
            return new Why("NW-6", full(actives, "active", config.maxActivePerUnit()));
        }
        int preferred = instance.config().prefStandbyAssignments();
        if (holders.standbys().size() >= preferred) {
            return new Why(
                    "NW-1",
                    "the instance has its active unit and " + preferred + " standby: "
                            + Sentences.names(holders.actives()) + "; " + Sentences.names(holders.standbys()));
        }
        if (standbys.size() >= config.maxStandbyPerUnit()) {
            return new Why("NW-5", full(standbys, "standby", config.maxStandbyPerUnit()));
        }
        return new Why("AMF-053", "the limits of the group leave it no place");
    }

    private Why nWayActive(ServiceInstance instance, Holders holders, UnitState unit, List<ServiceInstance> actives) {
        if (beyondAssigned(unit)) {
            return beyond("NA-5");
        }
        int preferred = instance.config().prefActiveAssignments();
        if (holders.actives().size() >= preferred) {
            return new Why(
                    "NA-1",
                    "the instance prefers " + preferred + " active units and has them: "
                            + Sentences.names(holders.actives()));
        }
        if (actives.size() >= config.maxActivePerUnit()) {
            return new Why("NA-2", full(actives, "active", config.maxActivePerUnit()));
        }
        return new Why("AMF-055", "the limits of the group leave it no place");
    }

    /** Whether as many units as may hold something do, without it. */
    private boolean beyondAssigned(UnitState unit) {
        long used = group.units().stream()
                .filter(u -> group.target().uses(u.unit()))
                .count();
        return !group.target().uses(unit.unit()) && used >= config.prefAssignedUnits();
    }

    private Why beyond(String rule) {
        return new Why(
                rule, "it is a spare, since " + config.prefAssignedUnits() + " units may hold work and as many do");
    }

    private static Why noRedundancy(Holders holders, List<ServiceInstance> actives) {
        return actives.isEmpty()
                ? new Why("NR-1", "it is a spare; " + Sentences.names(holders.actives()) + " serves it alone")
                : new Why("NR-5", "it serves " + Sentences.names(actives) + ", and a unit takes one instance");
    }

    private List<ServiceInstance> held(UnitState unit, Role role) {
        return group.target().instances().stream()
                .filter(i -> group.target()
                        .of(i)
                        .role(unit.unit())
                        .filter(r -> r == role)
                        .isPresent())
                .toList();
    }

    /** The example of the model that shows how work is placed. */
    private String rule() {
        RedundancyKind kind = config.redundancy();
        return switch (kind) {
            case TWO_N -> "2N-1";
            case N_PLUS_M -> "NM-1";
            case N_WAY -> "NW-1";
            case N_WAY_ACTIVE -> "NA-1";
            case NO_REDUNDANCY -> "NR-1";
        };
    }
}
