package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.HaReadinesses;
import org.amf4j.core.state.AdminState;

/** What is known of a service group at run time. */
public final class GroupState {

    private final ServiceGroup group;
    private final List<UnitState> units = new ArrayList<>();
    private final List<InstanceState> instances = new ArrayList<>();
    AdminState admin;
    private Assignments target = Assignments.NONE;
    private final BitSet toPlan = new BitSet();
    private final BitSet toDerive = new BitSet();
    private final BitSet unserved = new BitSet();
    private final Set<UnitAssignment> afterCleanup = new LinkedHashSet<>();
    private Optional<BitSet> assignable = Optional.empty();
    private BitSet targetUnits = new BitSet();
    private BitSet targetInstances = new BitSet();
    private boolean targetDue = true;
    private HaReadinesses haReadiness = HaReadinesses.ALL_READY;
    private boolean haReadinessDue;
    private List<ServiceUnit> preferredUnits = List.of();
    private Optional<Boolean> mostPreferred = Optional.empty();
    private boolean derivedAtRest;
    private int inFlight;
    private final List<InstanceState> dependents = new ArrayList<>();
    private final List<InstanceState> related = new ArrayList<>();
    private final List<ContainerState> containers = new ArrayList<>();
    private final List<ComponentState> proxied = new ArrayList<>();
    private final List<ComponentState> served = new ArrayList<>();
    private boolean settled = true;
    private boolean moving;
    private boolean adjustSuspended;
    private Optional<Long> cause = Optional.empty();
    private boolean adjusting;
    private Optional<Long> lastFailureNanos = Optional.empty();

    GroupState(ServiceGroup group) {
        this.group = group;
        this.admin = group.config().adminState();
    }

    /** The configuration. */
    public ServiceGroup group() {
        return group;
    }

    /** Its proxied components. */
    public List<ComponentState> proxied() {
        return proxied;
    }

    /** Components of any group whose proxies are active for its instances. */
    public List<ComponentState> served() {
        return served;
    }

    /** Its units, best rank first. */
    public List<UnitState> units() {
        return units;
    }

    /** Its instances, most important first. */
    public List<InstanceState> instances() {
        return instances;
    }

    /** Finds out which of its instances need others or are needed by others. */
    void relate() {
        dependents.clear();
        related.clear();
        for (InstanceState instance : instances) {
            if (!instance.sponsors().isEmpty()) {
                dependents.add(instance);
            }
            if (!instance.sponsors().isEmpty() || !instance.dependents().isEmpty()) {
                related.add(instance);
            }
        }
    }

    /** Takes these units and instances, in this order, in place of those it has; all are looked at again. */
    void rearrange(List<UnitState> nextUnits, List<InstanceState> nextInstances) {
        Set<InstanceState> nobodys = new LinkedHashSet<>(nextInstances);
        instances.stream().filter(i -> !unserved.get(i.position())).forEach(nobodys::remove);
        unserved.clear();
        units.clear();
        units.addAll(nextUnits);
        instances.clear();
        for (InstanceState instance : nextInstances) {
            instance.place(this, instances.size());
            unserved.set(instances.size(), nobodys.contains(instance));
            instances.add(instance);
        }
        Set<ServiceUnit> present = new LinkedHashSet<>();
        units.forEach(u -> present.add(u.unit()));
        target = target.restrictedTo(
                instances.stream().map(InstanceState::instance).toList(), present);
        targetUnits = new BitSet();
        targetInstances = new BitSet();
        targetDue = true;
        preferredUnits = List.of();
        mostPreferred = Optional.empty();
        assignable = Optional.empty();
        inFlight = 0;
        toPlan.clear();
        toDerive.clear();
        haReadinessDue = true;
    }

    /** What the administrator allows for the group itself. */
    public AdminState admin() {
        return admin;
    }

    /** Who should hold what. */
    public Assignments target() {
        return target;
    }

    /** Sets who should hold what; has those instances looked at again for which that makes a difference. */
    public void target(Assignments assignments) {
        for (InstanceState each : instances) {
            if (!target.of(each.instance()).equals(assignments.of(each.instance()))) {
                each.changed();
            }
        }
        target = assignments;
        targetDue = true;
        mostPreferred = Optional.empty();
    }

    /** How ready its units are for its instances, by their components. */
    public HaReadinesses haReadiness() {
        return haReadiness;
    }

    /** Takes note of how ready its units are; the target must be computed anew. */
    void haReadiness(HaReadinesses next) {
        haReadiness = next;
        computeTarget();
    }

    /** Has the target computed anew: something counts for it that neither units nor instances show. */
    public void computeTarget() {
        targetDue = true;
        mostPreferred = Optional.empty();
        allChanged();
    }

    /** Whether a component may say, or have said, something else than that it is ready for everything. */
    public boolean isHaReadinessDue() {
        return haReadinessDue || !haReadiness.isAllReady();
    }

