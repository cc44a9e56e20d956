package org.amf4j.core.redundancy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Capacities;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;

/**
 * Assignments being drawn up by a redundancy model: who has been given what so far, and what room that leaves. Every
 * question is answered in constant time, apart from the number of CS types of an instance. Not thread-safe.
 */
public final class AssignmentDraft {

    private final GroupView group;
    private final Capacities capacities;
    private final Map<ServiceUnit, Share> shares = new LinkedHashMap<>();
    private final Map<ServiceInstance, List<ServiceUnit>> actives = new LinkedHashMap<>();
    private final Map<ServiceInstance, List<ServiceUnit>> standbys = new LinkedHashMap<>();

    /** What one unit has been given. */
    private static final class Share {
        private int active;
        private int standby;
        private final Map<Dn, Integer> activeCsis = new LinkedHashMap<>();
        private final Map<Dn, Integer> standbyCsis = new LinkedHashMap<>();
    }

    /** An empty draft. */
    public AssignmentDraft(GroupView group) {
        this.group = group;
        this.capacities = group.group().capacities();
    }

    /** The group that it is for. */
    public GroupView group() {
        return group;
    }

    /**
     * Whether the unit may take the instance in the role beside what it has been given: by the group's limits per unit,
     * by what its components can carry, and by what they say they are ready for.
     */
    public boolean hasRoom(ServiceInstance instance, ServiceUnit unit, Role role) {
        int max = role == Role.ACTIVE ? group.activeMax(unit) : group.standbyMax(unit);
        return load(unit, role) < max
                && group.isReady(unit, instance, role)
                && (capacities.isUnlimited() || canCarry(instance, unit, role));
    }

    private boolean canCarry(ServiceInstance instance, ServiceUnit unit, Role role) {
        Share share = shares.get(unit);
        for (Map.Entry<Dn, Integer> need : capacities.needs(instance).entrySet()) {
            Capacities.Limit limit = capacities.of(unit, need.getKey());
            int max = role == Role.ACTIVE ? limit.active() : limit.standby();
            int given = share == null ? 0 : csis(share, role).getOrDefault(need.getKey(), 0);
            if (need.getValue() > max - given) {
                return false;
            }
        }
        return true;
    }

    private static Map<Dn, Integer> csis(Share share, Role role) {
        return role == Role.ACTIVE ? share.activeCsis : share.standbyCsis;
    }

    /** Gives the unit the instance in the role, after those who have been given it before. */
    public AssignmentDraft give(ServiceInstance instance, ServiceUnit unit, Role role) {
        (role == Role.ACTIVE ? actives : standbys)
                .computeIfAbsent(instance, i -> new ArrayList<>(2)) // more than a few are rare
                .add(unit);
        Share share = shares.computeIfAbsent(unit, u -> new Share());
        if (role == Role.ACTIVE) {
            share.active++;
        } else {
            share.standby++;
        }
        if (!capacities.isUnlimited()) {
            capacities.needs(instance).forEach((type, need) -> csis(share, role).merge(type, need, Integer::sum));
        }
        return this;
    }

    /** Units that have been given the instance in the role, in the order given. */
    public List<ServiceUnit> holders(ServiceInstance instance, Role role) {
        List<ServiceUnit> holders = (role == Role.ACTIVE ? actives : standbys).get(instance);
        return holders == null ? List.of() : Collections.unmodifiableList(holders);
    }

    /** Whether the unit has been given the instance in any role. */
    public boolean holds(ServiceInstance instance, ServiceUnit unit) {
        return holders(instance, Role.ACTIVE).contains(unit)
                || holders(instance, Role.STANDBY).contains(unit);
    }

    /** How many instances the unit has been given in the role. */
    public int load(ServiceUnit unit, Role role) {
        Share share = shares.get(unit);
        return share == null ? 0 : role == Role.ACTIVE ? share.active : share.standby;
    }

    /**
     * What has been given, the more important instances first; standbys of an instance by its own ranking of units, then in
     * the order given. An instance without an active unit has no standby.
     */
    public Assignments build() {
        Map<ServiceInstance, Holders> result = LinkedHashMap.newLinkedHashMap(actives.size());
        Holders last = Holders.NOBODY;
        for (ServiceInstance instance : group.assignable()) {
            List<ServiceUnit> active = holders(instance, Role.ACTIVE);
            if (!active.isEmpty()) {
                List<ServiceUnit> standby = ranked(instance, holders(instance, Role.STANDBY));
                Holders before = group.current().of(instance);
                Holders known = before.are(active, standby) ? before : last; // what stays, and neighbours, share theirs
                last = known.are(active, standby) ? known : new Holders(active, standby);
                result.put(instance, last);
            }
        }
        return Assignments.of(result);
    }

    private static List<ServiceUnit> ranked(ServiceInstance instance, List<ServiceUnit> units) {
        if (units.size() < 2 || instance.config().rankedUnits().isEmpty()) {
            return units;
        }
        List<ServiceUnit> sorted = new ArrayList<>(units);
        sorted.sort(Comparator.comparingInt(u -> instance.rankOf(u).orElse(Integer.MAX_VALUE)));
        return sorted;
    }
}
