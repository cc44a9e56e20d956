package org.amf4j.core.assignment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.Dependency;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Standing;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** What the dependencies among service instances allow at this moment: sponsors up first, dependents down first. */
final class Standings {

    private final ClusterState state;

    Standings(ClusterState state) {
        this.state = state;
    }

    /** How the instance stands now. */
    Standing of(InstanceState instance) {
        boolean steady = isSteady(instance);
        boolean serving = false;
        boolean leaving = false;
        boolean assigned = false;
        for (UnitAssignment a : instance.assignments()) {
            boolean serves = mayServe(a);
            serving |= serves;
            leaving |= serves && mustLeave(a);
            assigned |= isAssigned(a);
        }
        return new Standing(steady, assigned, !steady && isComing(instance), serving, leaving);
    }

    private static boolean isAssigned(UnitAssignment a) {
        Optional<HaState> ha = a.confirmed();
        return ha.isPresent()
                && (ha.get() == HaState.ACTIVE || ha.get() == HaState.QUIESCING)
                && !a.csis().isEmpty();
    }

    private GroupState groupOf(InstanceState instance) {
        return state.of(instance.instance().group());
    }

    /** Whether a part of it may be at work on something that can still be stopped. */
    private static boolean mayServe(UnitAssignment a) {
        for (CsiAssignment part : a.csis()) {
            if (part.mayBeActive() && !part.component().presence().isFailed()) {
                return true;
            }
        }
        return false;
    }

    private List<ServiceUnit> wanted(InstanceState instance) {
        return groupOf(instance).target().of(instance.instance()).actives();
    }

    /** Whether the unit is not, or not to stay, active for it. */
    private boolean isLeaving(UnitAssignment a) {
        return !a.aims(HaState.ACTIVE)
                || !wanted(a.instance()).contains(a.unit().unit());
    }

    /** As above, also when its group has not been looked at since what makes it so. */
    private boolean mustLeave(UnitAssignment a) {
        return isLeaving(a) || !isFit(a) || !isAssignable(a.instance());
    }

