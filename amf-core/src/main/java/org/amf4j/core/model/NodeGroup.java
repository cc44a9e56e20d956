package org.amf4j.core.model;

import java.util.List;
import java.util.Set;
import org.amf4j.api.Dn;

/** Nodes out of which a host is chosen ({@code SaAmfNodeGroup}). */
public final class NodeGroup extends Entity {
    private final List<Node> nodes;
    private final Set<Node> members;

    NodeGroup(Dn dn, int handle, List<Node> nodes) {
        super(dn, handle);
        this.nodes = List.copyOf(nodes);
        this.members = Set.copyOf(nodes);
    }

    /** Members, by DN. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Whether the node is a member. */
    public boolean contains(Node node) {
        return members.contains(node);
    }
}
