package org.amf4j.redundancy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;

/** An N+M assignment being drawn up: which units have which role, and what they have been given. */
final class NPlusMDraft {

    private final GroupView group;
    private final List<ServiceUnit> activeUnits = new ArrayList<>();
    private final List<ServiceUnit> standbyUnits = new ArrayList<>();
    private final Holdings actives;
    private final Holdings standbys;

    NPlusMDraft(GroupView group) {
        this.group = group;
        this.actives = new Holdings(group.assignable());
        this.standbys = new Holdings(group.assignable());
    }

    /** Gives units a role. */
    void open(List<ServiceUnit> active, List<ServiceUnit> standby) {
        activeUnits.addAll(active);
        standbyUnits.removeAll(active);
        standbyUnits.addAll(standby);
    }

    void keepActives() {
        actives.keep(i -> group.current().of(i).actives(), group.fitUnits());
        group.fitUnits().stream().filter(u -> actives.load(u) > 0).forEach(activeUnits::add);
    }

    /** Assignable instances without an active holder, most important first. */
    List<ServiceInstance> orphans() {
        return group.assignable().stream().filter(i -> actives.of(i).isEmpty()).toList();
    }

    /** Makes the standby unit that protects most of the orphans active for them; false when there is none. */
    boolean promoteProtectorOf(List<ServiceInstance> orphans) {
        if (activeUnits.size() >= group.group().config().prefActiveUnits()) {
            return false;
        }
        Optional<ServiceUnit> protector = group.fitUnits().stream()
                .filter(u -> !activeUnits.contains(u)
                        && protectedBy(u, orphans).findAny().isPresent())
                .max(Comparator.<ServiceUnit>comparingLong(
                                u -> protectedBy(u, orphans).count())
                        .thenComparing(u -> -firstProtected(u, orphans))
                        .thenComparing(u -> -group.fitUnits().indexOf(u)));
        protector.ifPresent(unit -> {
            open(List.of(unit), List.of());
            protectedBy(unit, orphans).limit(group.activeMax(unit)).forEach(i -> actives.give(i, unit));
        });
        return protector.isPresent();
    }

    private Stream<ServiceInstance> protectedBy(ServiceUnit unit, List<ServiceInstance> orphans) {
        return orphans.stream().filter(i -> group.current().of(i).standbys().contains(unit));
    }

    private int firstProtected(ServiceUnit unit, List<ServiceInstance> orphans) {
        return protectedBy(unit, orphans).findFirst().map(orphans::indexOf).orElse(Integer.MAX_VALUE);
    }

    /** Gives the instance to the least loaded active unit with room. */
    boolean activate(ServiceInstance instance) {
        Optional<ServiceUnit> unit = activeUnits.stream()
                .filter(u -> actives.load(u) < group.activeMax(u))
                .min(Comparator.<ServiceUnit>comparingInt(actives::load).thenComparingInt(group.fitUnits()::indexOf));
        unit.ifPresent(u -> actives.give(instance, u));
        return unit.isPresent();
    }

    /** A unit that may still become active: a spare first, then a standby unit; null when N are active. */
    ServiceUnit nextActiveUnit() {
        if (activeUnits.size() >= group.group().config().prefActiveUnits()) {
            return null;
        }
        List<ServiceUnit> free =
                group.fitUnits().stream().filter(u -> !activeUnits.contains(u)).toList();
        return free.stream()
                .filter(u -> !isStandbyNow(u))
                .findFirst()
                .or(() -> free.stream().findFirst())
                .orElse(null);
    }

    private boolean isStandbyNow(ServiceUnit unit) {
        return group.assignable().stream()
                .anyMatch(i -> group.current().of(i).standbys().contains(unit));
    }

    void keepStandbys() {
        standbys.keep(
                i -> actives.of(i).isEmpty() ? List.of() : group.current().of(i).standbys(),
                group.fitUnits().stream().filter(u -> !activeUnits.contains(u)).toList());
        group.fitUnits().stream().filter(u -> standbys.load(u) > 0).forEach(standbyUnits::add);
    }

    /** Turns spares into standby units while fewer than M are and some instance lacks a standby. */
    void openStandbyUnits() {
        boolean lacking = group.assignable().stream()
                .anyMatch(i -> !actives.of(i).isEmpty() && standbys.of(i).isEmpty());
        for (ServiceUnit unit : group.fitUnits()) {
            boolean spare = !activeUnits.contains(unit) && !standbyUnits.contains(unit);
            if (lacking && spare && standbyUnits.size() < group.group().config().prefStandbyUnits()) {
                standbyUnits.add(unit);
            }
        }
    }

    /** Gives the instance a standby: on the unit that protects its neighbours, else on the least loaded. */
    void protect(ServiceInstance instance) {
        if (actives.of(instance).isEmpty() || !standbys.of(instance).isEmpty()) {
            return;
        }
        ServiceUnit active = actives.of(instance).get(0);
        standbyUnits.stream()
                .filter(u -> standbys.load(u) < group.standbyMax(u))
                .min(Comparator.<ServiceUnit>comparingInt(u -> protectsNeighbour(u, active) ? 0 : 1)
                        .thenComparingInt(standbys::load)
                        .thenComparingInt(group.fitUnits()::indexOf))
                .ifPresent(u -> standbys.give(instance, u));
    }

    private boolean protectsNeighbour(ServiceUnit unit, ServiceUnit active) {
        return group.assignable().stream()
                .anyMatch(i -> actives.of(i).contains(active) && standbys.of(i).contains(unit));
    }

    Assignments build() {
        Assignments.Builder target = Assignments.builder();
        for (ServiceInstance instance : group.assignable()) {
            actives.of(instance).forEach(u -> target.active(instance, u));
            standbys.of(instance).forEach(u -> target.standby(instance, u));
        }
        return target.build();
    }
}
