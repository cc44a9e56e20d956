package org.amf4j.core.runtime;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.state.OperationalState;

/** An administrative operation that has begun and is not answered yet. */
public final class PendingOperation {

    private final String requestId;
    private final Entity target;
    private final AdminOperation operation;
    private final List<GroupState> groups;
    private final List<UnitState> units;
    private final Optional<ServiceUnit> successor;
    private boolean repairNeeded;

    /**
     * An operation that begins now.
     *
     * @param requestId who is to be answered
     * @param target the entity operated on
     * @param operation the operation
     * @param groups the groups whose coming to rest ends it
     * @param units the units it acts on; those that are ENABLED now should still be in the end
     * @param successor the unit that should be active in the end, for a swap
     */
    public PendingOperation(
            String requestId,
            Entity target,
            AdminOperation operation,
            List<GroupState> groups,
            List<UnitState> units,
            Optional<ServiceUnit> successor) {
        this.requestId = requestId;
        this.target = target;
        this.operation = operation;
        this.groups = List.copyOf(groups);
        this.units = units.stream()
                .filter(u -> u.operational() == OperationalState.ENABLED)
                .toList();
        this.successor = successor;
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

    /** The units that it acts on and that were ENABLED when it began. */
    public List<UnitState> units() {
        return units;
    }

    /** The unit that should be active in the end, for a swap. */
    public Optional<ServiceUnit> successor() {
        return successor;
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
