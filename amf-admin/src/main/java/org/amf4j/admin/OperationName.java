package org.amf4j.admin;

import org.amf4j.api.amf.AdminOperation;

/** The table of administrative commands: what an operator types and what the cluster is asked for. */
enum OperationName {
    LOCK("lock", AdminOperation.LOCK, "Stops the service of an entity at once; others take over where they can."),
    UNLOCK("unlock", AdminOperation.UNLOCK, "Allows an entity to serve."),
    LOCK_IN("lock-in", AdminOperation.LOCK_INSTANTIATION, "Terminates a locked entity and forbids its instantiation."),
    UNLOCK_IN("unlock-in", AdminOperation.UNLOCK_INSTANTIATION, "Allows instantiation; the entity stays locked."),
    SHUTDOWN("shutdown", AdminOperation.SHUTDOWN, "Stops the service of an entity when its current work is finished."),
    SWAP("swap", AdminOperation.SI_SWAP, "Exchanges active and standby of a service instance."),
    RESTART("restart", AdminOperation.RESTART, "Terminates an entity and instantiates it again."),
    REPAIRED("repaired", AdminOperation.REPAIRED, "Declares a disabled service unit or node repaired."),
    ADJUST("adjust", AdminOperation.SG_ADJUST, "Brings a service group to its most preferred assignment.");

    private final String command;
    private final AdminOperation operation;
    private final String description;

    OperationName(String command, AdminOperation operation, String description) {
        this.command = command;
        this.operation = operation;
        this.description = description;
    }

    /** What an operator types. */
    String command() {
        return command;
    }

    /** What the cluster is asked for. */
    AdminOperation operation() {
        return operation;
    }

    /** A sentence for the help. */
    String description() {
        return description;
    }
}
