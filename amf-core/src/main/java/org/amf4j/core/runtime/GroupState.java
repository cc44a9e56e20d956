package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.state.AdminState;

/** What is known of a service group at run time. */
public final class GroupState {

    private final ServiceGroup group;
    private final List<UnitState> units = new ArrayList<>();
    private final List<InstanceState> instances = new ArrayList<>();
    AdminState admin;
    private Assignments target = Assignments.NONE;
    private boolean settled = true;
    private boolean adjustSuspended;
    private Optional<Long> cause = Optional.empty();

    GroupState(ServiceGroup group) {
        this.group = group;
        this.admin = group.config().adminState();
    }

    /** The configuration. */
    public ServiceGroup group() {
        return group;
    }

    /** Its units, best rank first. */
    public List<UnitState> units() {
        return units;
    }

    /** Its instances, most important first. */
    public List<InstanceState> instances() {
        return instances;
    }

    /** What the administrator allows for the group itself. */
    public AdminState admin() {
        return admin;
    }

    /** Who should hold what. */
    public Assignments target() {
        return target;
    }

    /** Sets who should hold what. */
    public void target(Assignments assignments) {
        target = assignments;
    }

    /** Whether nothing about its assignments is in flight and no step remains: an SG that is stable. */
    public boolean isSettled() {
        return settled;
    }

    /** Remembers whether anything is in flight. */
    public void settled(boolean yes) {
        settled = yes;
    }

    /** Whether auto-adjust waits for the next failure or SG_ADJUST, because an operator has swapped. */
    public boolean isAdjustSuspended() {
        return adjustSuspended;
    }

    /** The notification that began what goes on in the group; empty while it is at rest. */
    public Optional<Long> cause() {
        return cause;
    }

    /** Remembers what began, or that it has come to rest. */
    public void cause(Optional<Long> notificationId) {
        cause = notificationId;
    }

    /** Suspends or resumes auto-adjust. */
    public void adjustSuspended(boolean yes) {
        adjustSuspended = yes;
    }
}
