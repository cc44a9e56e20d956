package org.amf4j.core.model;

import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** One place that can host service units ({@code SaAmfNode}). */
public final class Node extends Entity {
    private Config config;
    private String agentName;

    Node(Dn dn, int handle, Config config) {
        super(dn, handle);
        this.config = config;
        this.agentName = config.clmNode().isRoot() ? name() : config.clmNode().rdnValue();
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** The name its agent announces: that of the mapped CLM node, else its own. */
    public String agentName() {
        return agentName;
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof Node n && n.config.equals(config);
    }

    @Override
    void take(Entity next, Staying staying) {
        Node n = (Node) next;
        config = n.config;
        agentName = n.agentName;
    }

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param clmNode the CLM node it is mapped on, or the root name
     * @param suFailoverProbationNanos window in which fail-overs on the node are counted, in nanoseconds
     * @param suFailoverMax fail-overs allowed in that window
     * @param autoRepair whether the framework repairs the node itself
     * @param failfastOnTerminationFailure whether a failed termination reboots it
     * @param failfastOnInstantiationFailure whether a failed instantiation reboots it
     * @param cordoned whether its units keep what they have and are given nothing else ({@code amfNodeCordoned})
     * @param bundlePrefixes absolute directory by installed software bundle
     * @param adminState administrative state at first start
     */
    public record Config(
            Dn clmNode,
            long suFailoverProbationNanos,
            int suFailoverMax,
            boolean autoRepair,
            boolean failfastOnTerminationFailure,
            boolean failfastOnInstantiationFailure,
            boolean cordoned,
            Map<Dn, String> bundlePrefixes,
            AdminState adminState) {}
}
