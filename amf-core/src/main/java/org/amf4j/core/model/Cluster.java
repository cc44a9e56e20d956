package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** All nodes that the framework manages ({@code SaAmfCluster}). */
public final class Cluster extends Entity {
    private Config config;
    private final List<Node> nodes = new ArrayList<>();

    Cluster(Dn dn, int handle, Config config) {
        super(dn, handle);
        this.config = config;
    }

    /** The configuration. */
    public Config config() {
        return config;
    }

    /** The nodes, by DN. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    void add(Node node) {
        nodes.add(node);
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof Cluster c && c.config.equals(config);
    }

    @Override
    void take(Entity next, Staying staying) {
        Cluster c = (Cluster) next;
        config = c.config;
        staying.replace(nodes, c.nodes);
    }

    /**
     * What the configuration says, defaults of types and global attributes applied.
     *
     * @param clmCluster the CLM cluster this one maps to, or the root name
     * @param startupTimeoutNanos how long after the first join the first assignments wait, in nanoseconds
     * @param adminState administrative state at first start
     */
    public record Config(Dn clmCluster, long startupTimeoutNanos, AdminState adminState) {}
}
