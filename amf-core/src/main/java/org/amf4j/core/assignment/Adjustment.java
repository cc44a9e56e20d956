package org.amf4j.core.assignment;

import java.util.List;
import org.amf4j.core.lifecycle.InService;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.ReadinessState;

/**
 * Moves a group to its most preferred assignment, on request or when auto-adjust has waited long enough after the last
 * failure (AMF-058, AMF-059). Better units that are not instantiated, because enough others are in service, count as
 * candidates: they are instantiated first, then assignments move, then the units that are too many are terminated.
 */
public final class Adjustment {

    private final Turn turn;
    private final Targets targets;
    private final InService inService;

    public Adjustment(Turn turn, Targets targets) {
        this.turn = turn;
        this.targets = targets;
        this.inService = new InService(turn);
    }

    /** Whether the group would look different if everything were where it is preferred. */
    public boolean isNeeded(GroupState group) {
        return !targets.isMostPreferred(group, units(inService.preferred(group)));
    }

    private static List<ServiceUnit> units(List<UnitState> states) {
        return states.stream().map(UnitState::unit).toList();
    }

    /** Begins to move the group. */
    public void begin(GroupState group) {
        group.adjusting(true);
        turn.state().touch(group);
    }

    /** Begins to move the group because the quiet time has passed, unless something speaks against it by now. */
    public void due(ServiceGroup group) {
        GroupState g = turn.state().of(group);
        if (g.isSettled() && !g.isAdjustSuspended()) {
            turn.because(
                    group, "AMF-058", "moves to its most preferred assignment: no failure for the time configured");
            begin(g);
        }
    }

    /** Sets the target of a group that is being moved, as soon as all units that it needs are in service. */
    public void proceed(GroupState group) {
        if (!group.isAdjusting()) {
            return;
        }
        List<UnitState> preferred = inService.preferred(group);
        if (preferred.stream().allMatch(u -> u.readiness() == ReadinessState.IN_SERVICE && !u.isReplacing())) {
            group.adjusting(false);
            inService.release(group, preferred);
            targets.adjust(group, units(preferred));
        }
    }

    /** Starts the quiet time when there is something to adjust, and ends it when there is not. */
    public void watch(GroupState group) {
        Timer timer = new Timer.AutoAdjust(group.group());
        boolean wanted = group.group().config().autoAdjust()
                && turn.state().isStarted()
                && !group.isAdjustSuspended()
                && !group.isAdjusting()
                && group.isSettled()
                && Dependencies.tolerating(turn.state(), group).isEmpty()
                && isNeeded(group);
        if (!wanted) {
            turn.state().timers().cancel(timer);
        } else if (!turn.state().timers().isSet(timer)) {
            long quiet = group.group().config().autoAdjustProbationNanos();
            long since = group.lastFailureNanos().orElse(turn.nowNanos());
            turn.state().timers().set(timer, Math.max(turn.nowNanos(), since + quiet));
        }
    }
}
