package org.amf4j.core.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.model.ServiceInstance.Config;
import org.amf4j.core.state.AdminState;

/** Rules for service instances: dependencies among them (AMF-010), and whether their group can serve them. */
final class InstanceRules {
    private static final String PREF_ACTIVE = "saAmfSIPrefActiveAssignments";
    private static final String PREF_STANDBY = "saAmfSIPrefStandbyAssignments";

    private final Draft draft;

    InstanceRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (ServiceInstance instance : draft.instances) {
            checkWork(instance);
            checkPreferred(instance);
            checkRankedUnits(instance);
        }
        draft.groups.forEach(this::checkProvided);
        checkDependencies();
    }

    private void checkWork(ServiceInstance instance) {
        if (instance.csis().isEmpty()
                && draft.index.children(instance.dn(), AmfClass.CSI).isEmpty()) {
            draft.problems.warning(
                    instance.dn(),
                    "",
                    "MODEL-SI-EMPTY",
                    "the service instance has no CSI, so there is nothing to assign; add one");
        }
        if (instance.config().adminState() == AdminState.LOCKED_INSTANTIATION) {
            draft.problems.error(
                    instance.dn(),
                    "saAmfSIAdminState",
                    "MODEL-ADMIN-STATE",
                    "a service instance is never LOCKED_INSTANTIATION; use 2, LOCKED");
        }
    }

    private void checkPreferred(ServiceInstance instance) {
        RedundancyKind kind = instance.group().config().redundancy();
        Config config = instance.config();
        checkPreferred(instance, PREF_ACTIVE, config.prefActiveAssignments(), kind == RedundancyKind.N_WAY_ACTIVE);
        checkPreferred(instance, PREF_STANDBY, config.prefStandbyAssignments(), kind == RedundancyKind.N_WAY);
    }

    private void checkPreferred(ServiceInstance instance, String attribute, int value, boolean used) {
        if (used ? value < 1 : value != 1) {
            draft.problems.warning(
                    instance.dn(),
                    attribute,
                    "MODEL-SI-PREFERRED",
                    used
                            ? attribute + " is " + value + ", so nobody is assigned; give at least 1"
                            : attribute + " " + value + " has no effect with "
                                    + instance.group().config().redundancy().title() + "; remove it");
        }
    }

    private void checkRankedUnits(ServiceInstance instance) {
        RedundancyKind kind = instance.group().config().redundancy();
        if (!instance.config().rankedUnits().isEmpty()
                && kind != RedundancyKind.N_WAY
                && kind != RedundancyKind.N_WAY_ACTIVE) {
            draft.problems.warning(
                    instance.dn(),
                    "",
                    "MODEL-RANKED-SU",
                    "ranked service units have no effect with " + kind.title()
                            + "; remove the SaAmfSIRankedSU objects");
        }
    }

    /** Every unit of a group must be able to take every instance; types and CS types are compared once each. */
    private void checkProvided(ServiceGroup group) {
        Map<Dn, ServiceInstance> byType = new TreeMap<>();
        Map<Dn, ComponentServiceInstance> byCsType = new TreeMap<>();
        for (ServiceInstance instance : group.instances()) {
            byType.putIfAbsent(instance.config().type(), instance);
            instance.csis().forEach(csi -> byCsType.putIfAbsent(csi.type(), csi));
        }
        Map<Dn, ServiceUnit> byUnitType = new TreeMap<>();
        group.units().forEach(unit -> byUnitType.putIfAbsent(unit.config().type(), unit));
        byUnitType.forEach((unitType, unit) -> byType.forEach((type, instance) -> {
            if (!draft.types.units.get(unitType).serviceTypes().contains(type)) {
                draft.problems.error(
                        instance.dn(),
                        "saAmfSvcType",
                        "MODEL-SU-PROVIDES",
                        "service units of type " + unitType + ", like " + unit.dn() + ", do not provide service type "
                                + type + "; add it to saAmfSutProvidesSvcTypes of that type");
            }
        }));
        group.units().forEach(unit -> byCsType.forEach((csType, csi) -> checkCarried(unit, csType, csi)));
    }

    private void checkCarried(ServiceUnit unit, Dn csType, ComponentServiceInstance csi) {
        for (Component component : unit.components()) { // every unit of the model: no stream
            if (component.capability(csType).isPresent()) {
                return;
            }
        }
        draft.problems.warning(
                unit.dn(),
                "",
                "MODEL-CSI-CARRIER",
                "no component of the service unit supports CS type " + csType + ", so nobody can carry " + csi.dn()
                        + "; add a component that does");
    }

    private void checkDependencies() {
        Map<Dn, List<Dn>> graph = InstanceBinder.dependencies(draft.instances);
        graph.forEach((dependent, sponsors) -> draft.find(dependent, ServiceInstance.class)
                .ifPresent(instance -> sponsors.forEach(name ->
                        draft.find(name, ServiceInstance.class).ifPresent(sponsor -> checkRank(instance, sponsor)))));
        for (List<Dn> cycle : DependencyOrder.of(graph).cycles()) {
            draft.problems.error(
                    cycle.get(0),
                    "safDepend",
                    "AMF-010",
                    "the dependencies of service instances go in a circle: " + CsiBinder.circle(cycle)
                            + "; remove one of them");
        }
    }

    private void checkRank(ServiceInstance dependent, ServiceInstance sponsor) {
        int own = dependent.config().rank();
        int other = sponsor.config().rank();
        if (UnitBinder.rankKey(own) < UnitBinder.rankKey(other)) {
            draft.problems.error(
                    dependent.dn(),
                    "saAmfSIRank",
                    "MODEL-SI-DEPENDENCY-RANK",
                    "the service instance has rank " + own + " and is more important than its sponsor " + sponsor.dn()
                            + " with rank " + other
                            + "; give the sponsor the same or a better rank (1 is best, 0 none)");
        }
    }
}
