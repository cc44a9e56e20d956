package org.amf4j.core.explanation;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.assignment.Explanations;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments.Holders;
import org.amf4j.core.redundancy.Role;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.ReadinessState;

/** Why a service instance is with the units that have it, and why not with each of the others. */
final class InstanceExplanation {

    private final ClusterState state;
    private final InstanceState instance;
    private final GroupState group;
    private final Holders holders;
    private final RoleReasons roles;

    InstanceExplanation(ClusterState state, InstanceState instance) {
        this.state = state;
        this.instance = instance;
        this.group = state.of(instance.instance().group());
        this.holders = group.target().of(instance.instance());
        this.roles = new RoleReasons(group);
    }

    void tell(Sentences sentences) {
        boolean free = state.isStarted() && Targets.isAssignable(state, group, instance);
        if (!free) {
            String locked = instance.brokenBy().isPresent() ? "AMF-076" : "AMF-035";
            sentences.add(state.isStarted() ? locked : "AMF-047", Explanations.of(state, instance));
        } else {
            sentences.add("AMF-060", headline());
            Explanations.sponsorsMissing(instance).ifPresent(text -> sentences.add("AMF-076", text));
        }
        stuck().ifPresent(text -> sentences.add("AMF-073", text));
        for (UnitState unit : group.units()) {
            tell(sentences, unit, free);
        }
    }

    private String headline() {
        String name = instance.instance().name();
        String rank = instance.instance().config().rank() == 0
                ? "without a rank"
                : "rank " + instance.instance().config().rank();
        String head = name + " (" + rank + ") is " + instance.assignment();
        if (holders.actives().isEmpty()) {
            return head + ": no unit of " + group.group().name() + " can take it.";
        }
        String should = Sentences.names(holders.actives()) + " ACTIVE"
                + (holders.standbys().isEmpty() ? "" : ", " + Sentences.names(holders.standbys()) + " STANDBY");
        return head + ": by the model " + group.group().config().modelName() + " it has " + should
                + (group.isSettled() ? "." : ", and is still on its way there.");
    }

    private Optional<String> stuck() {
        boolean held = instance.assignments().stream()
                .anyMatch(a -> a.unit().presence().isFailed() && a.mayBeActive());
        return held && instance.assignment() == AssignmentState.UNASSIGNED
                ? Optional.of("A former holder could not be cleaned up and may still serve, so nobody else may.")
                : Optional.empty();
    }

    private void tell(Sentences sentences, UnitState unit, boolean free) {
        Optional<UnitAssignment> present = instance.on(unit);
        Optional<Role> role = holders.role(unit.unit());
        if (role.isPresent()) {
            RoleReasons.Why why = roles.why(role.get(), instance.instance(), unit);
            sentences.add(
                    why.rule(), title(unit) + progress(present, role.get()) + ": " + why.text() + reserve(unit) + ".");
        } else if (present.isPresent()) {
            sentences.add("AMF-039", title(unit) + leaving(present.get()));
        } else if (unit.readiness() != ReadinessState.IN_SERVICE) {
            RoleReasons.Why why = unit.readiness() == ReadinessState.STOPPING
                    ? new RoleReasons.Why("AMF-035", "it is shutting down, finishes its work and takes none")
                    : new UnitExplanation(state, unit).outOfService();
            sentences.add(why.rule(), title(unit) + " is not chosen: " + why.text() + ".");
        } else if (free) {
            RoleReasons.Why why = roles.whyNot(instance.instance(), unit);
            sentences.add(why.rule(), title(unit) + " is not chosen: " + why.text() + ".");
        } else {
            sentences.add("", title(unit) + " is in service and could be asked.");
        }
    }

    private String reserve(UnitState unit) {
        HaReadiness readiness = group.haReadiness().of(unit.unit(), instance.instance());
        return readiness == HaReadiness.READY_FOR_ASSIGNMENT ? "" : "; its components say that it is " + readiness;
    }

    private String title(UnitState unit) {
        ServiceUnit configured = unit.unit();
        String rank = instance.instance().rankOf(configured).isPresent()
                ? "rank " + instance.instance().rankOf(configured).getAsInt() + " for it"
                : configured.config().rank() == 0
                        ? "without a rank"
                        : "rank " + configured.config().rank();
        String where = unit.host().map(h -> ", on " + h.node().name()).orElse("");
        return configured.name() + " (" + rank + where + ")";
    }

    private static String progress(Optional<UnitAssignment> present, Role role) {
        HaState wanted = role == Role.ACTIVE ? HaState.ACTIVE : HaState.STANDBY;
        if (present.isPresent() && present.get().is(wanted)) {
            List<?> parts = present.get().csis();
            return parts.isEmpty() ? " is to be " + wanted + ", but none of its components has room" : " is " + wanted;
        }
        if (present.isEmpty()) {
            return " is to become " + wanted + ", after others have given way";
        }
        String from = present.get().confirmed().map(h -> " (now " + h + ")").orElse("");
        String after = present.get()
                .after()
                .map(a -> ", as soon as " + a.component().rdnValue() + " of "
                        + a.component().parent().rdnValue() + " has been cleaned up")
                .orElse("");
        return " is becoming " + wanted + from + after;
    }

    private static String leaving(UnitAssignment present) {
        String now = present.confirmed().map(h -> "is " + h).orElse("was about to take it");
        return " " + now + " and gives it up: "
                + (present.mayBeActive() ? "it stops serving first." : "nothing of it serves.");
    }
}
