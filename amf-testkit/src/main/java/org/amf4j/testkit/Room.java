package org.amf4j.testkit;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.UnitState;

/** Whether a unit could be active for one more instance, counted from the target without any help of the models. */
final class Room {

    private Room() {}

    /** By the rules of the group's kind, its limits, and what the unit's components can carry. */
    static boolean couldTake(GroupState group, UnitState unit, ServiceInstance instance) {
        var config = group.group().config();
        List<ServiceInstance> active = active(group, unit.unit());
        int max = unit.unit().isPreInstantiable() ? config.maxActivePerUnit() : 1;
        long assigned = group.units().stream()
                .filter(u -> group.target().uses(u.unit()))
                .count();
        long activeUnits = group.units().stream()
                .filter(u -> !active(group, u.unit()).isEmpty())
                .count();
        boolean byRules = switch (config.redundancy()) {
            case TWO_N -> unit.unit().isPreInstantiable() && !active.isEmpty() || activeUnits == 0;
            case N_PLUS_M -> active.size() < max && (!active.isEmpty() || activeUnits < config.prefActiveUnits());
            case N_WAY, N_WAY_ACTIVE ->
                active.size() < max && (group.target().uses(unit.unit()) || assigned < config.prefAssignedUnits());
            case NO_REDUNDANCY -> active.isEmpty();
        };
        return byRules
                && instance.csis().stream()
                        .map(ComponentServiceInstance::type)
                        .distinct()
                        .allMatch(type -> canCarry(group, unit.unit(), active, instance, type));
    }

    private static List<ServiceInstance> active(GroupState group, ServiceUnit unit) {
        return group.target().instances().stream()
                .filter(i -> group.target().of(i).actives().contains(unit))
                .toList();
    }

    private static boolean canCarry(
            GroupState group, ServiceUnit unit, List<ServiceInstance> held, ServiceInstance instance, Dn type) {
        boolean nobody = group.units().stream().allMatch(u -> max(u.unit(), type) == 0);
        long present = held.stream().mapToLong(i -> count(i, type)).sum();
        return nobody || present + count(instance, type) <= max(unit, type);
    }

    private static long count(ServiceInstance instance, Dn type) {
        return instance.csis().stream().filter(csi -> csi.type().equals(type)).count();
    }

    private static long max(ServiceUnit unit, Dn type) {
        return unit.components().stream()
                .flatMap(c -> c.capability(type).stream())
                .mapToLong(Component.Capability::maxActive)
                .sum();
    }
}
