package org.amf4j.core.runtime;

import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.state.AdminState;

/** What is known of a node group at run time. */
public final class NodeGroupState {

    private final NodeGroup group;
    AdminState admin;

    NodeGroupState(NodeGroup group) {
        this.group = group;
        this.admin = group.adminState();
    }

    /** The configuration. */
    public NodeGroup group() {
        return group;
    }

    /** What the administrator allows for all its nodes together. */
    public AdminState admin() {
        return admin;
    }
}
