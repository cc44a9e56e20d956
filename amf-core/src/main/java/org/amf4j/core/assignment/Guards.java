package org.amf4j.core.assignment;

import org.amf4j.core.redundancy.Role;
import org.amf4j.core.redundancy.Assignments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;

/**
 * What must hold before a unit may become active or standby, by the group's redundancy model (AMF-050, AMF-051, AMF-066).
 * Looks at the group once; what is begun afterwards is noted.
 */
final class Guards {

    private final GroupState group;
    private final RedundancyKind kind;
    private final List<UnitState> servingUnits = new ArrayList<>();

    Guards(GroupState group) {
        this.group = group;
        this.kind = group.group().config().redundancy();
        for (UnitState unit : group.units()) {
            if (unit.assignments().stream().anyMatch(UnitAssignment::mayBeActive)) {
                servingUnits.add(unit);
            }
        }
    }

    /** Notes that the unit is becoming active for something. */
    void noteActive(UnitState unit) {
        if (!servingUnits.contains(unit)) {
            servingUnits.add(unit);
        }
    }

    /** Whether the unit may become active for the instance now. */
    boolean mayActivate(InstanceState instance, UnitState unit) {
        return switch (kind) {
            case TWO_N -> servingUnits.stream().allMatch(u -> u == unit) && hasNoOther(unit, HaState.STANDBY);
            case N_PLUS_M -> nobodyElse(instance, unit) && hasNoOther(unit, HaState.STANDBY) && hasRoom(instance, unit);
            case N_WAY -> nobodyElse(instance, unit) && hasRoom(instance, unit);
            case NO_REDUNDANCY -> nobodyElse(instance, unit) && holdsNothingBut(instance, unit);
            case N_WAY_ACTIVE -> hasRoom(instance, unit);
        };
    }

    private static boolean nobodyElse(InstanceState instance, UnitState unit) {
        return instance.assignments().stream().noneMatch(a -> a.unit() != unit && a.mayBeActive());
    }

    /** Whether all standby assignments of the unit are about to become active, too. */
    private boolean hasNoOther(UnitState unit, HaState ha) {
        return unit.assignments().stream()
                .filter(a -> a.aims(ha) || a.goal().isEmpty() && a.confirmed().filter(c -> c == ha).isPresent())
                .allMatch(a -> isTarget(a, Role.ACTIVE));
    }

    private boolean hasRoom(InstanceState instance, UnitState unit) {
        int max = unit.unit().isPreInstantiable() ? group.group().config().maxActivePerUnit() : 1;
        long others = unit.assignments().stream()
                .filter(a -> a.instance() != instance && !a.aims(HaState.STANDBY))
                .count();
        return others < max;
    }

    private static boolean holdsNothingBut(InstanceState instance, UnitState unit) {
        return unit.assignments().stream().allMatch(a -> a.instance() == instance);
    }

    /** Whether the unit may be standby now: where roles are separate, it must not be on its way out of active. */
    boolean mayStandBy(UnitState unit) {
        boolean separate = kind == RedundancyKind.TWO_N || kind == RedundancyKind.N_PLUS_M;
        return !separate
                || unit.assignments().stream()
                        .filter(a -> !a.aims(HaState.STANDBY))
                        .allMatch(a -> a.is(HaState.QUIESCED) && isTarget(a, Role.STANDBY));
    }

    private boolean isTarget(UnitAssignment a, Role role) {
        Optional<Role> wanted = group.target().of(a.instance().instance()).role(a.unit().unit());
        return wanted.filter(r -> r == role).isPresent();
    }

    /** Whether everyone who should be active for the instance is, confirmed by all components. */
    boolean activesConfirmed(InstanceState instance, Holders holders) {
        for (ServiceUnit wanted : holders.actives()) {
            boolean confirmed = instance.assignments().stream()
                    .anyMatch(a -> a.unit().unit() == wanted && a.is(HaState.ACTIVE));
            if (!confirmed) {
                return false;
            }
        }
        return true;
    }
}
