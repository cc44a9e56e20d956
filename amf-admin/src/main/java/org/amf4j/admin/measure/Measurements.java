package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;

/** Picks out of what a cluster has measured what belongs to one's own doing. */
final class Measurements {

    private Measurements() {}

    /** The latest fail-over from the component that was observed since the instant. */
    static Optional<Failover> failover(JsonNode failovers, String component, long sinceNanos) {
        return failovers
                .valueStream()
                .map(Failover::of)
                .filter(f -> f.component().equals(component) && f.observedAtNanos() >= sinceNanos)
                .max(Comparator.comparingLong(Failover::observedAtNanos));
    }

    /** A counter in the text that Prometheus reads; 0 while nothing was counted. */
    static long counter(String meters, String name) {
        return meters.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1).strip())
                .mapToLong(value -> Math.round(Double.parseDouble(value)))
                .sum();
    }

    /** The latest hand-over from the component since the instant. */
    static Optional<Swap> swap(JsonNode swaps, String component, long sinceNanos) {
        return swaps.valueStream()
                .map(Swap::of)
                .filter(s -> s.from().equals(component) && s.quiescedAtNanos() >= sinceNanos)
                .max(Comparator.comparingLong(Swap::quiescedAtNanos));
    }
}
