package org.amf4j.redundancy;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.Role;

/**
 * Units in the order in which they are offered one more instance in a role: by the group's placement (least loaded first,
 * or best rank first), and among equals in the cyclic order of the group. A unit that is full leaves the ladder. Choosing
 * and giving take time by the logarithm of the number of units.
 */
final class Ladder {

    private final AssignmentDraft draft;
    private final Role role;
    private final boolean packed;
    private final boolean ranking;
    private final Map<ServiceUnit, Integer> positions = new LinkedHashMap<>();
    private final Map<Dn, ServiceUnit> byDn = new LinkedHashMap<>();
    private final TreeMap<Long, TreeMap<Integer, ServiceUnit>> rungs = new TreeMap<>();

    Ladder(AssignmentDraft draft, Role role, Iterable<ServiceUnit> units) {
        GroupView group = draft.group();
        this.draft = draft;
        this.role = role;
        this.packed = group.group().config().placement() == Placement.PACK;
        RedundancyKind kind = group.group().config().redundancy();
        this.ranking = kind == RedundancyKind.N_WAY || kind == RedundancyKind.N_WAY_ACTIVE;
        List<ServiceUnit> all = group.group().units();
        for (int i = 0; i < all.size(); i++) {
            positions.put(all.get(i), i);
        }
        units.forEach(this::add);
    }

    /** Puts one more unit on the ladder. */
    void add(ServiceUnit unit) {
        byDn.put(unit.dn(), unit);
        if (draft.load(unit, role) < max(unit)) {
            rungs.computeIfAbsent(rung(unit), r -> new TreeMap<>()).put(positions.get(unit), unit);
        }
    }

    private int max(ServiceUnit unit) {
        return role == Role.ACTIVE
                ? draft.group().activeMax(unit)
                : draft.group().standbyMax(unit);
    }

    private long rung(ServiceUnit unit) {
        long load = draft.load(unit, role);
        return packed ? ((long) unit.rankKey() << Integer.SIZE) + load : load;
    }

    /** Gives the unit the instance; every gift in this role goes through here. */
    void give(ServiceInstance instance, ServiceUnit unit) {
        boolean listed = byDn.containsKey(unit.dn());
        if (listed) {
            remove(unit);
        }
        draft.give(instance, unit, role);
        if (listed) {
            add(unit);
        }
    }

    private void remove(ServiceUnit unit) {
        TreeMap<Integer, ServiceUnit> rung = rungs.get(rung(unit));
        if (rung != null) {
            rung.remove(positions.get(unit));
            if (rung.isEmpty()) {
                rungs.remove(rung(unit));
            }
        }
    }

    /**
     * The unit to give the instance to: by the instance's own ranking first, then the first on the ladder, in the cyclic
     * order that begins behind the unit given; among those that pass the test, have room and do not hold the instance.
     * Who is ready to be active without reserve comes before who is not.
     */
    Optional<ServiceUnit> choose(ServiceInstance instance, Optional<ServiceUnit> behind, Predicate<ServiceUnit> test) {
        Predicate<ServiceUnit> able =
                u -> test.test(u) && draft.hasRoom(instance, u, role) && !draft.holds(instance, u);
        if (role == Role.ACTIVE && !draft.group().haReadiness().isAllReady()) {
            Predicate<ServiceUnit> fully = able.and(u -> !draft.group().isDegraded(u, instance));
            return offer(instance, behind, fully).or(() -> offer(instance, behind, able));
        }
        return offer(instance, behind, able);
    }

    private Optional<ServiceUnit> offer(
            ServiceInstance instance, Optional<ServiceUnit> behind, Predicate<ServiceUnit> able) {
        return ranked(instance, able).or(() -> first(behind.map(positions::get).orElse(-1), able));
    }

    /** The first of a few units on the ladder that has room for the instance. */
    Optional<ServiceUnit> chooseAmong(ServiceInstance instance, Collection<ServiceUnit> few) {
        return few.stream()
                .filter(u -> byDn.containsKey(u.dn()) && draft.hasRoom(instance, u, role))
                .min(Comparator.comparingLong(this::rung).thenComparingInt(positions::get));
    }

    private Optional<ServiceUnit> ranked(ServiceInstance instance, Predicate<ServiceUnit> able) {
        if (!ranking) {
            return Optional.empty();
        }
        ServiceUnit best = null;
        for (Map.Entry<Dn, Integer> ranked : instance.config().rankedUnits().entrySet()) {
            ServiceUnit unit = byDn.get(ranked.getKey());
            boolean better =
                    best == null || ranked.getValue() < instance.rankOf(best).orElseThrow();
            if (unit != null && better && able.test(unit)) {
                best = unit;
            }
        }
        return Optional.ofNullable(best);
    }

    private Optional<ServiceUnit> first(int behind, Predicate<ServiceUnit> able) {
        for (TreeMap<Integer, ServiceUnit> rung : rungs.values()) {
            Optional<ServiceUnit> found =
                    first(rung.tailMap(behind, false), able).or(() -> first(rung.headMap(behind, true), able));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<ServiceUnit> first(Map<Integer, ServiceUnit> units, Predicate<ServiceUnit> able) {
        for (ServiceUnit unit : units.values()) {
            if (able.test(unit)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
