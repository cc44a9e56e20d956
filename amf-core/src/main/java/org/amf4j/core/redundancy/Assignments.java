package org.amf4j.core.redundancy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

        /** Whether these are the holders. */
        boolean are(List<ServiceUnit> active, List<ServiceUnit> standby) {
            return actives.equals(active) && standbys.equals(standby);
        }

        /** These holders without units that are not among the given ones. */
        private Holders within(Set<ServiceUnit> units) {
            return units.containsAll(actives) && units.containsAll(standbys)
                    ? this
                    : new Holders(among(units, actives), among(units, standbys));
        }

        private static List<ServiceUnit> among(Set<ServiceUnit> units, List<ServiceUnit> all) {
            List<ServiceUnit> among = new ArrayList<>(all.size()); // once per instance: no stream
            for (ServiceUnit unit : all) {
                if (units.contains(unit)) {
                    among.add(unit);
                }
            }
            return among;
        }

        @Override
        public boolean equals(Object other) { // mostly the same object: what stays is not made anew
            return other == this
                    || other instanceof Holders h && h.actives.equals(actives) && h.standbys.equals(standbys);
        }

        @Override
        public int hashCode() {
            return 31 * actives.hashCode() + standbys.hashCode();
        }

        /** Whether no unit should hold it. */
        public boolean isNobody() {
            return actives.isEmpty() && standbys.isEmpty();
        }

        /** The role of the unit, if it has one. */
        public Optional<Role> role(ServiceUnit unit) {
            return actives.contains(unit)
                    ? Optional.of(Role.ACTIVE)
                    : standbys.contains(unit) ? Optional.of(Role.STANDBY) : Optional.empty();
        }
    }

    private final Map<ServiceInstance, Holders> holders;
    private final Set<ServiceUnit> used =
            new LinkedHashSet<>(); // so that nobody need look for a unit among all holders

    private Assignments(Map<ServiceInstance, Holders> holders) {
        this.holders = holders;
        Holders last = Holders.NOBODY;
        for (Holders each : holders.values()) {
            if (each != last) {
                used.addAll(each.actives());
                used.addAll(each.standbys());
                last = each;
            }
        }
    }

    /** These holders, in this order; the map must not be changed any more. */
    static Assignments of(Map<ServiceInstance, Holders> holders) {
        return new Assignments(Collections.unmodifiableMap(holders));
    }

    /** The holders of the instance. */
    public Holders of(ServiceInstance instance) {
        return holders.getOrDefault(instance, Holders.NOBODY);
    }

    /** Instances that somebody should hold, in the model's order. */
    public Collection<ServiceInstance> instances() {
        return holders.keySet();
    }

    /** What is left for these instances when only these units may hold anything. */
    public Assignments restrictedTo(List<ServiceInstance> instances, Set<ServiceUnit> units) {
        Map<ServiceInstance, Holders> left = LinkedHashMap.newLinkedHashMap(instances.size());
        Holders before = Holders.NOBODY; // neighbours mostly have the same
        Holders after = Holders.NOBODY;
        for (ServiceInstance instance : instances) {
            Holders holders = of(instance);
            if (holders != before) {
                before = holders;
                after = holders.within(units);
            }
            if (!after.isNobody()) {
                left.put(instance, after);
            }
        }
        return of(left);
    }

    /** What is left when units may only hold what they are ready for. */
    public Assignments restrictedTo(HaReadinesses readiness) {
        if (readiness.isAllReady()) {
            return this;
        }
        Map<ServiceInstance, Holders> left = LinkedHashMap.newLinkedHashMap(holders.size());
        holders.forEach((instance, each) -> {
            Holders ready = new Holders(
                    ready(readiness, instance, each.actives(), Role.ACTIVE),
                    ready(readiness, instance, each.standbys(), Role.STANDBY));
            if (!ready.isNobody()) {
                left.put(instance, ready);
            }
        });
        return of(left);
    }

    private static List<ServiceUnit> ready(
            HaReadinesses readiness, ServiceInstance instance, List<ServiceUnit> units, Role role) {
        return units.stream().filter(u -> readiness.allow(u, instance, role)).toList();
    }

    /** Whether the unit should hold anything. */
    public boolean uses(ServiceUnit unit) {
        return used.contains(unit);
    }

    /** Collects assignments. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Assignments a && a.holders.equals(holders);
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
        private final Map<ServiceInstance, Draft> drafts = new LinkedHashMap<>();

        private record Draft(List<ServiceUnit> actives, List<ServiceUnit> standbys) {}

        private Builder() {}

        private Draft of(ServiceInstance instance) {
            Draft draft = drafts.get(instance);
            if (draft == null) {
                draft = new Draft(new ArrayList<>(2), new ArrayList<>(2)); // more than a few are rare
                drafts.put(instance, draft);
            }
            return draft;
        }

        /** The unit should be ACTIVE for the instance. */
        public Builder active(ServiceInstance instance, ServiceUnit unit) {
            of(instance).actives().add(unit);
            return this;
        }

        /** The unit should be STANDBY for the instance, after those named before it. */
        public Builder standby(ServiceInstance instance, ServiceUnit unit) {
            of(instance).standbys().add(unit);
            return this;
        }

        /** The assignments collected so far. */
        public Assignments build() {
            Map<ServiceInstance, Holders> result = LinkedHashMap.newLinkedHashMap(drafts.size());
            drafts.forEach((instance, draft) -> result.put(instance, new Holders(draft.actives(), draft.standbys())));
            return Assignments.of(result);
        }
    }
}
