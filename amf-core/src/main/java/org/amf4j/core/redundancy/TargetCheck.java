package org.amf4j.core.redundancy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/**
 * Whether an answer of a redundancy model keeps the rules of its kind of group. The planner relies on them; a model that
 * somebody else has written may break them.
 */
public final class TargetCheck {

    private final GroupView group;
    private final Assignments target;
    private final RedundancyKind kind;
    private final Map<ServiceUnit, Role> roles = new LinkedHashMap<>();

    private TargetCheck(GroupView group, Assignments target) {
        this.group = group;
        this.target = target;
        this.kind = group.group().config().redundancy();
    }

    /** What is wrong with the answer, as a sentence without its end; empty when nothing is. */
    public static Optional<String> problem(GroupView group, Assignments target) {
        return new TargetCheck(group, target).problem();
    }

    private Optional<String> problem() {
        Set<ServiceInstance> assignable = new LinkedHashSet<>(group.assignable());
        Set<ServiceUnit> fit = new LinkedHashSet<>(group.fitUnits());
        for (ServiceInstance instance : target.instances()) {
            if (!assignable.contains(instance)) {
                return Optional.of(instance.name() + " may not be assigned");
            }
            Optional<String> wrong = numbers(instance, target.of(instance))
                    .or(() -> units(instance, Role.ACTIVE, fit))
                    .or(() -> units(instance, Role.STANDBY, fit));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return (kind == RedundancyKind.TWO_N ? oneOfEach() : Optional.<String>empty()).or(this::room);
    }

    private Optional<String> numbers(ServiceInstance instance, Assignments.Holders holders) {
        int activeMax = kind.singleActive() ? 1 : instance.config().prefActiveAssignments();
        int standbyMax = switch (kind) {
            case TWO_N, N_PLUS_M -> 1;
            case N_WAY -> instance.config().prefStandbyAssignments();
            case N_WAY_ACTIVE, NO_REDUNDANCY -> 0;
        };
        if (holders.actives().size() > activeMax) {
            return Optional.of(instance.name() + " would be active on "
                    + holders.actives().size() + " units, allowed are " + activeMax);
        }
        if (holders.standbys().size() > standbyMax) {
            return Optional.of(instance.name() + " would be standby on "
                    + holders.standbys().size() + " units, allowed are " + standbyMax);
        }
        return holders.actives().isEmpty() && !holders.standbys().isEmpty()
                ? Optional.of(instance.name() + " would have a standby and no active unit")
                : Optional.empty();
    }

    private List<ServiceUnit> holders(ServiceInstance instance, Role role) {
        Assignments.Holders holders = target.of(instance);
        return role == Role.ACTIVE ? holders.actives() : holders.standbys();
    }

    private Optional<String> units(ServiceInstance instance, Role role, Set<ServiceUnit> fit) {
        boolean separate = kind == RedundancyKind.TWO_N || kind == RedundancyKind.N_PLUS_M;
        for (ServiceUnit unit : holders(instance, role)) {
            if (!fit.contains(unit)) {
                return Optional.of(unit.name() + " is not in service");
            }
            if (Collections.frequency(holders(instance, Role.ACTIVE), unit)
                            + Collections.frequency(holders(instance, Role.STANDBY), unit)
                    > 1) {
                return Optional.of(unit.name() + " would hold " + instance.name() + " twice");
            }
            if (!group.isReady(unit, instance, role)) {
                return Optional.of(
                        unit.name() + " is " + group.haReadiness().of(unit, instance) + " for " + instance.name());
            }
            if (separate && roles.getOrDefault(unit, role) != role) {
                return Optional.of(unit.name() + " would be both active and standby");
            }
            roles.put(unit, role);
        }
        return Optional.empty();
    }

    /** Whoever goes on holding something has room for it; the others must find room beside them. */
    private Optional<String> room() {
        AssignmentDraft draft = new AssignmentDraft(group);
        each((instance, unit, role) -> {
            if (has(instance, unit, role)) {
                draft.give(instance, unit, role);
            }
        });
        List<String> lacking = new ArrayList<>();
        each((instance, unit, role) -> {
            if (!has(instance, unit, role)) {
                if (!draft.hasRoom(instance, unit, role)) {
                    lacking.add(unit.name() + " has no room for " + instance.name() + " as " + role);
                }
                draft.give(instance, unit, role);
            }
        });
        return lacking.stream().findFirst();
    }

    private boolean has(ServiceInstance instance, ServiceUnit unit, Role role) {
        return group.current().of(instance).role(unit).filter(r -> r == role).isPresent();
    }

    private interface Holding {
        void accept(ServiceInstance instance, ServiceUnit unit, Role role);
    }

    private void each(Holding holding) {
        for (ServiceInstance instance : target.instances()) {
            for (Role role : Role.values()) {
                holders(instance, role).forEach(u -> holding.accept(instance, u, role));
            }
        }
    }

    private Optional<String> oneOfEach() {
        long actives = roles.values().stream().filter(r -> r == Role.ACTIVE).count();
        return actives > 1 || roles.size() - actives > 1
                ? Optional.of("more than one unit would be active, or more than one standby")
                : Optional.empty();
    }
}
