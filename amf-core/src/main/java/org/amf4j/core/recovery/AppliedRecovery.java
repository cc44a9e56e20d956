package org.amf4j.core.recovery;

/** What is really done about a component error. */
public enum AppliedRecovery {
    /** Clean the component up and instantiate it again; it keeps its assignments. */
    COMPONENT_RESTART,
    /** The same for all components of the unit. */
    UNIT_RESTART,
    /** Clean the component up; its unit's work goes elsewhere. */
    COMPONENT_FAILOVER,
    /** Clean the whole unit up; its work goes elsewhere. */
    UNIT_FAILOVER,
    /** Fail the component over; the rest of the node is handed over gracefully. */
    NODE_SWITCHOVER,
    /** Clean up everything on the node; its work goes elsewhere. */
    NODE_FAILOVER,
    /** Reboot the node at once; its work goes elsewhere when it is known to be gone. */
    NODE_FAILFAST,
    /** Reboot all nodes; the cluster starts anew. */
    CLUSTER_RESET,
    /** Clean up the whole application, then start it again. */
    APPLICATION_RESTART,
    /** Restart the container of the component with everything in it. */
    CONTAINER_RESTART
}
