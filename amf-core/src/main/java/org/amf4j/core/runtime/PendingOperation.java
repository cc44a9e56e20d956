package org.amf4j.core.runtime;

import java.util.List;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.model.Entity;

/** An administrative operation that has begun and is not answered yet. */
public final class PendingOperation {

    private final String requestId;
    private final Entity target;
    private final AdminOperation operation;
    private final List<GroupState> groups;
    private boolean repairNeeded;

    public PendingOperation(String requestId, Entity target, AdminOperation operation, List<GroupState> groups) {
        this.requestId = requestId;
        this.target = target;
        this.operation = operation;
        this.groups = List.copyOf(groups);
    }

    /** Who is to be answered. */
    public String requestId() {
        return requestId;
    }

    /** The entity operated on. */
    public Entity target() {
        return target;
    }

    /** The operation. */
    public AdminOperation operation() {
        return operation;
    }

    /** The groups whose coming to rest ends it. */
    public List<GroupState> groups() {
        return groups;
    }

    /** Whether something has failed meanwhile that needs a repair. */
    public boolean isRepairNeeded() {
        return repairNeeded;
    }

    /** Remembers that something has failed that needs a repair. */
    public void repairNeeded() {
        repairNeeded = true;
    }
}
