package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.AssignmentDraft;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.Role;

/** An N+M assignment being drawn up: which units have which role, and what they have been given. */
final class NPlusMDraft {

    private final GroupView group;
    private final boolean packed;
    private final AssignmentDraft draft;
    private final Ladder actives;
    private final Ladder standbys;
    private final Set<ServiceUnit> activeUnits = new LinkedHashSet<>();
    private final Set<ServiceUnit> standbyUnits = new LinkedHashSet<>();
    private final Set<ServiceUnit> protectors = new LinkedHashSet<>();
    private final Map<ServiceUnit, Set<ServiceUnit>> buddies = new LinkedHashMap<>();

    NPlusMDraft(GroupView group) {
        this.group = group;
        this.packed = group.group().config().placement() == Placement.PACK;
        this.draft = new AssignmentDraft(group);
        this.actives = new Ladder(draft, Role.ACTIVE, List.of());
        this.standbys = new Ladder(draft, Role.STANDBY, List.of());
        group.assignable().forEach(i -> protectors.addAll(group.current().of(i).standbys()));
    }

    void openActive(ServiceUnit unit) {
        if (activeUnits.add(unit)) {
            actives.add(unit);
        }
    }

    void openStandby(ServiceUnit unit) {
        if (standbyUnits.add(unit)) {
            standbys.add(unit);
        }
    }

    private boolean mayOpenActive() {
        return activeUnits.size() < group.group().config().prefActiveUnits();
    }

    private boolean mayOpenStandby() {
        return standbyUnits.size() < group.group().config().prefStandbyUnits();
    }

    /** Whoever is active stays active. */
    void keepActives() {
        for (ServiceInstance instance : group.assignable()) {
            for (ServiceUnit unit : group.current().of(instance).actives()) {
                openActive(unit);
                actives.give(instance, unit);
            }
        }
    }

    /** Assignable instances without an active holder, most important first. */
    List<ServiceInstance> orphans() {
        return group.assignable().stream()
                .filter(i -> draft.holders(i, Role.ACTIVE).isEmpty())
                .toList();
    }

    /**
     * Makes the standby unit that protects most of the orphans active for them, among equals the one that protects the
     * most important of them; false when there is none or N units are active.
     */
    boolean promoteProtectorOf(List<ServiceInstance> orphans) {
        Map<ServiceUnit, List<ServiceInstance>> protectedBy = new LinkedHashMap<>();
        for (ServiceInstance orphan : orphans) {
            for (ServiceUnit unit : group.current().of(orphan).standbys()) {
                if (!activeUnits.contains(unit) && group.isReady(unit, orphan, Role.ACTIVE)) {
                    protectedBy.computeIfAbsent(unit, u -> new ArrayList<>()).add(orphan);
                }
            }
        }
        ServiceUnit best = null;
        for (Map.Entry<ServiceUnit, List<ServiceInstance>> entry : protectedBy.entrySet()) {
            if (best == null || entry.getValue().size() > protectedBy.get(best).size()) {
                best = entry.getKey(); // the first one met protects the most important orphan
            }
        }
        if (best == null || !mayOpenActive()) {
            return false;
        }
        ServiceUnit unit = best;
        openActive(unit);
        protectedBy.get(unit).stream()
                .filter(i -> draft.hasRoom(i, unit, Role.ACTIVE))
                .forEach(i -> actives.give(i, unit));
        return true;
    }

    /** Gives the instance to an active unit with room; false when there is none. */
    boolean activate(ServiceInstance instance) {
        Optional<ServiceUnit> unit = actives.choose(instance, Optional.empty(), u -> true);
        unit.ifPresent(u -> actives.give(instance, u));
        return unit.isPresent();
    }

    /** A new instance gets an active unit of its own while a spare may become active, unless units are to be packed. */
    void openSpareFor(ServiceInstance instance) {
        boolean isNew = group.current().of(instance).isNobody();
        if (isNew && !packed && !activeUnits.isEmpty() && mayOpenActive()) {
            spares().filter(u -> draft.hasRoom(instance, u, Role.ACTIVE))
                    .findFirst()
                    .ifPresent(this::openActive);
        }
    }

