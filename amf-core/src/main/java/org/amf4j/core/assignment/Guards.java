package org.amf4j.core.assignment;

import static org.amf4j.core.state.PresenceState.TERMINATING;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.UnitLoad.Share;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;

/**
 * What must hold before a unit may become active or standby, by the group's redundancy model (AMF-050, AMF-051, AMF-066).
 * Looks at each unit at most once; the planner tells it of every assignment that it has changed afterwards.
 */
final class Guards {

    private final GroupState group;
    private final RedundancyKind kind;
    private final Map<UnitState, UnitLoad> loads = new LinkedHashMap<>();
    private final Map<UnitAssignment, Share> shares = new LinkedHashMap<>();

    Guards(GroupState group) {
        this.group = group;
        this.kind = group.group().config().redundancy();
    }

    /** Looks at the unit when it is first asked about: at most events, few are. */
    private UnitLoad load(UnitState unit) {
        UnitLoad known = loads.get(unit);
        if (known != null) {
            return known;
        }
        UnitLoad load = new UnitLoad();
        loads.put(unit, load);
        for (UnitAssignment assignment : unit.assignments()) {
            changed(assignment);
        }
        return load;
    }

    /** Takes note that the assignment is new, has changed, or is gone. */
    void changed(UnitAssignment a) {
        UnitLoad load = loads.get(a.unit());
        if (load == null) {
            return; // nothing has been asked yet
        }
        Share before = shares.remove(a);
        if (before != null) {
            load.take(before);
        }
        if (a.instance().assignments().contains(a)) {
            Share share = Share.of(
                    a, group.target().of(a.instance().instance()).role(a.unit().unit()));
            shares.put(a, share);
            load.add(share);
        }
    }

    private Share own(InstanceState instance, UnitState unit) {
        Optional<UnitAssignment> own = instance.on(unit);
        return own.isPresent() ? shares.getOrDefault(own.get(), Share.NONE) : Share.NONE;
    }

    /**
     * Whether the unit may become active for the instance. When the only ones that may still serve are parts of one failed
     * component which its agent is cleaning up, the order may be given already, to be sent after that cleanup.
     */
    Permission mayActivate(InstanceState instance, UnitState unit) {
        boolean hindered = load(unit).isActiveHindered();
        return switch (kind) {
            case TWO_N -> when(!hindered, unit, servingElsewhere(unit));
            case N_PLUS_M -> when(!hindered && hasRoom(instance, unit), unit, elsewhere(instance, unit));
            case N_WAY, NO_REDUNDANCY -> when(hasRoom(instance, unit), unit, elsewhere(instance, unit));
            case N_WAY_ACTIVE -> hasRoom(instance, unit) ? besideOthers(instance, unit) : Permission.NO;
        };
    }

    private static Permission when(boolean free, UnitState unit, List<ComponentState> serving) {
        if (!free) {
            return Permission.NO;
        }
        return serving.isEmpty() ? Permission.NOW : afterCleanup(unit, serving);
    }

    private static Permission afterCleanup(UnitState unit, List<ComponentState> serving) {
        boolean one = serving.size() == 1
                && serving.get(0).isCleaning()
                && serving.get(0).presence() == TERMINATING;
        if (!one || !isCallable(unit)) {
            return Permission.NO;
        }
        ComponentState failed = serving.get(0);
        return failed.incarnation()
                .map(i ->
                        Permission.after(new Command.Cleanup(failed.component().dn(), i)))
                .orElse(Permission.NO);
    }

    private static boolean isCallable(UnitState unit) {
        for (ComponentState component : unit.components()) {
            if (!component.component().isPreInstantiable()) {
                return false;
            }
        }
        return true;
    }

    private List<ComponentState> servingElsewhere(UnitState unit) {
        List<ComponentState> serving = new ArrayList<>();
        for (UnitState other : group.units()) {
            if (other != unit) {
                serving.addAll(load(other).holders());
            }
        }
        return serving;
    }

    private List<ComponentState> elsewhere(InstanceState instance, UnitState unit) {
        List<ComponentState> serving = new ArrayList<>();
        for (UnitAssignment assignment : instance.assignments()) {
            if (assignment.unit() != unit) {
                load(assignment.unit());
                for (ComponentState holder :
                        shares.getOrDefault(assignment, Share.NONE).holders()) {
                    if (!serving.contains(holder)) {
                        serving.add(holder);
                    }
                }
            }
        }
        return serving;
    }

    /**
     * Whether the unit may serve beside others, who are no more than the instance prefers; who will serve as soon as a
     * component has room counts. Whoever could not be cleaned up is not waited for: here several may serve.
     */
    private static Permission besideOthers(InstanceState instance, UnitState unit) {
        int preferred = instance.instance().config().prefActiveAssignments();
        List<UnitAssignment> others = instance.assignments().stream()
                .filter(a -> a.unit() != unit && (a.mayBeActive() || a.aims(HaState.ACTIVE)))
                .filter(a -> a.unit().presence() != TERMINATION_FAILED)
                .toList();
        if (others.size() < preferred) {
            return Permission.NOW;
        }
        List<UnitAssignment> failing = others.stream()
                .filter(a -> a.csis().stream().anyMatch(p -> p.component().isCleaning()))
                .toList();
        boolean soon = others.size() - failing.size() < preferred;
        List<ComponentState> awaited = failing.stream()
                .flatMap(a -> a.csis().stream())
                .map(CsiAssignment::component)
                .distinct()
                .toList();
        return soon ? afterCleanup(unit, awaited) : Permission.NO;
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

    private boolean hasRoom(InstanceState instance, UnitState unit) {
        UnitLoad load = load(unit);
        if (!unit.unit().isPreInstantiable()) {
            return load.all() == (instance.on(unit).isPresent() ? 1 : 0);
        }
        int max = kind == RedundancyKind.NO_REDUNDANCY
                ? 1
                : group.group().config().maxActivePerUnit();
        return load.activeBeside(own(instance, unit)) < max;
    }

    /**
     * Whether the unit may be standby for the instance now: it must have room, and where roles are separate, it must not be
     * on its way out of active.
     */
    boolean mayStandBy(InstanceState instance, UnitState unit) {
        UnitLoad load = load(unit);
        boolean separate = kind == RedundancyKind.TWO_N || kind == RedundancyKind.N_PLUS_M;
        boolean room =
                load.standbyBeside(own(instance, unit)) < group.group().config().maxStandbyPerUnit();
        return room && !(separate && load.isStandbyHindered());
    }

    /** Whether everyone who should be active for the instance is, confirmed by all components. */
    boolean activesConfirmed(InstanceState instance, Holders holders) {
        for (ServiceUnit wanted : holders.actives()) {
            if (!isConfirmed(instance, wanted)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConfirmed(InstanceState instance, ServiceUnit wanted) {
        for (UnitAssignment assignment : instance.assignments()) {
            if (assignment.unit().unit() == wanted && assignment.is(HaState.ACTIVE)) {
                return true;
            }
        }
        return false;
    }
}
