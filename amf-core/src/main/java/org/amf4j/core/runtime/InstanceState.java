package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;

/** What is known of a service instance at run time. */
public final class InstanceState {

    private final ServiceInstance instance;
    private GroupState group;
    private int position;
    private final List<UnitAssignment> assignments = new ArrayList<>();
    private Map<ComponentServiceInstance, Former> formerActives =
            Map.of(); // nobody has been before the first assignment
    private AdminState admin;
    AssignmentState assignment = AssignmentState.UNASSIGNED;
    private boolean alarmed;
    private boolean everAssigned;
    private long epoch;
    private final List<Dependency> sponsors = new ArrayList<>();
    private final List<Dependency> dependents = new ArrayList<>();
    private Standing standing = Standing.NONE;
    private Set<InstanceState> awaitedBy = Set.of(); // few are
    private Optional<Dependency> brokenBy = Optional.empty();

    /** An instance that gets its place in its group later. */
    InstanceState(ServiceInstance instance) {
        this(instance, new GroupState(instance.group()), 0);
    }

    InstanceState(ServiceInstance instance, GroupState group, int position) {
        this.instance = instance;
        this.group = group;
        this.position = position;
        this.admin = instance.config().adminState();
        group.unserved().set(position);
    }

    /** Whether it may be assigned when instances of its group may at all. */
    public boolean isAssignable() {
        return admin == AdminState.UNLOCKED
                && brokenBy.isEmpty()
                && !instance.csis().isEmpty();
    }

    /** Sets what the administrator allows. */
    void admin(AdminState next) {
        admin = next;
        group.assignableChanged();
    }

    /** The configuration. */
    public ServiceInstance instance() {
        return instance;
    }

    public GroupState group() {
        return group;
    }

    /** Where it stands in its group. */
    int position() {
        return position;
    }

    /** Moves it to another place, perhaps in another group. */
    void place(GroupState where, int at) {
        group = where;
        position = at;
    }

    /** Forgets what it knows of CSIs that are gone. */
    void forget(Set<ComponentServiceInstance> gone) {
        if (!formerActives.isEmpty()) {
            gone.forEach(formerActives::remove);
        }
    }

    /** Something about it has changed that its assignments follow from: it is to be looked at again. */
    void changed() {
        group.changed(position);
    }

    /** Units that hold it, are getting or are losing it. */
    public List<UnitAssignment> assignments() {
        return assignments;
    }

    /** The unit's assignment of it. */
    public Optional<UnitAssignment> on(UnitState unit) {
        for (UnitAssignment assignment : assignments) { // asked for very often: no stream
            if (assignment.unit() == unit) {
                return Optional.of(assignment);
            }
        }
        return Optional.empty();
    }

    /** What the administrator allows. */
    public AdminState admin() {
        return admin;
    }

    /** How well it is assigned. */
    public AssignmentState assignment() {
        return assignment;
    }

    /** Whether it has been assigned since the cluster started. */
    public boolean wasEverAssigned() {
        return everAssigned;
    }

    /** Remembers that it has been assigned. */
    public void everAssigned() {
        everAssigned = true;
    }

    /** The log entry by which it was last decided who is active for a part of it; 0 before the first. Never goes back. */
    public long epoch() {
        return epoch;
    }

    /** Whether the alarm "SI unassigned" is raised. */
    public boolean isAlarmed() {
        return alarmed;
    }

    /** Raises or clears the alarm. */
    public void alarmed(boolean yes) {
        alarmed = yes;
    }

    /** What it needs, by DN of the sponsors. */
    public List<Dependency> sponsors() {
        return sponsors;
    }

    /** What needs it, by DN of the dependents. */
    public List<Dependency> dependents() {
        return dependents;
    }

    /** How it stood when its group was settled last. */
    public Standing standing() {
        return standing;
    }

    /** Remembers how it stands. */
    public void standing(Standing present) {
        standing = present;
    }

    /** Dependents that are to be looked at again after this one's, whether this has changed or not. */
    public Set<InstanceState> awaitedBy() {
        return Collections.unmodifiableSet(awaitedBy);
    }

    /** Has the dependent looked at again after this one. */
    public void awaitBy(InstanceState dependent) {
        if (awaitedBy.isEmpty()) {
            awaitedBy = new LinkedHashSet<>();
        }
        awaitedBy.add(dependent);
    }

    void awaitNoMoreBy(InstanceState dependent) {
        if (!awaitedBy.isEmpty()) {
            awaitedBy.remove(dependent);
        }
    }

    /** Those that awaited it have been looked at. */
    public void awaitNoMore() {
        awaitedBy = Set.of();
    }

    /** The dependency because of which nobody may have it; empty while it may be assigned. */
    public Optional<Dependency> brokenBy() {
        return brokenBy;
    }

    /** Withholds it from everybody because of a dependency, or gives it free. */
    public void brokenBy(Optional<Dependency> dependency) {
        brokenBy = dependency;
        group.assignableChanged();
        changed();
    }

    /** Who was active for the CSI last, and how that ended; empty when nobody was right before. */
    public Optional<Former> formerActive(ComponentServiceInstance csi) {
        return Optional.ofNullable(formerActives.get(csi));
    }

    /** Remembers who is or was active for the CSI. */
    public void formerActive(ComponentServiceInstance csi, Optional<Former> former) {
        if (former.isPresent()) {
            if (formerActives.isEmpty()) {
                formerActives = new LinkedHashMap<>();
            }
            formerActives.put(csi, former.get());
        } else if (!formerActives.isEmpty()) {
            formerActives.remove(csi);
        }
    }

    /** Forgets who was active: it is assigned anew, not taken over. */
    public void forgetFormerActives() {
        formerActives = Map.of();
    }

    void epoch(long entry) {
        epoch = entry;
    }

    /** Begins to assign it to the unit. */
    public UnitAssignment assign(UnitState unit, HaState goal) {
        UnitAssignment added = new UnitAssignment(this, unit, goal);
        assignments.add(added);
        unit.assignments().add(added);
        changed();
        return added;
    }

    /** Forgets an assignment that has no parts any more. */
    public void forget(UnitAssignment assignment) {
        changed();
        assignments.remove(assignment);
        group.forget(assignment);
        assignment.unit().assignments().remove(assignment);
    }

    /**
     * The component that was active for a CSI before.
     *
     * @param component its name
     * @param quiesced whether it was quiesced; false while it is active and after it has failed
     */
    public record Former(Dn component, boolean quiesced) {}
}