    /** Whether a unit is active for the instance and is to stay so, by what has been heard until now. */
    boolean isSteady(InstanceState instance) {
        if (instance.assignments().isEmpty() || !isAssignable(instance)) {
            return false;
        }
        for (UnitAssignment a : instance.assignments()) {
            if (a.is(HaState.ACTIVE) && !a.csis().isEmpty() && isFit(a) && !isLeaving(a)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFit(UnitAssignment a) {
        return a.unit().readiness() == ReadinessState.IN_SERVICE
                && Readiness.of(state, a.unit()) == ReadinessState.IN_SERVICE;
    }

    private boolean isAssignable(InstanceState instance) {
        return Targets.isAssignable(state, groupOf(instance), instance);
    }

    private boolean isComing(InstanceState instance) {
        return isAssignable(instance)
                && !wanted(instance).isEmpty()
                && (groupOf(instance).isMoving() || waits(instance))
                && !isBlocked(instance);
    }

    /** Whether nobody can become active before a repair: what may still serve could not be cleaned up. */
    private boolean isBlocked(InstanceState instance) {
        GroupState group = groupOf(instance);
        RedundancyKind kind = group.group().config().redundancy();
        if (kind == RedundancyKind.TWO_N) {
            return group.units().stream().anyMatch(u -> isBlocking(u.assignments()));
        }
        return kind.singleActive() && isBlocking(instance.assignments());
    }

    private static boolean isBlocking(Collection<UnitAssignment> assignments) {
        for (UnitAssignment a : assignments) {
            for (CsiAssignment part : a.csis()) {
                if (part.mayBeActive() && part.component().presence() == PresenceState.TERMINATION_FAILED) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether all sponsors are there or on their way, but not all are there. */
    boolean waits(InstanceState instance) {
        boolean missing = false;
        for (Dependency d : instance.sponsors()) {
            Standing sponsor = d.sponsor().standing();
            if (!sponsor.isPromised()) {
                return false;
            }
            missing |= !sponsor.steady();
        }
        return missing;
    }

    /** Whether the instance has a unit that is, or becomes, active for it and need not give it up by itself. */
    boolean stays(InstanceState instance) {
        for (UnitAssignment a : instance.assignments()) {
            boolean fit = a.unit().readiness() == ReadinessState.IN_SERVICE;
            if (fit && a.aims(HaState.ACTIVE) && !a.csis().isEmpty() && !isLeaving(a)) {
                return true;
            }
        }
        return false;
    }

    /** Whether all sponsors are there, so that a unit may become active for the instance (AMF-076). */
    boolean mayBecomeActive(InstanceState instance) {
        boolean all = true;
        for (Dependency d : instance.sponsors()) {
            boolean steady = isSteady(d.sponsor());
            if (!steady && d.sponsor().standing().steady()) {
                d.sponsor().awaitBy(instance); // its group has not been looked at since what makes the difference
            }
            all &= steady;
        }
        return all;
    }

    /** Whether nobody can become active before a sponsor comes of which nothing is under way. */
    boolean isInVain(InstanceState instance) {
        return !mayBecomeActive(instance) && !waits(instance);
    }

    /** Whether a unit that is to give up its active assignment has to wait: dependents go first. */
    boolean isHeld(UnitAssignment a) {
        InstanceState sponsor = a.instance();
        if (sponsor.dependents().isEmpty() || !a.mayBeActive() || !isHealthy(a) || isSteady(sponsor)) {
            return false;
        }
        for (Dependency d : sponsor.dependents()) {
            for (UnitAssignment other : d.dependent().assignments()) {
                if (mayServe(other) && (d.isStrict() || mustLeave(other))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether nothing of it has failed: a failed unit waits for nobody. */
    private static boolean isHealthy(UnitAssignment a) {
        return a.unit().operational() == OperationalState.ENABLED
                && a.csis().stream()
                        .map(CsiAssignment::component)
                        .allMatch(c -> c.presence() == PresenceState.INSTANTIATED && !c.isCleaning());
    }

    /** Whether an instance of the same group that needs this one is about to become active: its standby comes after. */
    boolean isFollowed(InstanceState sponsor) {
        for (Dependency d : sponsor.dependents()) {
            InstanceState dependent = d.dependent();
            boolean neighbour =
                    dependent.instance().group() == sponsor.instance().group();
            if (neighbour && (isBecomingActive(dependent) || isFollowed(dependent))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBecomingActive(InstanceState instance) {
        return instance.assignments().stream().anyMatch(a -> a.aims(HaState.ACTIVE) && !a.is(HaState.ACTIVE));
    }

    /** Whether orders wait for dependents of the group's instances. */
    boolean isHeld(GroupState group) {
        for (InstanceState instance : group.related()) {
            for (UnitAssignment a : instance.assignments()) {
                if (a.aims(HaState.ACTIVE) && isLeaving(a) && isHeld(a)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an instance of the group is about to be assigned as soon as sponsors under way have arrived. */
    boolean isWaiting(GroupState group) {
        boolean waiting = false;
        for (InstanceState instance : group.dependents()) {
            waiting |= instance.brokenBy().isPresent() ? mayReturn(instance) : isOwed(instance) && waits(instance);
            waiting |= isSponsorOpen(instance);
        }
        return waiting;
    }

    private boolean isOwed(InstanceState instance) {
        for (ServiceUnit unit : wanted(instance)) {
            if (instance.on(state.of(unit)).filter(a -> a.is(HaState.ACTIVE)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a sponsor's group is still to be looked at, so that nothing can be said yet about who is left out. */
    private boolean isSponsorOpen(InstanceState instance) {
        boolean open = false;
        if (!isSteady(instance)) {
            for (Dependency d : instance.sponsors()) {
                if (state.isTouched(groupOf(d.sponsor()))) {
                    d.sponsor().awaitBy(instance);
                    open = true;
                }
            }
        }
        return open;
    }

    /** Whether a withheld instance may be assigned again, or at least be given a place to wait in. */
    boolean mayReturn(InstanceState instance) {
        boolean empty = instance.assignments().isEmpty();
        for (Dependency d : instance.sponsors()) {
            Standing sponsor = d.sponsor().standing();
            if (!sponsor.steady() && !(empty && sponsor.coming())) {
                return false;
            }
        }
        return true;
    }
}
