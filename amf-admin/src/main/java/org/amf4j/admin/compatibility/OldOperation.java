package org.amf4j.admin.compatibility;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.amf.AdminOperation;

/** Administrative operations by their old names and numbers; CLM counts its own. */
enum OldOperation {
    UNLOCK("unlock", AdminOperation.UNLOCK, 1),
    LOCK("lock", AdminOperation.LOCK, 2),
    LOCK_IN("lock-in", AdminOperation.LOCK_INSTANTIATION, 0),
    UNLOCK_IN("unlock-in", AdminOperation.UNLOCK_INSTANTIATION, 0),
    SHUTDOWN("shutdown", AdminOperation.SHUTDOWN, 3),
    RESTART("restart", AdminOperation.RESTART, 0),
    RESET("reset", AdminOperation.RESTART, 4),
    SI_SWAP("si-swap", AdminOperation.SI_SWAP, 0),
    SG_ADJUST("sg-adjust", AdminOperation.SG_ADJUST, 0),
    REPAIRED("repaired", AdminOperation.REPAIRED, 0),
    EAM_START("eam-start", AdminOperation.EAM_START, 0),
    EAM_STOP("eam-stop", AdminOperation.EAM_STOP, 0);

    private final String oldName;
    private final AdminOperation operation;
    private final int clmNumber;

    OldOperation(String oldName, AdminOperation operation, int clmNumber) {
        this.oldName = oldName;
        this.operation = operation;
        this.clmNumber = clmNumber;
    }

    /** As the specification numbers it; 0 for the name that only CLM has. */
    private int amfNumber() {
        return this == RESET ? 0 : operation.value();
    }

    AdminOperation operation() {
        return operation;
    }

    static OldOperation named(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.oldName.equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "there is no operation " + name + "; there are "
                                + Arrays.stream(values())
                                        .map(operation -> operation.oldName)
                                        .collect(Collectors.joining(", ")),
                        ""));
    }

    /** By its number for the service that the object belongs to. */
    static OldOperation numbered(int number, String dn) {
        boolean clm = dn.startsWith("safNode=") || dn.startsWith("safCluster=");
        return Arrays.stream(values())
                .filter(operation -> number > 0 && (clm ? operation.clmNumber : operation.amfNumber()) == number)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, (clm ? "CLM" : "AMF") + " has no operation of number " + number, ""));
    }
}
