package org.amf4j.core.redundancy;

import java.util.List;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/**
 * A service group as a redundancy model sees it.
 *
 * @param group the configuration: ranks, preferred numbers, limits
 * @param fitUnits units that may take assignments (IN_SERVICE), best first
 * @param assignable instances that may be assigned, most important first
 * @param current who should have held what so far, units that are no longer fit and instances that are no longer
 *     assignable left out; during a swap the roles are already exchanged
 * @param mostPreferred true for auto-adjust and SG_ADJUST: ignore what is, answer what would be best
 * @param haReadiness what units are ready for, by their own components; {@link AssignmentDraft#hasRoom} heeds it, and
 *     {@code current} leaves out what units have and are not ready for any more
 */
public record GroupView(
        ServiceGroup group,
        List<ServiceUnit> fitUnits,
        List<ServiceInstance> assignable,
        Assignments current,
        boolean mostPreferred,
        HaReadinesses haReadiness) {

    public GroupView {
        fitUnits = List.copyOf(fitUnits);
        assignable = List.copyOf(assignable);
    }

    /** A group in which everybody is ready for everything. */
    public GroupView(
            ServiceGroup group,
            List<ServiceUnit> fitUnits,
            List<ServiceInstance> assignable,
            Assignments current,
            boolean mostPreferred) {
        this(group, fitUnits, assignable, current, mostPreferred, HaReadinesses.ALL_READY);
    }

    /** Whether the unit is ready to have the instance in the role. */
    public boolean isReady(ServiceUnit unit, ServiceInstance instance, Role role) {
        return haReadiness.allow(unit, instance, role);
    }

    /** Whether the unit is ready to have any of the instances in the role. */
    public boolean isReadyForAny(ServiceUnit unit, Role role) {
        return haReadiness.isAllReady() || assignable.stream().anyMatch(i -> isReady(unit, i, role));
    }

    /** Whether another unit that is ready without reserve is preferred to become active for the instance. */
    public boolean isDegraded(ServiceUnit unit, ServiceInstance instance) {
        return haReadiness.of(unit, instance) == HaReadiness.READY_FOR_ACTIVE_DEGRADED;
    }

    /**
     * How many instances the unit may be ACTIVE for: a unit that cannot be instantiated in advance takes one, and so does
     * every unit without redundancy; the limit of the group does not apply to 2N.
     */
    public int activeMax(ServiceUnit unit) {
        if (!unit.isPreInstantiable()) {
            return 1;
        }
        return switch (group.config().redundancy()) {
            case TWO_N -> Integer.MAX_VALUE;
            case NO_REDUNDANCY -> 1;
            case N_PLUS_M, N_WAY, N_WAY_ACTIVE -> group.config().maxActivePerUnit();
        };
    }

    /**
     * How many instances the unit may be STANDBY for: a unit that cannot be instantiated in advance takes none; the limit
     * of the group does not apply to 2N.
     */
    public int standbyMax(ServiceUnit unit) {
        if (!unit.isPreInstantiable()) {
            return 0;
        }
        boolean unlimited = group.config().redundancy() == RedundancyKind.TWO_N;
        return unlimited ? Integer.MAX_VALUE : group.config().maxStandbyPerUnit();
    }
}
