package org.amf4j.core.model;

import java.util.List;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** Nodes out of which a host is chosen ({@code SaAmfNodeGroup}). */
public final class NodeGroup extends Entity {
    private List<Node> nodes;
    private Set<Node> members;
    private AdminState adminState;

    NodeGroup(Dn dn, int handle, List<Node> nodes, AdminState adminState) {
        super(dn, handle);
        this.nodes = List.copyOf(nodes);
        this.members = Set.copyOf(nodes);
        this.adminState = adminState;
    }

    /** Administrative state at first start. */
    public AdminState adminState() {
        return adminState;
    }

    /** Members, by DN. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Whether the node is a member. */
    public boolean contains(Node node) {
        return members.contains(node);
    }

    @Override
    boolean isConfiguredAs(Entity next) {
        return next instanceof NodeGroup g && g.adminState == adminState && Staying.areAlike(nodes, g.nodes);
    }

    @Override
    void take(Entity next, Staying staying) {
        NodeGroup g = (NodeGroup) next;
        adminState = g.adminState;
        nodes = staying.of(g.nodes);
        members = Set.copyOf(nodes);
    }
}
