package org.amf4j.core.recovery;

import java.util.Optional;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.event.Event.ComponentFailed;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.Containment;
import org.amf4j.core.runtime.UnitState;

/** The restart of a container, as the recovery from an error of a component that lives in it. */
final class ContainerRestart {

    private ContainerRestart() {}

    /**
     * The container as one that has failed.
     *
     * @param container the component
     * @param event its failure
     */
    record Failed(ComponentState container, ComponentFailed event) {}

    /** The container that the components of the unit live in, when it can be restarted; it may be on its way already. */
    static Optional<ComponentState> container(UnitState unit) {
        return unit.containment()
                .flatMap(Containment::container)
                .filter(c -> c.isUsable() && c.incarnation().isPresent());
    }

    /** The failure of the container because of a component that lives in it. */
    static Failed of(ComponentState contained, UnitState unit, long nowNanos, String text) {
        ComponentState container = container(unit).orElseThrow();
        return new Failed(
                container,
                new ComponentFailed(
                        container.component().dn(),
                        container.incarnation().orElseThrow(),
                        ErrorSource.ERROR_REPORT,
                        RecommendedRecovery.COMPONENT_RESTART,
                        "because of " + contained.component() + " (" + text + ")",
                        nowNanos,
                        nowNanos));
    }
}
