package org.amf4j.core.model;

import java.util.List;
import org.amf4j.api.Dn;

/** Nodes out of which a host is chosen ({@code SaAmfNodeGroup}). */
public final class NodeGroup extends Entity {
    private final List<Node> nodes;

    NodeGroup(Dn dn, int handle, List<Node> nodes) {
        super(dn, handle);
        this.nodes = nodes;
    }

    /** Members, by DN. */
    public List<Node> nodes() {
        return nodes;
    }
}
