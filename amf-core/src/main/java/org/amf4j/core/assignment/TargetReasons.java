package org.amf4j.core.assignment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.Turn;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.ReadinessState;

/** Says in sentences why a group's target has changed. */
final class TargetReasons {

    private final Turn turn;

    TargetReasons(Turn turn) {
        this.turn = turn;
    }

    void explain(GroupState group, Assignments before, Assignments next) {
        String model = group.group().config().modelName();
        boolean alike = group.haReadiness().isAllReady();
        Map<Move, String> said = new LinkedHashMap<>(); // mostly the same sentence for all that a unit has held
        for (InstanceState instance : group.instances()) {
            Assignments.Holders was = before.of(instance.instance());
            Assignments.Holders is = next.of(instance.instance());
            if (!was.equals(is)) {
                Move move = new Move(was, is);
                String text = said.get(move);
                if (text == null) {
                    text = sentence(group, instance.instance(), move.was(), move.is());
                    if (!move.is().actives().isEmpty() && alike) { // else the sentence may be about the instance
                        said.put(move, text);
                    }
                }
                turn.because(instance.instance(), model, text);
            }
        }
    }

    private record Move(Assignments.Holders was, Assignments.Holders is) {

        @Override
        public boolean equals(Object other) { // asked for every instance: faster than what the language makes
            return other instanceof Move m && m.was.equals(was) && m.is.equals(is);
        }

        @Override
        public int hashCode() {
            return 31 * was.hashCode() + is.hashCode();
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
                    .append(whyNot(group, state, si));
        }
        if (is.actives().isEmpty() && left.isEmpty()) {
            String cause =
                    Explanations.blocked(turn.state(), group, turn.state().of(si));
            text.append("; ").append(cause.isEmpty() ? "no unit in service can take " + si.name() : cause);
        }
        return text.toString();
    }

    private String whyNot(GroupState group, UnitState unit, ServiceInstance instance) {
        HaReadiness ready = group.haReadiness().of(unit.unit(), instance);
        if (unit.readiness() == ReadinessState.IN_SERVICE && !ready.allowsActive()) {
            return ready + ", by what its components say";
        }
        return switch (unit.readiness()) {
            case IN_SERVICE -> "to hand it over";
            case STOPPING -> "shutting down";
            case OUT_OF_SERVICE -> "OUT_OF_SERVICE (" + Explanations.outOfService(turn.state(), unit) + ")";
        };
    }

    private static String names(List<ServiceUnit> units) {
        return units.stream().map(ServiceUnit::name).collect(Collectors.joining(", "));
    }
}
