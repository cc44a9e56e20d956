package org.amf4j.core.redundancy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/**
 * Who should hold what in a service group. Immutable; iterates in the order in which a model gave the assignments.
 *
 * <p>Standbys of an instance are ordered by their rank: the first takes over first.
 */
public final class Assignments {

    /** Nobody holds anything. */
    public static final Assignments NONE = new Assignments(Map.of());

    /**
     * The holders of one instance.
     *
     * @param actives units that should be ACTIVE
     * @param standbys units that should be STANDBY, first to take over first
     */
    public record Holders(List<ServiceUnit> actives, List<ServiceUnit> standbys) {
        static final Holders NOBODY = new Holders(List.of(), List.of());

        public Holders {
            actives = List.copyOf(actives);
            standbys = List.copyOf(standbys);
        }

        /** The role of the unit, if it has one. */
        public Optional<Role> role(ServiceUnit unit) {
            return actives.contains(unit)
                    ? Optional.of(Role.ACTIVE)
                    : standbys.contains(unit) ? Optional.of(Role.STANDBY) : Optional.empty();
        }
    }

    private final Map<ServiceInstance, Holders> holders;

    private Assignments(Map<ServiceInstance, Holders> holders) {
        this.holders = holders;
    }

    /** The holders of the instance. */
    public Holders of(ServiceInstance instance) {
        return holders.getOrDefault(instance, Holders.NOBODY);
    }

    /** Instances that somebody should hold, in the model's order. */
    public Collection<ServiceInstance> instances() {
        return holders.keySet();
    }

    /** Whether the unit should hold anything. */
    public boolean uses(ServiceUnit unit) {
        return holders.values().stream().anyMatch(h -> h.role(unit).isPresent());
    }

    /** Collects assignments. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Assignments a && a.holders.equals(holders);
    }

    @Override
    public int hashCode() {
        return holders.hashCode();
    }

    @Override
    public String toString() {
        return holders.toString();
    }

    /** Collects assignments in the order given. */
    public static final class Builder {
        private final Map<ServiceInstance, List<ServiceUnit>> actives = new LinkedHashMap<>();
        private final Map<ServiceInstance, List<ServiceUnit>> standbys = new LinkedHashMap<>();

        private Builder() {}

        /** The unit should be ACTIVE for the instance. */
        public Builder active(ServiceInstance instance, ServiceUnit unit) {
            actives.computeIfAbsent(instance, i -> new ArrayList<>()).add(unit);
            standbys.computeIfAbsent(instance, i -> new ArrayList<>());
            return this;
        }

        /** The unit should be STANDBY for the instance, after those named before it. */
        public Builder standby(ServiceInstance instance, ServiceUnit unit) {
            actives.computeIfAbsent(instance, i -> new ArrayList<>());
            standbys.computeIfAbsent(instance, i -> new ArrayList<>()).add(unit);
            return this;
        }

        /** The assignments collected so far. */
        public Assignments build() {
            Map<ServiceInstance, Holders> result = new LinkedHashMap<>();
            actives.forEach((instance, units) -> result.put(instance, new Holders(units, standbys.get(instance))));
            return new Assignments(Collections.unmodifiableMap(result));
        }
    }
}
