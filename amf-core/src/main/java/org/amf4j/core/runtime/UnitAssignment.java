package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.ComponentServiceInstance;

/** A service instance that a service unit holds, is getting, or is losing. */
public final class UnitAssignment {

    private final InstanceState instance;
    private final UnitState unit;
    private final List<CsiAssignment> csis = new ArrayList<>();
    Optional<HaState> confirmed = Optional.empty();
    private Optional<HaState> goal;
    private Optional<Command.Cleanup> after = Optional.empty();
    private boolean shortageExplained;

    UnitAssignment(InstanceState instance, UnitState unit, HaState goal) {
        this.instance = instance;
        this.unit = unit;
        this.goal = Optional.of(goal);
    }

    /** What is assigned. */
    public InstanceState instance() {
        return instance;
    }

    /** Who holds it. */
    public UnitState unit() {
        return unit;
    }

    /** The parts of it that components hold. */
    public List<CsiAssignment> csis() {
        return csis;
    }

    /** Adds the part that a component is to hold. */
    public CsiAssignment add(ComponentServiceInstance csi, ComponentState component) {
        CsiAssignment part = new CsiAssignment(this, csi, component);
        csis.add(part);
        component.csis().add(part);
        part.changed();
        return part;
    }

    /** Takes a part away. */
    public void drop(CsiAssignment part) {
        part.changed();
        csis.remove(part);
        part.component().csis().remove(part);
    }

    /** The HA state that all components have confirmed last; empty before the first. */
    public Optional<HaState> confirmed() {
        return confirmed;
    }

    /** The HA state asked for; empty when it is being removed. */
    public Optional<HaState> goal() {
        return goal;
    }

    /** Sets what is asked for; empty to remove it. */
    public void goal(Optional<HaState> state) {
        goal = state;
        instance.changed();
    }

    /** The cleanup that must have succeeded before the unit is told to be active. */
    public Optional<Command.Cleanup> after() {
        return after;
    }

    /** Has the unit told to be active, as soon as the cleanup has succeeded. */
    public void activateAfter(Optional<Command.Cleanup> cleanup) {
        goal = Optional.of(HaState.ACTIVE);
        after(cleanup);
    }

    /** The cleanup has succeeded. */
    void release() {
        after(Optional.empty());
    }

    private void after(Optional<Command.Cleanup> cleanup) {
        boolean concerned = after.isPresent() || cleanup.isPresent();
        after = cleanup;
        if (concerned) {
            instance.group().afterCleanup(this);
        }
        instance.changed();
    }

    /** The cleanup has failed: the unit stays what it was. */
    void withdraw() {
        goal = confirmed;
        after(Optional.empty());
        csis.forEach(CsiAssignment::neverSent);
    }

    /** Whether it has been said already that a part finds no component. */
    public boolean isShortageExplained() {
        return shortageExplained;
    }

    /** Remembers that it has been said. */
    public void shortageExplained() {
        shortageExplained = true;
    }

    /** Whether the goal is this state. */
    public boolean aims(HaState state) {
        return goal.isPresent() && goal.get() == state;
    }

    /** Whether all components have confirmed this state and nothing else is asked. */
    public boolean is(HaState state) {
        return aims(state) && confirmed.isPresent() && confirmed.get() == state;
    }

    /** Whether the unit may be providing the service at this moment, as far as anyone can know. */
    public boolean mayBeActive() {
        for (CsiAssignment part : csis) { // asked for very often: no stream
            if (part.mayBeActive()) {
                return true;
            }
        }
        return aims(HaState.ACTIVE) && !csis.isEmpty();
    }
}
