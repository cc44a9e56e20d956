package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.lifecycle.Readiness;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.ReadinessState;

/** How a service group stands: its units, what is on its way, what it will adjust, and who has what. */
final class GroupExplanation {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ClusterState state;
    private final GroupState group;
    private final ServiceGroup.Config config;

    GroupExplanation(ClusterState state, GroupState group) {
        this.state = state;
        this.group = group;
        this.config = group.group().config();
    }

    void tell(Sentences sentences) {
        long inService = group.units().stream()
                .filter(u -> u.readiness() == ReadinessState.IN_SERVICE)
                .count();
        sentences.add(
                "AMF-048",
                group.group().name() + " (model " + config.modelName() + ") has "
                        + inService + " of " + group.units().size() + " units in service; it prefers "
                        + config.prefInServiceUnits() + ".");
        AdminState admin = Readiness.effectiveAdmin(state, group);
        if (admin != AdminState.UNLOCKED) {
            String whose = group.admin() == admin ? "It" : "Its application or the cluster";
            sentences.add("AMF-088", whose + " is " + admin + ": nobody in it serves, and nobody takes over.");
        }
        motion(sentences);
        adjustment(sentences);
        group.instances().forEach(i -> instance(sentences, i));
        group.units().stream()
                .filter(u -> u.readiness() != ReadinessState.IN_SERVICE)
                .forEach(u -> sentences.add("AMF-033", Explanations.of(state, u)));
    }

    private void motion(Sentences sentences) {
        if (group.isSettled()) {
            sentences.add("AMF-089", "Nothing is on its way in it: operations are accepted.");
            return;
        }
        List<String> moving = new ArrayList<>();
        for (UnitState unit : group.units()) {
            for (UnitAssignment a : unit.assignments()) {
                if (!a.goal().equals(a.confirmed())) {
                    moving.add(a.instance().instance().name() + " on "
                            + unit.unit().name() + " to "
                            + a.goal().map(Enum::name).orElse("nothing"));
                }
            }
        }
        sentences.add(
                "AMF-089",
                "It is not at rest, so that operations are answered TRY_AGAIN"
                        + (moving.isEmpty() ? "." : ": " + String.join(", ", moving) + "."));
    }

    private void adjustment(Sentences sentences) {
        if (!config.autoAdjust()) {
            sentences.add("AMF-057", "Auto-adjust is off: what serves stays where it is, whoever comes back.");
        } else if (group.isAdjustSuspended()) {
            sentences.add(
                    "AMF-058",
                    "Auto-adjust waits: an operator has swapped, and the next failure or 'adjust' resumes it.");
        } else if (state.timers().isSet(new Timer.AutoAdjust(group.group()))) {
            sentences.add(
                    "AMF-058",
                    "It is going to move to its preferred assignment when "
                            + config.autoAdjustProbationNanos() / NANOS_PER_SECOND
                            + " s have passed without a failure.");
        } else {
            sentences.add("AMF-058", "Auto-adjust is on, and there is nothing to adjust now.");
        }
    }

    private void instance(Sentences sentences, InstanceState instance) {
        Holders holders = group.target().of(instance.instance());
        String who = holders.actives().isEmpty()
                ? "nobody"
                : Sentences.names(holders.actives())
                        + (holders.standbys().isEmpty() ? "" : ", standby " + Sentences.names(holders.standbys()));
        String admin = instance.admin() == AdminState.UNLOCKED ? "" : ", and it is " + instance.admin();
        sentences.add(
                "AMF-060", instance.instance().name() + " is " + instance.assignment() + ": with " + who + admin + ".");
    }
}
