package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Component.Capability;

/**
 * What the components of a group's units can carry together, by CS type, and what its instances need (AMF-044). Immutable.
 *
 * <p>A CSI whose type no unit of the group supports is left out: validation warns of it, and the rest of its instance is
 * served without it.
 */
public final class Capacities {

    private final Map<ServiceUnit, Map<Dn, Limit>> limits = new LinkedHashMap<>();
    private final Map<ServiceInstance, Map<Dn, Integer>> needs = new LinkedHashMap<>();
    private final boolean unlimited;

    /**
     * CSIs of one type that the components of one unit carry at most, {@link Integer#MAX_VALUE} for no limit.
     *
     * @param active as ACTIVE
     * @param standby as STANDBY; no limit where none of them is ever standby, because then nothing is assigned
     */
    public record Limit(int active, int standby) {
        private static final Limit UNSUPPORTED = new Limit(0, 0);
        private static final Limit NONE = new Limit(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    Capacities(ServiceGroup group) {
        Set<Dn> needed = new LinkedHashSet<>();
        group.instances().forEach(i -> i.csis().forEach(csi -> needed.add(csi.type())));
        for (ServiceUnit unit : group.units()) {
            Map<Dn, Limit> byType = new LinkedHashMap<>();
            needed.forEach(type -> byType.put(type, limit(unit, type)));
            limits.put(unit, byType);
        }
        needed.removeIf(type ->
                limits.values().stream().allMatch(byType -> byType.get(type).equals(Limit.UNSUPPORTED)));
        unlimited = limits.values().stream()
                .allMatch(byType ->
                        needed.stream().allMatch(type -> byType.get(type).equals(Limit.NONE)));
        if (!unlimited) {
            group.instances().forEach(i -> needs.put(i, need(i, needed)));
        }
    }

    private static Limit limit(ServiceUnit unit, Dn type) {
        List<Capability> able = unit.components().stream()
                .flatMap(c -> c.capability(type).stream())
                .toList();
        if (able.isEmpty()) {
            return Limit.UNSUPPORTED;
        }
        int active = sum(able.stream().mapToLong(Capability::maxActive).sum());
        List<Capability> standby =
                able.stream().filter(c -> c.model().hasStandby()).toList();
        return new Limit(
                active,
                standby.isEmpty()
                        ? Integer.MAX_VALUE
                        : sum(standby.stream().mapToLong(Capability::maxStandby).sum()));
    }

    private static int sum(long total) {
        return (int) Math.min(total, Integer.MAX_VALUE);
    }

    private static Map<Dn, Integer> need(ServiceInstance instance, Set<Dn> carried) {
        Map<Dn, Integer> byType = new LinkedHashMap<>();
        instance.csis().stream()
                .filter(csi -> carried.contains(csi.type()))
                .forEach(csi -> byType.merge(csi.type(), 1, Integer::sum));
        return byType;
    }

    /** Whether every unit can carry everything, whatever it has already; nothing else need be asked then. */
    public boolean isUnlimited() {
        return unlimited;
    }

    /** What the unit can carry of the type. */
    public Limit of(ServiceUnit unit, Dn csType) {
        return limits.getOrDefault(unit, Map.of()).getOrDefault(csType, Limit.UNSUPPORTED);
    }

    /** How many CSIs of which types the instance has, as far as anybody can carry them; empty where nothing is limited. */
    public Map<Dn, Integer> needs(ServiceInstance instance) {
        return needs.getOrDefault(instance, Map.of());
    }
}