    private Stream<ServiceUnit> spares() {
        return group.fitUnits().stream()
                .filter(u -> !activeUnits.contains(u) && !standbyUnits.contains(u) && !protectors.contains(u));
    }

    /** Makes one more unit active for the instance: a spare first, then a standby unit, while fewer than N are active. */
    void openAnyFor(ServiceInstance instance) {
        if (mayOpenActive()) {
            spares().filter(u -> draft.hasRoom(instance, u, Role.ACTIVE))
                    .findFirst()
                    .or(() -> group.fitUnits().stream()
                            .filter(u -> !activeUnits.contains(u) && draft.hasRoom(instance, u, Role.ACTIVE))
                            .findFirst())
                    .ifPresent(unit -> {
                        openActive(unit);
                        actives.give(instance, unit);
                    });
        }
    }

    /** Whoever is standby for a served instance stays so, unless its unit has become active. */
    void keepStandbys() {
        for (ServiceInstance instance : group.assignable()) {
            List<ServiceUnit> active = draft.holders(instance, Role.ACTIVE);
            for (ServiceUnit unit : group.current().of(instance).standbys()) {
                if (!active.isEmpty() && !activeUnits.contains(unit)) {
                    openStandby(unit);
                    giveStandby(instance, unit);
                }
            }
        }
    }

    /** Makes the best of the units that are not active standby units. */
    void openStandbyUnits(int count) {
        group.fitUnits().stream()
                .filter(u -> !activeUnits.contains(u) && group.isReadyForAny(u, Role.STANDBY))
                .limit(count)
                .forEach(this::openStandby);
    }

    /** Turns spares into standby units while fewer than M are and some instance lacks a standby. */
    void openMissingStandbyUnits() {
        if (packed || !mayOpenStandby() || !isStandbyLacking()) {
            return;
        }
        for (ServiceUnit unit : group.fitUnits()) {
            if (!activeUnits.contains(unit) && mayOpenStandby() && group.isReadyForAny(unit, Role.STANDBY)) {
                openStandby(unit);
            }
        }
    }

    private boolean isStandbyLacking() {
        for (ServiceInstance instance : group.assignable()) {
            if (!draft.holders(instance, Role.ACTIVE).isEmpty()
                    && draft.holders(instance, Role.STANDBY).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Gives the instance a standby: on the unit that protects its neighbours, else by placement. */
    void protect(ServiceInstance instance) {
        List<ServiceUnit> active = draft.holders(instance, Role.ACTIVE);
        if (active.isEmpty() || !draft.holders(instance, Role.STANDBY).isEmpty()) {
            return;
        }
        standbys.chooseAmong(instance, buddies.getOrDefault(active.get(0), Set.of()))
                .or(() -> standbys.choose(instance, Optional.empty(), u -> true))
                .or(() -> packed ? openStandbyFor(instance) : Optional.empty())
                .ifPresent(u -> giveStandby(instance, u));
    }

    private Optional<ServiceUnit> openStandbyFor(ServiceInstance instance) {
        Optional<ServiceUnit> unit = mayOpenStandby()
                ? group.fitUnits().stream()
                        .filter(u -> !activeUnits.contains(u) && !standbyUnits.contains(u))
                        .filter(u -> draft.hasRoom(instance, u, Role.STANDBY))
                        .findFirst()
                : Optional.empty();
        unit.ifPresent(this::openStandby);
        return unit;
    }

    private void giveStandby(ServiceInstance instance, ServiceUnit unit) {
        standbys.give(instance, unit);
        ServiceUnit active = draft.holders(instance, Role.ACTIVE).get(0);
        buddies.computeIfAbsent(active, u -> new LinkedHashSet<>()).add(unit);
    }

    Assignments build() {
        return draft.build();
    }
}