    /** Remembers whether a component has said something that has not been looked at. */
    public void haReadinessDue(boolean yes) {
        haReadinessDue = yes;
    }

    /** Whether the target must be computed anew for these units and instances, given by their positions here. */
    public boolean isTargetDue(BitSet fitUnits, BitSet assignable) {
        return targetDue || !targetUnits.equals(fitUnits) || !targetInstances.equals(assignable);
    }

    /** Remembers for which units and instances the target was computed, and whether that left it as it was. */
    public void targetComputed(BitSet fitUnits, BitSet assignable, boolean unchanged) {
        targetUnits = fitUnits;
        targetInstances = assignable;
        targetDue = !unchanged;
        mostPreferred = Optional.empty();
    }

    /** Whether the target is the most preferred one on these units; empty when that is not known. */
    public Optional<Boolean> mostPreferred(List<ServiceUnit> units) {
        return units.equals(preferredUnits) ? mostPreferred : Optional.empty();
    }

    /** Remembers whether the target is the most preferred one on these units, until what it depends on changes. */
    public void mostPreferred(List<ServiceUnit> units, Optional<Boolean> yes) {
        preferredUnits = units;
        mostPreferred = yes;
    }

    /** Has the instance at this position looked at again. */
    void changed(int position) {
        toPlan.set(position);
        toDerive.set(position);
    }

    /** Has all instances looked at again. */
    public void allChanged() {
        toPlan.set(0, instances.size());
        toDerive.set(0, instances.size());
    }

    /** Positions of instances that may need a step: those that have changed and those that were not at rest. */
    public BitSet toPlan() {
        return toPlan;
    }

    /** Positions of instances that have changed since their states were derived. */
    public BitSet toDerive() {
        return toDerive;
    }

    /** Positions of instances that nobody served when their states were derived last. */
    public BitSet unserved() {
        return unserved;
    }

    /** Positions of instances that may be assigned when those of the group may at all; not to be changed. */
    public BitSet assignable() {
        if (assignable.isEmpty()) {
            BitSet found = new BitSet(instances.size());
            for (int i = 0; i < instances.size(); i++) {
                found.set(i, instances.get(i).isAssignable());
            }
            assignable = Optional.of(found);
        }
        return assignable.get();
    }

    /** Something has changed that decides which instances may be assigned. */
    void assignableChanged() {
        assignable = Optional.empty();
    }

    /** Assignments that wait for a cleanup. */
    Set<UnitAssignment> afterCleanup() {
        return afterCleanup;
    }

    /** Takes note of whether the assignment waits for a cleanup. */
    void afterCleanup(UnitAssignment assignment) {
        if (assignment.after().isPresent()) {
            afterCleanup.add(assignment);
        } else {
            afterCleanup.remove(assignment);
        }
    }

    /** The assignment is gone. */
    void forget(UnitAssignment assignment) {
        afterCleanup.remove(assignment);
    }

    /** Position of the instance that was found in flight last. */
    public int inFlight() {
        return inFlight;
    }

    /** Remembers the position of an instance in flight. */
    public void inFlight(int position) {
        inFlight = position;
    }

    /** Whether the group was at rest, in a cluster that has started, when states of instances were derived last. */
    public boolean isDerivedAtRest() {
        return derivedAtRest;
    }

    /** Remembers whether the group is at rest. */
    public void derivedAtRest(boolean yes) {
        derivedAtRest = yes;
    }

    /** CSIs of its instances by which components become containers. */
    public List<ContainerState> containers() {
        return containers;
    }

    /** Its instances that need others, most important first. */
    public List<InstanceState> dependents() {
        return dependents;
    }

    /** Its instances that need others or are needed by others, most important first. */
    public List<InstanceState> related() {
        return related;
    }

    /** Whether orders about its assignments are under way, or held back until dependents have gone. */
    public boolean isMoving() {
        return moving;
    }

    /** Remembers whether orders are under way or held back. */
    public void moving(boolean yes) {
        moving = yes;
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

    /** Whether it is being moved to its most preferred assignment and waits for units to come into service. */
    public boolean isAdjusting() {
        return adjusting;
    }

    /** Begins or ends the wait for units. */
    public void adjusting(boolean yes) {
        adjusting = yes;
    }

    /** When something in it has failed last, in nanoseconds since the epoch. */
    public Optional<Long> lastFailureNanos() {
        return lastFailureNanos;
    }

    /** Something in it has failed: whatever was to be adjusted waits for the quiet time anew. */
    public void failed(long nowNanos) {
        lastFailureNanos = Optional.of(nowNanos);
        adjustSuspended = false;
        adjusting = false;
    }

    /** Suspends or resumes auto-adjust. */
    public void adjustSuspended(boolean yes) {
        adjustSuspended = yes;
    }
}
