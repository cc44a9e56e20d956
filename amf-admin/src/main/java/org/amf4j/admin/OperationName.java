package org.amf4j.admin;

import java.util.List;
import org.amf4j.api.amf.AdminOperation;

/** The table of administrative commands: what an operator types and what the cluster is asked for. */
enum OperationName {
    LOCK("lock", AdminOperation.LOCK, "Stops the service of an entity at once; others take over where they can."),
    UNLOCK("unlock", AdminOperation.UNLOCK, "Allows an entity to serve."),
    LOCK_IN("lock-in", AdminOperation.LOCK_INSTANTIATION, "Terminates a locked entity and forbids its instantiation."),
    UNLOCK_IN("unlock-in", AdminOperation.UNLOCK_INSTANTIATION, "Allows instantiation; the entity stays locked."),
    SHUTDOWN("shutdown", AdminOperation.SHUTDOWN, "Stops the service of an entity when its current work is finished."),
    SWAP("swap", AdminOperation.SI_SWAP, "Exchanges active and standby of a service instance.", "si-swap"),
    RESTART("restart", AdminOperation.RESTART, "Terminates an entity and instantiates it again."),
    REPAIRED("repaired", AdminOperation.REPAIRED, "Declares a disabled service unit or node repaired."),
    ADJUST("adjust", AdminOperation.SG_ADJUST, "Brings a service group to its most preferred assignment.", "sg-adjust"),
    EAM_START("eam-start", AdminOperation.EAM_START, "Starts the external active monitor of a component."),
    EAM_STOP("eam-stop", AdminOperation.EAM_STOP, "Stops the external active monitor of a component.");

    private final String command;
    private final AdminOperation operation;
    private final String description;
    private final List<String> aliases;

    OperationName(String command, AdminOperation operation, String description, String... aliases) {
        this.command = command;
        this.operation = operation;
        this.description = description;
        this.aliases = List.of(aliases);
    }

    /** What an operator types. */
    String command() {
        return command;
    }

    /** What an operator may type instead: the names that simulations use. */
    String[] aliases() {
        return aliases.toArray(String[]::new);
    }

    /** What the cluster is asked for. */
    AdminOperation operation() {
        return operation;
    }

    /** Whether an operator is asked before the cluster as a whole is treated so. */
    boolean endsService() {
        return this == LOCK || this == LOCK_IN || this == SHUTDOWN || this == RESTART;
    }

    /** Whether an operator is asked before any entity is treated so. */
    boolean endsProcesses() {
        return this == LOCK_IN;
    }

    /** A sentence for the help. */
    String description() {
        return description;
    }
}
