package org.amf4j.admin.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be measured about fail-overs. */
public enum FailoverCase {
    /** The active component's process gets SIGKILL, on a node without a controller. */
    COMPONENT_CRASH("component-crash", Fault.COMPONENT, false),
    /** The same on the node whose controller leads. */
    COMPONENT_CRASH_LEADER("component-crash-leader", Fault.COMPONENT, true),
    /** The same with a component that is active for a thousand instances. */
    COMPONENT_CRASH_1000("component-crash-1000-sis", Fault.COMPONENT, false),
    /** A node's process gets SIGKILL: its guardian ends what is left and says so. */
    NODE_CRASH("node-crash", Fault.NODE, false),
    /** The same with the node whose controller leads. */
    NODE_CRASH_LEADER("node-crash-leader", Fault.NODE, true),
    /** The cable of a node is pulled: it falls silent, and its lease must run out. */
    LINK_CUT("link-cut", Fault.LINK, false),
    /** The same with the node whose controller leads. */
    LINK_CUT_LEADER("link-cut-leader", Fault.LINK, true),
    /** Active and standby exchange their roles. */
    PLANNED_SWAP("planned-swap", Fault.NONE, false),
    /** The same from the node whose controller leads. */
    PLANNED_SWAP_LEADER("planned-swap-leader", Fault.NONE, true),
    /** Nothing happens but that the machine is overloaded; what is moved then is moved in error. */
    OVERLOAD("overload", Fault.NONE, false);

    /** What is done to whom is active. */
    enum Fault {
        NONE,
        COMPONENT,
        NODE,
        LINK
    }

    private static final int MANY_INSTANCES = 1_000;

    private final String title;
    private final Fault fault;
    private final boolean atLeader;

    FailoverCase(String title, Fault fault, boolean atLeader) {
        this.title = title;
        this.fault = fault;
        this.atLeader = atLeader;
    }

    /** The name by which it is asked for. */
    public String title() {
        return title;
    }

    Fault fault() {
        return fault;
    }

    /** Whether the leader's node is concerned; otherwise one without a controller. */
    boolean isAtLeader() {
        return atLeader;
    }

    /** How many instances the component serves. */
    int instances() {
        return this == COMPONENT_CRASH_1000 ? MANY_INSTANCES : 1;
    }

    /** Whether each node needs a network of its own, which needs the superuser. */
    public boolean needsNetworks() {
        return fault == Fault.LINK;
    }

    /** The case of a name. */
    public static Optional<FailoverCase> of(String title) {
        return Arrays.stream(values()).filter(c -> c.title.equals(title)).findFirst();
    }

    /** The names of all. */
    public static List<String> titles() {
        return Arrays.stream(values()).map(FailoverCase::title).toList();
    }
}
