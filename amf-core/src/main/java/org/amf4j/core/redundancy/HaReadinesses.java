package org.amf4j.core.redundancy;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/**
 * How ready the units of a group are for its instances, by what their components have said: the worst of that counts for
 * the unit. Immutable; nearly always everybody is ready for everything.
 */
public final class HaReadinesses {

    /** Everybody is ready for everything. */
    public static final HaReadinesses ALL_READY = new HaReadinesses(Map.of());

    private final Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> reserves;

    private HaReadinesses(Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> reserves) {
        this.reserves = reserves;
    }

    /** These values; those that are READY_FOR_ASSIGNMENT may be left out, and so may units that have no others. */
    public static HaReadinesses of(Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> values) {
        Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> kept = new LinkedHashMap<>();
        values.forEach((unit, byInstance) -> {
            Map<ServiceInstance, HaReadiness> reserved = new LinkedHashMap<>(byInstance);
            reserved.values().removeIf(r -> r == HaReadiness.READY_FOR_ASSIGNMENT);
            if (!reserved.isEmpty()) {
                kept.put(unit, reserved);
            }
        });
        return kept.isEmpty() ? ALL_READY : new HaReadinesses(kept);
    }

    /** The same, but for these units, which are ready for nothing that they do not have. */
    public HaReadinesses closing(
            Collection<ServiceUnit> units, Collection<ServiceInstance> instances, Assignments current) {
        if (units.isEmpty()) {
            return this;
        }
        Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> values = new LinkedHashMap<>(reserves);
        for (ServiceUnit unit : units) {
            Map<ServiceInstance, HaReadiness> byInstance = new LinkedHashMap<>();
            for (ServiceInstance instance : instances) {
                boolean isHeld = current.of(instance).role(unit).isPresent();
                byInstance.put(instance, isHeld ? of(unit, instance) : HaReadiness.NOT_READY_FOR_ASSIGNMENT);
            }
            values.put(unit, byInstance);
        }
        return of(values);
    }

    /** Whether everybody is ready for everything; nothing else need be asked then. */
    public boolean isAllReady() {
        return reserves.isEmpty();
    }

    /** Units and instances of which something else than READY_FOR_ASSIGNMENT holds. */
    public Map<ServiceUnit, Map<ServiceInstance, HaReadiness>> reserves() {
        return Collections.unmodifiableMap(reserves);
    }

    /** How ready the unit is for the instance. */
    public HaReadiness of(ServiceUnit unit, ServiceInstance instance) {
        Map<ServiceInstance, HaReadiness> byInstance = reserves.get(unit);
        return byInstance == null
                ? HaReadiness.READY_FOR_ASSIGNMENT
                : byInstance.getOrDefault(instance, HaReadiness.READY_FOR_ASSIGNMENT);
    }

    /** Whether the unit is ready to have the instance in the role. */
    public boolean allow(ServiceUnit unit, ServiceInstance instance, Role role) {
        if (reserves.isEmpty()) {
            return true;
        }
        HaReadiness readiness = of(unit, instance);
        return role == Role.ACTIVE ? readiness.allowsActive() : readiness.allowsStandby();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof HaReadinesses h && h.reserves.equals(reserves);
    }

    @Override
    public int hashCode() {
        return reserves.hashCode();
    }

    @Override
    public String toString() {
        return reserves.toString();
    }
}
