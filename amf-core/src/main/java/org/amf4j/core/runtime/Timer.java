package org.amf4j.core.runtime;

import java.util.Set;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;

/** Something to be done at a given time. Timers are part of the state. */
public sealed interface Timer {

    /** Whether it is about one of these entities. */
    default boolean isAbout(Set<? extends Entity> entities) {
        return switch (this) {
            case StartupTimeout t -> false;
            case OperationTimeout t -> false;
            case InstantiationRetry t -> entities.contains(t.component);
            case ComponentRestartProbation t -> entities.contains(t.unit);
            case UnitRestartProbation t -> entities.contains(t.unit);
            case FailoverProbation t -> entities.contains(t.node);
            case RebootOverdue t -> entities.contains(t.node);
            case ApplicationStart t -> entities.contains(t.application);
            case AutoAdjust t -> entities.contains(t.group);
            case Tolerance t -> entities.contains(t.dependent) || entities.contains(t.sponsor);
        };
    }

    /** The first assignments need not wait any longer ({@code saAmfClusterStartupTimeout}). */
    record StartupTimeout() implements Timer {}

    /** The next instantiation attempt of a component is due. */
    record InstantiationRetry(Component component) implements Timer {}

    /** The window in which component restarts of a unit are counted has ended. */
    record ComponentRestartProbation(ServiceUnit unit) implements Timer {}

    /** The window in which restarts of a unit are counted has ended. */
    record UnitRestartProbation(ServiceUnit unit) implements Timer {}

    /** The window in which fail-overs on a node are counted has ended. */
    record FailoverProbation(Node node) implements Timer {}

    /** Whoever waits for the end of an operation has waited long enough. */
    record OperationTimeout(String requestId) implements Timer {}

    /** A node that was told to reboot should have gone by now. */
    record RebootOverdue(Node node) implements Timer {}

    /** An application that is being restarted need not wait for its last units any longer. */
    record ApplicationStart(Application application) implements Timer {}

    /** The quiet time before assignments move back to preferred units has passed. */
    record AutoAdjust(ServiceGroup group) implements Timer {}

    /** The dependent has been active without its sponsor for as long as it may ({@code saAmfToleranceTime}). */
    record Tolerance(ServiceInstance dependent, ServiceInstance sponsor) implements Timer {}
}
