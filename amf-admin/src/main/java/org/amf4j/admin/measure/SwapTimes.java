package org.amf4j.admin.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a planned switch-over took. All in nanoseconds.
 *
 * @param figuresNanos the main figures by name
 * @param breakdownNanos parts of the whole by name
 */
record SwapTimes(Map<String, Long> figuresNanos, Map<String, Long> breakdownNanos) {

    /** What figures and parts mean, by name. */
    static final Map<String, String> PARTS = parts();

    /**
     * The times of a switch-over.
     *
     * @param askedAtNanos instant just before the request was sent, in nanoseconds since 1970
     */
    static SwapTimes of(long askedAtNanos, Swap swap) {
        long gap = swap.callbackEnteredAtNanos() - swap.quiescedAtNanos();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("reaction", swap.quiescedAtNanos() - askedAtNanos);
        figures.put("recovery", gap);
        figures.put("outage", gap);
        figures.put("repair", swap.completedAtNanos() - askedAtNanos);
        Map<String, Long> breakdown = new LinkedHashMap<>();
        breakdown.put("request", swap.requestedAtNanos() - askedAtNanos);
        breakdown.put("quiesce", swap.quiescedAtNanos() - swap.requestedAtNanos());
        breakdown.put("hand_over", gap);
        breakdown.put("callback", swap.callbackAnsweredAtNanos() - swap.callbackEnteredAtNanos());
        breakdown.put("complete", swap.completedAtNanos() - swap.callbackAnsweredAtNanos());
        return new SwapTimes(figures, breakdown);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("reaction", "request sent to QUIESCED callback entered; the service still runs");
        parts.put("recovery", "QUIESCED callback entered to ACTIVE callback entered: nobody was active");
        parts.put("outage", "the same: nothing had failed");
        parts.put("repair", "request sent to operation complete, standby included");
        parts.put("request", "request sent to request known to the director");
        parts.put("quiesce", "that to QUIESCED callback entered");
        parts.put("hand_over", "QUIESCED callback entered to ACTIVE callback entered");
        parts.put("callback", "ACTIVE callback entered to answered");
        parts.put("complete", "that to operation complete");
        return parts;
    }
}
