package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Component.Capability;

/** Rules for components: proxies, containers, bundles (AMF-008) and capability for N-way (AMF-014). */
final class ComponentRules {
    private final Draft draft;
    private final Map<List<Node>, Set<Dn>> checkedBundles = new LinkedHashMap<>();
    private final Set<Dn> checkedUses = new LinkedHashSet<>();

    ComponentRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        Set<Dn> usedCsTypes = new LinkedHashSet<>();
        draft.csis.forEach(csi -> usedCsTypes.add(csi.type()));
        for (Component component : draft.components) {
            checkProxy(component);
            checkContainer(component);
            checkBundle(component);
            checkCapability(component);
            checkUse(component, usedCsTypes);
        }
    }

    private void checkProxy(Component component) {
        boolean proxied = component.config().category().isProxied();
        if (proxied && !draft.attributes(component).has("saAmfCompProxyCsi")) {
            draft.problems.error(
                    component.dn(),
                    "saAmfCompProxyCsi",
                    "MODEL-COMP-PROXY",
                    "a proxied component needs a proxy; name the CSI of its proxy in saAmfCompProxyCsi");
        } else if (!proxied && !component.config().proxyCsi().isRoot()) {
            draft.problems.warning(
                    component.dn(),
                    "saAmfCompProxyCsi",
                    "MODEL-COMP-PROXY",
                    "the component is not proxied by its category, so saAmfCompProxyCsi has no effect; remove it");
        }
    }

    private void checkContainer(Component component) {
        boolean contained = component.config().category().isContained();
        if (contained && !draft.attributes(component).has("saAmfCompContainerCsi")) {
            draft.problems.error(
                    component.dn(),
                    "saAmfCompContainerCsi",
                    "MODEL-COMP-CONTAINER",
                    "a contained component needs a container; name the CSI of its container in saAmfCompContainerCsi");
        } else if (!contained && !component.config().containerCsi().isRoot()) {
            draft.problems.warning(
                    component.dn(),
                    "saAmfCompContainerCsi",
                    "MODEL-COMP-CONTAINER",
                    "the component is not contained by its category, so saAmfCompContainerCsi has no effect; remove"
                            + " it");
        }
    }

    /** Units of a group mostly share one list of hosts, so a bundle is looked for once per list. */
    private void checkBundle(Component component) {
        Dn bundle = component.lifeCycle().bundle();
        List<Node> hosts = component.unit().config().hosts();
        if (bundle.isRoot()
                || !hasRelativePath(component.lifeCycle())
                || !checkedBundles
                        .computeIfAbsent(hosts, h -> new LinkedHashSet<>())
                        .add(bundle)) {
            return;
        }
        for (Node node : hosts) {
            if (!node.config().bundlePrefixes().containsKey(bundle)) {
                draft.problems.warning(
                        node.dn(),
                        "",
                        "AMF-008",
                        "bundle " + bundle + " is not installed on the node, so components of type "
                                + component.config().type()
                                + " cannot run there; add a SaAmfNodeSwBundle below the node");
            }
        }
    }

    private static boolean hasRelativePath(LifeCycle lifeCycle) {
        return isRelative(lifeCycle.instantiate())
                || isRelative(lifeCycle.terminate())
                || isRelative(lifeCycle.cleanup())
                || isRelative(lifeCycle.amStart())
                || isRelative(lifeCycle.amStop());
    }

    private static boolean isRelative(Optional<CommandLine> command) {
        return command.isPresent() && !command.get().path().startsWith("/");
    }

    private void checkCapability(Component component) {
        if (component.unit().group().config().redundancy() != RedundancyKind.N_WAY) {
            return;
        }
        for (Capability capability : component.config().capabilities()) {
            if (capability.model() != CapabilityModel.X_ACTIVE_AND_Y_STANDBY) {
                draft.problems.error(
                        component.dn(),
                        "saAmfCtCompCapability",
                        "AMF-014",
                        "in an N-way group a component is active and standby at once, but its type has capability "
                                + capability.model().value() + " for CS type " + capability.csType()
                                + "; N-way needs capability 1, x_active_and_y_standby");
            }
        }
    }

    private void checkUse(Component component, Set<Dn> usedCsTypes) {
        if (checkedUses.add(component.config().type())
                && component.config().capabilities().stream().noneMatch(c -> usedCsTypes.contains(c.csType()))) {
            draft.problems.warning(
                    component.config().type(),
                    "",
                    "MODEL-COMPTYPE-UNUSED",
                    "no CSI has a CS type that components of this type support, so they never get work; add a CSI or"
                            + " correct the supported CS types");
        }
    }
}
