package org.amf4j.core.recovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.Application;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.ApplicationState;
import org.amf4j.core.runtime.ClusterState.Restart;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/**
 * Restarts an application as a recovery (recovery reference, APPLICATION_RESTART): all its components are cleaned up,
 * unordered; when the last has gone, its units are instantiated again; when the last has come, or the cluster's start-up time
 * has passed, its work is assigned as after an unlock.
 */
public final class ApplicationRestart {

    private static final String RULE = "APPLICATION-RESTART";

    private final Turn turn;
    private final ClusterState state;
    private final ComponentLife life;

    public ApplicationRestart(Turn turn, ComponentLife life) {
        this.turn = turn;
        this.state = turn.state();
        this.life = life;
    }

    /** Begins because of this component, which its agent cleans up already. */
    void begin(ComponentState failed) {
        life.endAfterFailure(failed);
        ApplicationState application =
                state.of(failed.component().unit().group().application());
        groups(application).forEach(this::end);
        if (application.restart() == Restart.NONE) {
            state.restarting().add(application);
        }
        state.timers().cancel(new Timer.ApplicationStart(application.application()));
        application.restart(Restart.ENDING);
        turn.because(application.application(), RULE, "is restarted because of " + failed.component());
    }

    private void end(GroupState group) {
        for (UnitState unit : group.units()) {
            unit.endRestart();
            unit.components().forEach(life::cleanUp);
        }
        state.touch(group);
    }

    /** Takes the next steps of restarts under way; returns whether there were any. */
    public boolean advance() {
        boolean changed = false;
        for (ApplicationState application : List.copyOf(state.restarting())) {
            if (application.restart() == Restart.ENDING && units(application).allMatch(ApplicationRestart::isDown)) {
                start(application);
                changed = true;
            } else if (application.restart() == Restart.STARTING
                    && units(application).allMatch(this::hasCome)) {
                finish(application, "all its units that may run do");
                changed = true;
            }
        }
        return changed;
    }

    private void start(ApplicationState application) {
        application.restart(Restart.STARTING);
        long wait = state.model().cluster().config().startupTimeoutNanos();
        state.timers().set(new Timer.ApplicationStart(application.application()), turn.nowNanos() + wait);
        turn.because(application.application(), RULE, "nothing of it runs any more: it is started");
        groups(application).forEach(state::touch);
    }

    private void finish(ApplicationState application, String cause) {
        application.restart(Restart.NONE);
        state.restarting().remove(application);
        state.timers().cancel(new Timer.ApplicationStart(application.application()));
        turn.because(application.application(), RULE, "its work is assigned: " + cause);
        for (GroupState group : groups(application)) {
            group.instances().forEach(i -> i.forgetFormerActives());
            state.touch(group);
        }
    }

    /** The last units are not waited for any longer. */
    public void timeout(Application application) {
        Optional.of(state.of(application))
                .filter(a -> a.restart() == Restart.STARTING)
                .ifPresent(a -> finish(a, "the start-up time has passed"));
    }

    private static boolean isDown(UnitState unit) {
        return unit.components().stream()
                .map(ComponentState::presence)
                .allMatch(p -> p == PresenceState.UNINSTANTIATED || p.isFailed());
    }

    private boolean hasCome(UnitState unit) {
        return !unit.isWanted()
                || unit.readiness() == ReadinessState.IN_SERVICE
                || Readiness.effectiveAdmin(state, unit) != AdminState.UNLOCKED;
    }

    private Stream<UnitState> units(ApplicationState application) {
        return groups(application).stream().flatMap(g -> g.units().stream());
    }

    private List<GroupState> groups(ApplicationState application) {
        return application.application().groups().stream().map(state::of).toList();
    }
}
