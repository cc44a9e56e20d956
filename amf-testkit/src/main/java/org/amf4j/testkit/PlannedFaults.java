package org.amf4j.testkit;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.amf4j.api.Dn;
import org.amf4j.testkit.SimulatedAgent.Operation;

/** What is to go wrong the next time that components do something on one node. */
final class PlannedFaults {

    private final Map<Dn, Map<Operation, Integer>> failures = new LinkedHashMap<>();
    private final Map<Dn, Map<Operation, Long>> delays = new LinkedHashMap<>();

    void fail(Dn component, Operation operation) {
        failures.computeIfAbsent(component, c -> new EnumMap<>(Operation.class)).merge(operation, 1, Integer::sum);
    }

    void delay(Dn component, Operation operation, long nanos) {
        delays.computeIfAbsent(component, c -> new EnumMap<>(Operation.class)).put(operation, nanos);
    }

    /** Whether it fails this time. */
    boolean takeFailure(Dn component, Operation operation) {
        Map<Operation, Integer> planned = failures.getOrDefault(component, Map.of());
        int left = planned.getOrDefault(operation, 0);
        if (left > 0) {
            planned.put(operation, left - 1);
        }
        return left > 0;
    }

    /** How long it takes this time, when that was said. */
    OptionalLong takeDelay(Dn component, Operation operation) {
        Map<Operation, Long> planned = delays.get(component);
        Long nanos = planned == null ? null : planned.remove(operation);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    void clear() {
        failures.clear();
        delays.clear();
    }
}
