package org.amf4j.core.administration;

import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.state.AdminState;

/** Which operation applies to which entity, and what it does to the administrative state (AMF-084). */
final class AdminTable {

    private AdminTable() {}

    /** Whether the operation is defined for this kind of entity. */
    static boolean applies(AdminOperation operation, Entity target) {
        return switch (target) {
            case Cluster c -> isLocking(operation) || operation == AdminOperation.RESTART;
            case Application a -> isLocking(operation) || operation == AdminOperation.RESTART;
            case Node n ->
                isLocking(operation) || operation == AdminOperation.RESTART || operation == AdminOperation.REPAIRED;
            case ServiceGroup g -> isLocking(operation) || operation == AdminOperation.SG_ADJUST;
            case ServiceUnit u ->
                isLocking(operation) || operation == AdminOperation.RESTART || operation == AdminOperation.REPAIRED;
            case ServiceInstance i ->
                switch (operation) {
                    case UNLOCK, LOCK, SHUTDOWN, SI_SWAP -> true;
                    case LOCK_INSTANTIATION, UNLOCK_INSTANTIATION, RESTART, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP ->
                        false;
                };
            case Component c ->
                operation == AdminOperation.RESTART
                        || operation == AdminOperation.EAM_START
                        || operation == AdminOperation.EAM_STOP;
            case NodeGroup g -> isLocking(operation);
            case ComponentServiceInstance c -> false;
        };
    }

    /** Whether the operation moves an administrative state. */
    static boolean isLocking(AdminOperation operation) {
        return switch (operation) {
            case UNLOCK, LOCK, LOCK_INSTANTIATION, UNLOCK_INSTANTIATION, SHUTDOWN -> true;
            case RESTART, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP -> false;
        };
    }

    /** Whether the operation may give back what others miss, so that it need not wait until they are without it. */
    static boolean mayBringBack(AdminOperation operation) {
        return switch (operation) {
            case UNLOCK, UNLOCK_INSTANTIATION, REPAIRED -> true;
            case LOCK, LOCK_INSTANTIATION, SHUTDOWN, RESTART, SI_SWAP, SG_ADJUST, EAM_START, EAM_STOP -> false;
        };
    }

    /** OK when the operation is allowed in the present state, NO_OP when there is nothing to do, else BAD_OPERATION. */
    static AisStatus allowed(AdminOperation operation, AdminState present) {
        AdminState reached = target(operation);
        if (present == reached) {
            return AisStatus.ERR_NO_OP;
        }
        boolean ok = switch (operation) {
            case UNLOCK -> present == AdminState.LOCKED || present == AdminState.SHUTTING_DOWN;
            case LOCK -> present == AdminState.UNLOCKED || present == AdminState.SHUTTING_DOWN;
            case SHUTDOWN -> present == AdminState.UNLOCKED;
            case LOCK_INSTANTIATION -> present == AdminState.LOCKED;
            case UNLOCK_INSTANTIATION -> present == AdminState.LOCKED_INSTANTIATION;
            case RESTART, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP -> false;
        };
        if (operation == AdminOperation.UNLOCK_INSTANTIATION && present == AdminState.LOCKED) {
            return AisStatus.ERR_NO_OP;
        }
        return ok ? AisStatus.OK : AisStatus.ERR_BAD_OPERATION;
    }

    /** The state that the operation sets at once. */
    static AdminState target(AdminOperation operation) {
        return switch (operation) {
            case UNLOCK -> AdminState.UNLOCKED;
            case LOCK, UNLOCK_INSTANTIATION -> AdminState.LOCKED;
            case LOCK_INSTANTIATION -> AdminState.LOCKED_INSTANTIATION;
            case SHUTDOWN -> AdminState.SHUTTING_DOWN;
            case RESTART, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP ->
                throw new IllegalArgumentException(operation + " does not set an administrative state");
        };
    }

    /** What an operator can do instead when the operation is refused in this state. */
    static String remedy(AdminOperation operation, AdminState present) {
        return switch (operation) {
            case UNLOCK -> "use unlock-in first";
            case LOCK -> "it is locked more strictly already; unlock-in brings it to LOCKED";
            case SHUTDOWN -> "only an UNLOCKED entity can be shut down";
            case LOCK_INSTANTIATION ->
                present == AdminState.UNLOCKED ? "lock it first" : "wait until the shutdown has ended, or lock it";
            case UNLOCK_INSTANTIATION -> "it is not LOCKED_INSTANTIATION";
            case RESTART, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP -> "see explain";
        };
    }
}
