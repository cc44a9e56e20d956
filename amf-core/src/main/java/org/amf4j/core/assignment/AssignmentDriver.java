package org.amf4j.core.assignment;

import static org.amf4j.core.state.PresenceState.INSTANTIATED;
import static org.amf4j.core.state.PresenceState.TERMINATION_FAILED;
import static org.amf4j.core.state.PresenceState.UNINSTANTIATED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.CsiAssignment;
import org.amf4j.core.runtime.InstanceState.Former;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.state.ReadinessState;

/**
 * Brings one assignment of a unit to its goal, component by component in the order of CSI dependencies: sponsors first on
 * the way up, dependents first on the way down (AMF-040). A component that cannot be instantiated in advance is
 * instantiated to become active and terminated to be quiesced (AMF-029).
 */
final class AssignmentDriver {

    private static final Comparator<CsiAssignment> BY_RANK =
            Comparator.comparingInt(p -> p.csi().dependencyRank());

    private final Turn turn;
    private final ComponentLife life;
    private final Callbacks callbacks;
    private final CsiMapping mapping;

    AssignmentDriver(Turn turn, ComponentLife life, Callbacks callbacks) {
        this.turn = turn;
        this.life = life;
        this.callbacks = callbacks;
        this.mapping = new CsiMapping(turn);
    }

    /** Takes the next steps; returns whether the assignment has changed by that. */
    boolean drive(UnitAssignment a) {
        if (a.goal().isEmpty()) {
            return remove(a);
        }
        HaState goal = a.goal().get();
        boolean up = goal == HaState.ACTIVE || goal == HaState.STANDBY;
        boolean takesMore = up && a.unit().readiness() == ReadinessState.IN_SERVICE;
        if (takesMore) {
            mapping.complete(a, goal);
        }
        if (a.csis().isEmpty() && a.unit().readiness() != ReadinessState.IN_SERVICE) {
            forget(a);
            return true;
        }
        boolean allCapable = removeIncapable(a, goal);
        List<CsiAssignment> ordered = ordered(a, up ? BY_RANK : BY_RANK.reversed());
        int waitingRank = -1;
        for (CsiAssignment part : ordered) {
            if (!CsiMapping.mayHave(part, goal)) {
                continue;
            }
            if (waitingRank >= 0 && part.csi().dependencyRank() != waitingRank) {
                break;
            }
            if (isUnfinished(part, goal)) {
                waitingRank = part.csi().dependencyRank();
                if (takesMore || !up) { // what only waits to hand over is not completed any more
                    advance(part, goal);
                }
            }
        }
        return derive(a, goal, waitingRank < 0 && allCapable);
    }

    private static List<CsiAssignment> ordered(UnitAssignment a, Comparator<CsiAssignment> order) {
        List<CsiAssignment> ordered = new ArrayList<>(a.csis());
        if (ordered.size() > 1) {
            ordered.sort(order);
        }
        return ordered;
    }

    /** Tells the components of a standby their rank again if that has changed. */
    void renewRank(UnitAssignment a) {
        a.csis().stream()
                .filter(p -> p.component().isUsable() && !p.isRefused())
                .forEach(callbacks::renewRank);
    }

    /** Tells the components of an assignment at rest of attributes that have changed. */
    void renewAttributes(UnitAssignment a) {
        for (CsiAssignment part : a.csis()) { // at every step: no stream
            if (part.isAttributesDue() && part.component().isUsable() && !part.isRefused()) {
                callbacks.renewAttributes(part);
            }
        }
    }

    /** Takes from components what they cannot have in this state (AMF-043, AMF-044); returns whether that is done. */
    private boolean removeIncapable(UnitAssignment a, HaState goal) {
        if (areAllCapable(a, goal)) {
            return true;
        }
        boolean none = true;
        for (CsiAssignment part : List.copyOf(a.csis())) {
            if (!CsiMapping.mayHave(part, goal) && !removePart(a, part)) {
                none = false;
            }
        }
        return none;
    }

    private static boolean areAllCapable(UnitAssignment a, HaState goal) {
        for (CsiAssignment part : a.csis()) { // at every step: no stream
            if (!CsiMapping.mayHave(part, goal)) {
                return false;
            }
        }
        return true;
    }

