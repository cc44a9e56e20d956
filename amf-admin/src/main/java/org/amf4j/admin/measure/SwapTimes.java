package org.amf4j.admin.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a planned switch-over took. All in nanoseconds.
 *
 * @param figuresNanos the main figures by name
 * @param breakdownNanos parts of the whole by name, in their order; they add up to it
 */
record SwapTimes(Map<String, Long> figuresNanos, Map<String, Long> breakdownNanos) {

    /** What figures and parts mean, by name. */
    static final Map<String, String> PARTS = parts();

    /**
     * The times of a switch-over.
     *
     * @param askedAtNanos instant just before the request was sent, in nanoseconds since 1970
     * @param answeredAtNanos instant just after its result had come
     */
    static SwapTimes of(long askedAtNanos, long answeredAtNanos, Swap swap) {
        long gap = swap.callbackEnteredAtNanos() - swap.quiescedAtNanos();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("reaction", swap.quiescedAtNanos() - askedAtNanos);
        figures.put("recovery", gap);
        figures.put("outage", gap);
        figures.put("repair", answeredAtNanos - askedAtNanos);
        Map<String, Long> breakdown = new LinkedHashMap<>();
        breakdown.put("quiesce", swap.quiescedAtNanos() - askedAtNanos);
        if (swap.orderSentAtNanos() > 0) {
            breakdown.put("commit", swap.orderSentAtNanos() - swap.quiescedAtNanos());
            breakdown.put("assign", swap.callbackEnteredAtNanos() - swap.orderSentAtNanos());
        } else {
            breakdown.put("commit_and_assign", gap);
        }
        breakdown.put("callback", swap.callbackAnsweredAtNanos() - swap.callbackEnteredAtNanos());
        breakdown.put("complete", answeredAtNanos - swap.callbackAnsweredAtNanos());
        return new SwapTimes(figures, breakdown);
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("reaction", "request sent to QUIESCED answered; the service runs until then");
        parts.put("recovery", "QUIESCED answered to ACTIVE callback entered: nobody was active");
        parts.put("outage", "the same: nothing had failed");
        parts.put("repair", "request sent to its result received, new standby included");
        parts.put("quiesce", "request sent to QUIESCED answered by the former active");
        parts.put("commit", "that to the order to the successor: report, commit in the log, decision");
        parts.put("assign", "order sent to ACTIVE callback entered");
        parts.put("commit_and_assign", "both, where it is not known when the order was sent");
        parts.put("callback", "ACTIVE callback entered to answered");
        parts.put("complete", "that to the result of the request received");
        return parts;
    }
}
