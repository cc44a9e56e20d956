package org.amf4j.core.assignment;

import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;

/** Says in sentences why a group's target has changed. */
final class TargetReasons {

    private final Turn turn;

    TargetReasons(Turn turn) {
        this.turn = turn;
    }

    void explain(GroupState group, Assignments before, Assignments next) {
        String model = group.group().config().redundancy().title();
        for (InstanceState instance : group.instances()) {
            Assignments.Holders was = before.of(instance.instance());
            Assignments.Holders is = next.of(instance.instance());
            if (!was.equals(is)) {
                turn.because(instance.instance(), model, sentence(group, instance.instance(), was, is));
            }
        }
    }

    private String sentence(GroupState group, ServiceInstance si, Assignments.Holders was, Assignments.Holders is) {
        StringBuilder text = new StringBuilder("goes to ");
        text.append(is.actives().isEmpty() ? "nobody" : names(is.actives()) + " ACTIVE");
        if (!is.standbys().isEmpty()) {
            text.append(", ").append(names(is.standbys())).append(" STANDBY");
        }
        List<ServiceUnit> left =
                was.actives().stream().filter(u -> !is.actives().contains(u)).toList();
        for (ServiceUnit unit : left) {
            UnitState state = turn.state().of(unit);
            text.append("; ")
                    .append(unit.name())
                    .append(" was ACTIVE and is now ")
                    .append(whyNot(group, state));
        }
        if (is.actives().isEmpty() && left.isEmpty()) {
            text.append("; no unit in service can take ").append(si.name());
        }
        return text.toString();
    }

    private String whyNot(GroupState group, UnitState unit) {
        return switch (unit.readiness()) {
            case IN_SERVICE -> "to hand over";
            case STOPPING -> "shutting down";
            case OUT_OF_SERVICE -> "OUT_OF_SERVICE (" + Explanations.outOfService(turn.state(), unit) + ")";
        };
    }

    private static String names(List<ServiceUnit> units) {
        return units.stream().map(ServiceUnit::name).collect(Collectors.joining(", "));
    }
}
