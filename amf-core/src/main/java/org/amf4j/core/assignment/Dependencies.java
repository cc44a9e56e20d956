package org.amf4j.core.assignment;

import java.util.Optional;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Dependency;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Standing;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;

/**
 * Watches over the dependencies among service instances (recovery reference, section 6; AMF-076): withholds an instance
 * whose sponsor is gone, at once or when its tolerance time has passed, and gives it free when the sponsor is back.
 *
 * <p>Groups are looked at one by one. What has changed about an instance is made known to the groups of its sponsors and
 * dependents after its own group has been settled, and to no others.
 */
public final class Dependencies {

    private final Turn turn;
    private final ClusterState state;
    private final Standings standings;

    public Dependencies(Turn turn) {
        this.turn = turn;
        this.state = turn.state();
        this.standings = new Standings(state);
    }

    /** Before a group's target is drawn up: which of its instances are withheld, and which tolerance times run. */
    public void review(GroupState group) {
        group.dependents().forEach(this::review);
    }

    private void review(InstanceState dependent) {
        if (dependent.brokenBy().isPresent()) {
            if (standings.mayReturn(dependent)) {
                release(dependent);
            }
        } else {
            dependent.sponsors().stream()
                    .filter(d -> isBroken(d))
                    .findFirst()
                    .ifPresent(d -> withhold(d, "its sponsor " + name(d) + " is not assigned any more"));
        }
        dependent.sponsors().forEach(this::watch);
    }

    /**
     * Whether the dependent may not have anything because of this sponsor. A strict dependent that could stay where it is
     * must go as soon as the sponsor leaves; one that moves as well keeps its place and waits for the sponsor's new unit.
     */
    private boolean isBroken(Dependency d) {
        Standing sponsor = d.sponsor().standing();
        if (sponsor.steady()) {
            return false;
        }
        boolean stays = standings.stays(d.dependent());
        return d.isStrict() ? stays || !sponsor.coming() : !stays && !sponsor.coming();
    }

    private void withhold(Dependency d, String cause) {
        InstanceState dependent = d.dependent();
        if (!dependent.assignments().isEmpty()) {
            String tolerance = d.isStrict() ? " and there is no tolerance time" : "";
            turn.because(dependent.instance(), "AMF-076", "taken from everybody, because " + cause + tolerance);
        }
        dependent.brokenBy(Optional.of(d));
    }

    private void release(InstanceState dependent) {
        boolean steady = dependent.sponsors().stream()
                .allMatch(d -> d.sponsor().standing().steady());
        if (steady) {
            turn.because(dependent.instance(), "AMF-076", "may be assigned: all its sponsors are");
        }
        dependent.brokenBy(Optional.empty());
    }

    /** Starts or stops the tolerance time of the pair. */
    private void watch(Dependency d) {
        InstanceState dependent = d.dependent();
        boolean serving = dependent.assignments().stream().anyMatch(a -> a.mayBeActive());
        boolean runs = serving
                && dependent.brokenBy().isEmpty()
                && !d.sponsor().standing().assigned()
                && !d.isStrict()
                && !d.isEndless();
        if (!runs) {
            state.timers().cancel(d.timer());
        } else if (!state.timers().isSet(d.timer())) {
            state.timers().set(d.timer(), turn.nowNanos() + d.toleranceNanos());
            turn.because(
                    dependent.instance(),
                    "AMF-076",
                    "goes on without its sponsor " + name(d) + " for " + DependencyTexts.seconds(d.toleranceNanos())
                            + " at most");
        }
    }

    /** The time that a dependent may be without its sponsor has passed. */
    public void toleranceOver(Timer.Tolerance timer) {
        InstanceState dependent = state.of(timer.dependent());
        ServiceInstance sponsor = timer.sponsor();
        if (dependent.brokenBy().isEmpty()) {
            dependent.sponsors().stream()
                    .filter(d -> d.sponsor().instance() == sponsor)
                    .forEach(d -> withhold(
                            d,
                            "its sponsor " + name(d) + " has been unassigned for longer than the tolerance time of "
                                    + DependencyTexts.seconds(d.toleranceNanos())));
        }
        state.touch(state.of(dependent.instance().group()));
    }

    /** After a group has been settled: has the groups looked at that are concerned by what has changed in it. */
    public void publish(GroupState group) {
        for (InstanceState instance : group.related()) {
            Standing before = instance.standing();
            Standing now = standings.of(instance);
            instance.standing(now);
            boolean changed = !now.equals(before);
            instance.awaitedBy().forEach(state::touch);
            instance.awaitNoMore();
            if (changed) {
                instance.dependents().forEach(d -> state.touch(d.dependent()));
                instance.sponsors().stream()
                        .map(Dependency::sponsor)
                        .filter(s -> state.of(s.instance().group()).isMoving())
                        .forEach(state::touch);
            }
        }
        if (group.dependents().stream().anyMatch(i -> i.brokenBy().isPresent() && standings.mayReturn(i))) {
            state.touch(group);
        }
    }

    /** The instance of the group that goes on without a sponsor for a while, if there is one. */
    public static Optional<InstanceState> tolerating(ClusterState state, GroupState group) {
        return group.dependents().stream()
                .filter(i -> i.sponsors().stream().anyMatch(d -> state.timers().isSet(d.timer())))
                .findFirst();
    }

    /** Whether the instance is withheld for the moment only: its sponsors are on their way, or their groups not settled. */
    static boolean mayStillCome(InstanceState instance) {
        return instance.brokenBy().isPresent()
                && instance.sponsors().stream()
                        .map(Dependency::sponsor)
                        .allMatch(
                                s -> s.standing().isPromised() || s.awaitedBy().contains(instance));
    }

    private static String name(Dependency d) {
        return d.sponsor().instance().name();
    }
}