    private boolean derive(UnitAssignment a, HaState goal, boolean finished) {
        Optional<HaState> before = a.confirmed();
        if (goal == HaState.ACTIVE && a.after().isPresent()) {
            return false; // nobody can be active before that cleanup
        }
        if (finished && goal == HaState.QUIESCING) {
            a.goal(Optional.of(HaState.QUIESCED));
            turn.gate().ha(a, Optional.of(HaState.QUIESCED));
        } else if (finished) {
            turn.gate().ha(a, Optional.of(goal));
        } else if (goal == HaState.QUIESCING && a.csis().stream().noneMatch(p -> has(p, HaState.ACTIVE))) {
            turn.gate().ha(a, Optional.of(HaState.QUIESCING));
        }
        return !before.equals(a.confirmed());
    }

    private static boolean has(CsiAssignment part, HaState state) {
        return part.has(state);
    }

    /** Whether the part is not where the goal wants it, and may still get there. */
    private static boolean isUnfinished(CsiAssignment part, HaState goal) {
        if (part.pending().isPresent() || part.component().isCleaning()) {
            return true;
        }
        if (part.isRefused() && part.component().isUsable()) {
            return true; // its failure is about to be reported
        }
        if (part.isUncertain() && part.component().isUsable()) {
            return true; // its former proxy may have told it something else
        }
        boolean hopeless =
                isGone(part.component()) && part.component().component().isPreInstantiable();
        return switch (goal) {
            case ACTIVE, STANDBY -> !has(part, goal) && !hopeless;
            case QUIESCED, QUIESCING -> part.mayBeActive() && !hopeless;
        };
    }

    private static boolean isGone(ComponentState c) {
        return c.presence() == UNINSTANTIATED || c.presence().isFailed();
    }

    private void advance(CsiAssignment part, HaState goal) {
        ComponentState c = part.component();
        if (part.pending().isPresent() || c.isCleaning() || part.isRefused()) {
            return;
        }
        if (!c.component().isPreInstantiable()) {
            advanceByLifeCycle(c, goal);
        } else if (c.isUsable() && !(goal == HaState.QUIESCING && has(part, HaState.QUIESCING))) {
            callbacks.set(part, goal);
        }
    }

    private void advanceByLifeCycle(ComponentState c, HaState goal) {
        if (goal == HaState.ACTIVE && c.presence() == UNINSTANTIATED && c.hasSpeaker()) {
            life.instantiate(c);
        } else if (goal != HaState.ACTIVE && c.presence() == INSTANTIATED) {
            life.terminate(c);
        }
    }

    private boolean remove(UnitAssignment a) {
        List<CsiAssignment> ordered = ordered(a, BY_RANK.reversed());
        int waitingRank = -1;
        for (CsiAssignment part : ordered) {
            if (waitingRank >= 0 && part.csi().dependencyRank() != waitingRank) {
                break;
            }
            if (!removePart(a, part)) {
                waitingRank = part.csi().dependencyRank();
            }
        }
        if (a.csis().isEmpty()) {
            forget(a);
            return true;
        }
        return false;
    }

    /** Takes the next step in removing the part; returns whether it is gone. */
    private boolean removePart(UnitAssignment a, CsiAssignment part) {
        ComponentState c = part.component();
        if (part.pending().isPresent() || c.isCleaning() || part.isRefused() && c.presence() == INSTANTIATED) {
            return false;
        }
        if (c.presence() == TERMINATION_FAILED && part.mayBeActive()) {
            return false; // nobody knows whether it still serves (AMF-073)
        }
        boolean holds = (part.confirmed().isPresent() || part.mayBeActive()) && !isGone(c);
        if (!holds) {
            drop(a, part);
            return true;
        }
        if (!c.component().isPreInstantiable()) {
            life.terminate(c);
        } else if (c.isUsable()) {
            callbacks.remove(part);
        }
        return false;
    }

    /** Takes a part away that its component does not hold any more. */
    static void drop(UnitAssignment a, CsiAssignment part) {
        Optional<Former> former = a.instance().formerActive(part.csi());
        boolean nobodyTookOver = former.isPresent()
                && former.get().quiesced()
                && former.get().component().equals(part.component().component().dn());
        if (nobodyTookOver) {
            a.instance().formerActive(part.csi(), Optional.empty());
        }
        a.drop(part);
    }

    private void forget(UnitAssignment a) {
        turn.gate().ha(a, Optional.empty());
        a.instance().forget(a);
        turn.state().touch(a.unit()); // its room, or its host, may be what others wait for
    }
}
