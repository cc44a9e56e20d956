package org.amf4j.core.model;

/** Rules for proxied components and their proxies: there must be one that they can really get. */
final class ProxyRules {
    private static final String PROXY_CSI = "saAmfCompProxyCsi";
    private static final String RULE = "MODEL-COMP-PROXY";

    private final Draft draft;

    ProxyRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (Component component : draft.components) {
            if (component.config().category().isProxied()) {
                draft.find(component.config().proxyCsi(), ComponentServiceInstance.class)
                        .ifPresent(csi -> check(component, csi));
            }
        }
    }

    private void check(Component proxied, ComponentServiceInstance csi) {
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
