package org.amf4j.core.lifecycle;

import java.util.Optional;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.ContainerState.Access;
import org.amf4j.core.runtime.ContainerState.Holder;
import org.amf4j.core.runtime.Containment;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;

/**
 * When components of contained units may be instantiated: in a container that is instantiated and active for the container
 * CSI on the same node. Units of other components may always.
 */
public final class ContainedUnits {

    private ContainedUnits() {}

    /** Whether there is a container on the node for the unit: the one it has, or any when nothing of it lives in one. */
    static boolean hasContainer(UnitState unit, NodeState node) {
        if (unit.containment().isEmpty()) {
            return true;
        }
        Containment where = unit.containment().get();
        return where.container().isPresent()
                ? isKept(where)
                : where.source().openOn(node).isPresent();
    }

    private static boolean isKept(Containment where) {
        return where.access() == Access.OPEN || where.access() == Access.COMING;
    }

    /** Whether instances of the unit may exist, as far as its container goes. */
    static boolean mayRun(UnitState unit) {
        return unit.containment().isEmpty()
                || unit.host().filter(h -> hasContainer(unit, h)).isPresent();
    }

    /** Whether its container is to give up its work, so that the unit has to be gone before. */
    static boolean mustLeave(UnitState unit) {
        return unit.containment().filter(w -> w.access() == Access.CLOSING).isPresent();
    }

    /** Takes the container that is there for the unit; says whether components may be instantiated now. */
    static boolean enter(UnitState unit) {
        if (unit.containment().isEmpty()) {
            return true;
        }
        Containment where = unit.containment().get();
        Optional<Holder> open = where.container().isPresent()
                ? where.container().flatMap(where.source()::holder)
                : unit.host().flatMap(where.source()::openOn);
        if (open.filter(h -> h.access() == Access.OPEN).isEmpty()) {
            return false;
        }
        if (where.isSameInstance()) {
            return true;
        }
        boolean empty = unit.components().stream().noneMatch(ContainedUnits::isOfFormerInstance);
        if (empty) {
            where.enter(open.get());
        }
        return empty;
    }

    private static boolean isOfFormerInstance(ComponentState c) {
        return c.presence().mayRun() && c.incarnation().isPresent();
    }
}
