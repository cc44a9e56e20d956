package org.amf4j.clm.machine;

import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.clm.model.ClmNode;

/** What is known of a configured node at run time. */
public final class NodeMembership {

    ClmNode node;
    ClmAdminState admin;
    boolean up;
    boolean silent;
    long keptNanos;
    boolean member;
    long incarnation;
    long bootTimestampNanos;
    long initialViewNumber;
    String address = "";

    NodeMembership(ClmNode node) {
        this.node = node;
        this.admin = node.adminState();
    }

    /** The configuration. */
    public ClmNode node() {
        return node;
    }

    /** What the administrator allows. */
    public ClmAdminState admin() {
        return admin;
    }

    /** Whether its agent is connected. */
    public boolean isUp() {
        return up;
    }

    /** Whether its agent is connected as far as is certain, and cannot be heard. */
    public boolean isSilent() {
        return up && silent;
    }

    /**
     * How long what runs there is left alone while its agent restarts, from when the agent has said so, in nanoseconds; 0 when
     * the agent does not restart.
     */
    public long keptNanos() {
        return keptNanos;
    }

    /** Whether it is a member. */
    public boolean isMember() {
        return member;
    }

    /** The life of its agent, 0 before the first. */
    public long incarnation() {
        return incarnation;
    }

    /** Where it was when it was up last, empty when not known. */
    public String address() {
        return address;
    }

    /** The node as it is now. */
    public NodeView view() {
        return new NodeView(
                node.nodeId(),
                node.dn(),
                address,
                node.executionEnvironment(),
                member,
                bootTimestampNanos,
                initialViewNumber);
    }
}
