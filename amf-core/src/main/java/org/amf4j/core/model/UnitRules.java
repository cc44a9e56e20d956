package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Types.GroupType;
import org.amf4j.core.model.Types.MemberLimits;
import org.amf4j.core.model.Types.UnitType;

/** Rules for service units and for the components they consist of. */
final class UnitRules {
    private final Draft draft;

    UnitRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (ServiceUnit unit : draft.units) {
            UnitType type = draft.types.units.get(unit.config().type());
            checkType(unit);
            checkMembers(unit, type);
            checkLocality(unit);
            checkContained(unit);
        }
    }

    private void checkType(ServiceUnit unit) {
        GroupType group = draft.types.groups.get(unit.group().config().type());
        if (!group.unitTypes().contains(unit.config().type())) {
            draft.problems.error(
                    unit.dn(),
                    "saAmfSUType",
                    "MODEL-SG-SU-TYPE",
                    "groups of type " + group.dn() + " may not contain service units of type "
                            + unit.config().type() + "; add it to saAmfSgtValidSuTypes of that type");
        }
    }

    private void checkMembers(ServiceUnit unit, UnitType type) {
        Map<Dn, Integer> counts = new LinkedHashMap<>();
        for (Component component : unit.components()) {
            Dn componentType = component.config().type();
            counts.merge(componentType, 1, Integer::sum);
            if (!type.members().containsKey(componentType)) {
                draft.problems.error(
                        component.dn(),
                        "saAmfCompType",
                        "AMF-006",
                        "component type " + componentType + " is no member of the service unit type " + type.dn()
                                + "; add a SaAmfSutCompType below that type or choose a member");
            }
        }
        type.members().forEach((member, limits) -> checkCount(unit, member, limits, counts.getOrDefault(member, 0)));
        if (unit.components().isEmpty()
                && draft.index.children(unit.dn(), AmfClass.COMPONENT).isEmpty()) {
            draft.problems.warning(
                    unit.dn(),
                    "",
                    "MODEL-SU-EMPTY",
                    "the service unit has no component and can provide nothing; add one");
        }
    }

    private void checkCount(ServiceUnit unit, Dn member, MemberLimits limits, int count) {
        String range = "";
        if (count < limits.min()) {
            range = "at least " + limits.min() + " (saAmfSutMinNumComponents)";
        } else if (count > limits.max()) {
            range = "at most " + limits.max() + " (saAmfSutMaxNumComponents)";
        }
        if (!range.isEmpty()) {
            draft.problems.error(
                    unit.dn(),
                    "",
                    "MODEL-SU-COMPONENTS",
                    "the service unit has " + count + " components of type " + member + ", its type requires " + range
                            + "; add or remove components");
        }
    }

    private void checkLocality(ServiceUnit unit) {
        for (Component component : unit.components()) {
            boolean local = component.config().category().isLocal();
            if (local == unit.config().external()) {
                draft.problems.error(
                        component.dn(),
                        "saAmfCompType",
                        "MODEL-COMP-LOCALITY",
                        local
                                ? "a local component cannot be part of an external service unit; use an external"
                                        + " component type"
                                : "an external component cannot be part of a local service unit; set saAmfSutIsExternal"
                                        + " of the type to 1 or use a local component type");
            }
        }
    }

    /** Contained components live and die with their container, so a unit has only such of one container or none. */
    private void checkContained(ServiceUnit unit) {
        List<Component> components = unit.components();
        if (components.stream().noneMatch(c -> c.config().category().isContained())) {
            return;
        }
        Dn container = components.get(0).config().containerCsi();
        for (Component component : components) {
            if (!component.config().category().isContained()
                    || !component.config().containerCsi().equals(container)) {
                draft.problems.error(
                        component.dn(),
                        "saAmfCompContainerCsi",
                        "MODEL-COMP-CONTAINER",
                        "a service unit with contained components has no others, and all of them name the same"
                                + " saAmfCompContainerCsi; move this component to another unit");
            }
        }
    }
}
