package org.amf4j.core.assignment;

import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;

/**
 * The exchange of active and first standby of an instance (AMF-061): of this one alone in N-way, otherwise of all that the
 * active unit has. In N+M the one protects nobody any more, and the other all that it had.
 */
record Swap(ServiceInstance instance, ServiceUnit active, ServiceUnit standby) {

    static Swap of(Assignments before, ServiceInstance instance) {
        Assignments.Holders holders = before.of(instance);
        return new Swap(instance, holders.actives().get(0), holders.standbys().get(0));
    }

    /** Who should hold what afterwards. */
    Assignments applied(Assignments before) {
        RedundancyKind kind = instance.group().config().redundancy();
        Assignments.Builder swapped = Assignments.builder();
        for (ServiceInstance each : before.instances()) {
            Assignments.Holders holders = before.of(each);
            boolean concerned = each == instance
                    || kind != RedundancyKind.N_WAY && holders.actives().contains(active);
            holders.actives().forEach(u -> swapped.active(each, concerned && u == active ? standby : u));
            if (concerned && kind == RedundancyKind.N_PLUS_M) {
                swapped.standby(each, active);
            } else {
                holders.standbys().stream()
                        .filter(u -> concerned || kind != RedundancyKind.N_PLUS_M || u != standby)
                        .forEach(u -> swapped.standby(each, concerned && u == standby ? active : u));
            }
        }
        return swapped.build();
    }
}
