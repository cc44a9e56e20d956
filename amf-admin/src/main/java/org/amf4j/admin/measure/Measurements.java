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

    /** The latest switch-over of the instance that was requested since the instant. */
    static Optional<Swap> swap(JsonNode swaps, String instance, long sinceNanos) {
        return swaps.valueStream()
                .map(Swap::of)
                .filter(s -> s.instance().equals(instance) && s.requestedAtNanos() >= sinceNanos)
                .max(Comparator.comparingLong(Swap::requestedAtNanos));
    }
}
