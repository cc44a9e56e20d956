package org.amf4j.core.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules for proxied components and their proxies: there must be one that they can really get. */
final class ProxyRules {
    private static final String PROXY_CSI = "saAmfCompProxyCsi";
    private static final String RULE = "MODEL-COMP-PROXY";

    private final Draft draft;

    ProxyRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        List<Component> proxied = draft.components.stream()
                .filter(c -> c.config().category().isProxied())
                .toList();
        if (proxied.isEmpty()) {
            return;
        }
        Set<ServiceUnit> possible = unitsThatCanBegin();
        for (Component component : proxied) {
            proxyCsi(component).ifPresent(csi -> check(component, csi, possible));
        }
    }

    private Optional<ComponentServiceInstance> proxyCsi(Component component) {
        return draft.find(component.config().proxyCsi(), ComponentServiceInstance.class);
    }

    /** Units that need no proxies before they are in service, then those that can get theirs from such units, and so on. */
    private Set<ServiceUnit> unitsThatCanBegin() {
        Set<ServiceUnit> possible = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (ServiceUnit unit : draft.units) {
                boolean can =
                        !possible.contains(unit) && unit.components().stream().allMatch(c -> canBegin(c, possible));
                more |= can && possible.add(unit);
            }
        }
        return possible;
    }

    private boolean canBegin(Component component, Set<ServiceUnit> possible) {
        boolean waits = component.config().category().isProxied() && component.isPreInstantiable();
        return !waits
                || proxyCsi(component).filter(csi -> hasProxy(csi, possible)).isPresent();
    }

    private static boolean hasProxy(ComponentServiceInstance csi, Set<ServiceUnit> among) {
        return csi.instance().group().units().stream()
                .filter(among::contains)
                .flatMap(u -> u.components().stream())
                .anyMatch(c -> mayProxy(c) && c.capability(csi.type()).isPresent());
    }

    private void check(Component proxied, ComponentServiceInstance csi, Set<ServiceUnit> possible) {
        ServiceGroup group = csi.instance().group();
        boolean able = group.units().stream()
                .flatMap(u -> u.components().stream())
                .anyMatch(c -> mayProxy(c) && c.capability(csi.type()).isPresent());
        if (!able) {
            error(
                    proxied,
                    "no unit of " + group.dn() + " has an SA-aware component that supports CS type " + csi.type()
                            + " of the CSI " + csi.dn() + ", so nobody can be the proxy; correct the CSI or the"
                            + " component types there");
        } else if (group == proxied.unit().group() && proxied.isPreInstantiable()) {
            error(
                    proxied,
                    "the proxy CSI " + csi.dn() + " is protected by the component's own group: the unit waits for its"
                            + " proxy, and the proxy for a unit in service; name a CSI of another group");
        } else if (proxied.isPreInstantiable() && !hasProxy(csi, possible)) {
            error(
                    proxied,
                    "the units of " + group.dn() + " that could be its proxy by " + csi.dn()
                            + " have proxied components"
                            + " themselves, which wait in a circle for proxies that wait for them; let the proxies of"
                            + " one of these groups be in units without proxied components");
        }
    }

    private static boolean mayProxy(Component component) {
        return component.config().category().isSaAware()
                && !component.config().category().isContained();
    }

    private void error(Component proxied, String text) {
        draft.problems.error(proxied.dn(), PROXY_CSI, RULE, text);
    }
}
