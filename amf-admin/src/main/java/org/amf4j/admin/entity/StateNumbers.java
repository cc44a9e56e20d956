package org.amf4j.admin.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.amf4j.admin.output.Json;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.OperationalState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ReadinessState;

/** The standard's numbers of states, for programs that know these: {@code admin_number} beside {@code admin}. */
public final class StateNumbers {

    private static final String SUFFIX = "_number";

    private static final Map<String, Map<String, Integer>> NUMBERS = Map.of(
            "admin", numbers(AdminState.values(), AdminState::value),
            "operational", numbers(OperationalState.values(), OperationalState::value),
            "presence", numbers(PresenceState.values(), PresenceState::value),
            "readiness", numbers(ReadinessState.values(), ReadinessState::value),
            "assignment", numbers(AssignmentState.values(), AssignmentState::value),
            "ha", numbers(HaState.values(), HaState::value),
            "ha_readiness", numbers(HaReadiness.values(), HaReadiness::value));

    private StateNumbers() {}

    private static <E extends Enum<E>> Map<String, Integer> numbers(E[] values, ToIntFunction<E> number) {
        return Arrays.stream(values).collect(Collectors.toMap(E::name, number::applyAsInt));
    }

    /** The same with a number after each state, at any depth; a state that is none, as of who has no work, has no number. */
    public static JsonNode beside(JsonNode json) {
        if (json instanceof ArrayNode list) {
            ArrayNode numbered = Json.array();
            list.forEach(element -> numbered.add(beside(element)));
            return numbered;
        }
        if (!(json instanceof ObjectNode)) {
            return json;
        }
        ObjectNode numbered = Json.object();
        json.properties().forEach(entry -> {
            numbered.set(entry.getKey(), beside(entry.getValue()));
            number(entry.getKey(), entry.getValue()).ifPresent(n -> numbered.put(entry.getKey() + SUFFIX, n));
        });
        return numbered;
    }

    private static Optional<Integer> number(String key, JsonNode value) {
        return Optional.ofNullable(NUMBERS.get(key)).map(numbers -> numbers.get(value.asText()));
    }
}
