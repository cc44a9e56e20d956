package org.amf4j.core.runtime;

import org.amf4j.core.model.Node;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.OperationalState;

/** What is known of a node at run time. */
public final class NodeState {

    private final Node node;
    AdminState admin;
    OperationalState operational = OperationalState.DISABLED;
    private boolean member;
    private long incarnation;
    private int failovers;

    NodeState(Node node) {
        this.node = node;
        this.admin = node.config().adminState();
    }

    /** The configuration. */
    public Node node() {
        return node;
    }

    /** What the administrator allows. */
    public AdminState admin() {
        return admin;
    }

    /** Whether it is a healthy member. */
    public OperationalState operational() {
        return operational;
    }

    /** Whether its agent has joined. */
    public boolean isMember() {
        return member;
    }

    /** The agent's incarnation, 0 before the first join. */
    public long incarnation() {
        return incarnation;
    }

    /** Remembers that the agent has joined. */
    public void join(long agentIncarnation) {
        member = true;
        incarnation = agentIncarnation;
    }

    /** Remembers that the agent is gone. */
    public void leave() {
        member = false;
        failovers = 0;
    }

    /** Fail-overs counted in the running probation. */
    public int failovers() {
        return failovers;
    }

    /** Sets the number of fail-overs counted. */
    public void failovers(int count) {
        failovers = count;
    }

    /** Whether instances may run on it. */
    public boolean isUsable() {
        return member && operational == OperationalState.ENABLED;
    }
}
