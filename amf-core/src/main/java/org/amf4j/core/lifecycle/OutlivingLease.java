package org.amf4j.core.lifecycle;

import org.amf4j.core.model.Component;
import org.amf4j.core.model.ServiceGroup;

/**
 * Which components may go on when their node's lease has run out: those of groups that are configured so, which only a group
 * may be whose work nobody else can be given.
 */
public final class OutlivingLease {

    private OutlivingLease() {}

    /** Whether the component may go on without a lease. */
    public static boolean isAllowed(Component component) {
        return !component.config().category().isContained()
                && !component.config().category().isProxied()
                && isAllowed(component.unit().group());
    }

    /** Whether components of the group may, but for contained and proxied ones. */
    public static boolean isAllowed(ServiceGroup group) {
        return group.config().outlivesLease();
    }
}
