package org.amf4j.core.assignment;

import static org.amf4j.core.state.PresenceState.TERMINATING;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
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

    /**
     * Whether the unit may become active for the instance. When the only ones that may still serve are parts of one failed
     * component which its agent is cleaning up, the order may be given already, to be sent after that cleanup.
     */
    Permission mayActivate(InstanceState instance, UnitState unit) {
        return switch (kind) {
            case TWO_N -> when(hasNoOther(unit, HaState.STANDBY), unit, servingElsewhere(unit));
            case N_PLUS_M ->
                when(hasNoOther(unit, HaState.STANDBY) && hasRoom(instance, unit), unit, elsewhere(instance, unit));
            case N_WAY -> when(hasRoom(instance, unit), unit, elsewhere(instance, unit));
            case NO_REDUNDANCY -> when(hasRoom(instance, unit), unit, elsewhere(instance, unit));
            case N_WAY_ACTIVE -> hasRoom(instance, unit) ? Permission.NOW : Permission.NO;
        };
    }

    private static Permission when(boolean free, UnitState unit, List<UnitAssignment> serving) {
        if (!free) {
            return Permission.NO;
        }
        return serving.isEmpty() ? Permission.NOW : afterCleanup(unit, serving);
    }

    private static Permission afterCleanup(UnitState unit, List<UnitAssignment> serving) {
        List<ComponentState> holders = serving.stream()
                .flatMap(a -> a.csis().stream())
                .map(CsiAssignment::component)
                .distinct()
                .toList();
        boolean one = holders.size() == 1
                && holders.get(0).isCleaning()
                && holders.get(0).presence() == TERMINATING;
        boolean callable =
                unit.components().stream().allMatch(c -> c.component().isPreInstantiable());
        if (!one || !callable) {
            return Permission.NO;
        }
        ComponentState failed = holders.get(0);
        return failed.incarnation()
                .map(i ->
                        Permission.after(new Command.Cleanup(failed.component().dn(), i)))
                .orElse(Permission.NO);
    }

    private List<UnitAssignment> servingElsewhere(UnitState unit) {
        return servingUnits.stream()
                .filter(u -> u != unit)
                .flatMap(u -> u.assignments().stream())
                .filter(UnitAssignment::mayBeActive)
                .toList();
    }

    private static List<UnitAssignment> elsewhere(InstanceState instance, UnitState unit) {
        return instance.assignments().stream()
                .filter(a -> a.unit() != unit && a.mayBeActive())
                .toList();
    }

    /**
     * An answer to whether a unit may become active.
     *
     * @param granted whether it may
     * @param after what must have happened first
     */
    record Permission(boolean granted, Optional<Command.Cleanup> after) {
        static final Permission NO = new Permission(false, Optional.empty());
        static final Permission NOW = new Permission(true, Optional.empty());

        static Permission after(Command.Cleanup cleanup) {
            return new Permission(true, Optional.of(cleanup));
        }
    }

    /** Whether all standby assignments of the unit are about to become active, too. */
    private boolean hasNoOther(UnitState unit, HaState ha) {
        return unit.assignments().stream()
                .filter(a -> a.aims(ha)
                        || a.goal().isEmpty()
                                && a.confirmed().filter(c -> c == ha).isPresent())
                .allMatch(a -> isTarget(a, Role.ACTIVE));
    }

    private boolean hasRoom(InstanceState instance, UnitState unit) {
        if (!unit.unit().isPreInstantiable()) {
            return unit.assignments().stream().allMatch(a -> a.instance() == instance);
        }
        int max = kind == RedundancyKind.NO_REDUNDANCY
                ? 1
                : group.group().config().maxActivePerUnit();
        long others = unit.assignments().stream()
                .filter(a -> a.instance() != instance && (a.mayBeActive() || a.aims(HaState.ACTIVE)))
                .count();
        return others < max;
    }

    /**
     * Whether the unit may be standby for the instance now: it must have room, and where roles are separate, it must not be
     * on its way out of active.
     */
    boolean mayStandBy(InstanceState instance, UnitState unit) {
        long others = unit.assignments().stream()
                .filter(a -> a.instance() != instance && mayBeStandby(a))
                .count();
        return others < group.group().config().maxStandbyPerUnit() && mayStandBy(unit);
    }

    private static boolean mayBeStandby(UnitAssignment a) {
        return a.aims(HaState.STANDBY) || a.csis().stream().anyMatch(CsiAssignment::mayBeStandby);
    }

    private boolean mayStandBy(UnitState unit) {
        boolean separate = kind == RedundancyKind.TWO_N || kind == RedundancyKind.N_PLUS_M;
        return !separate
                || unit.assignments().stream()
                        .filter(a -> !a.aims(HaState.STANDBY))
                        .allMatch(a -> a.is(HaState.QUIESCED) && isTarget(a, Role.STANDBY));
    }

    private boolean isTarget(UnitAssignment a, Role role) {
        Optional<Role> wanted =
                group.target().of(a.instance().instance()).role(a.unit().unit());
        return wanted.filter(r -> r == role).isPresent();
    }

    /** Whether everyone who should be active for the instance is, confirmed by all components. */
    boolean activesConfirmed(InstanceState instance, Holders holders) {
        for (ServiceUnit wanted : holders.actives()) {
            boolean confirmed =
                    instance.assignments().stream().anyMatch(a -> a.unit().unit() == wanted && a.is(HaState.ACTIVE));
            if (!confirmed) {
                return false;
            }
        }
        return true;
    }
}
