package org.amf4j.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.amf4j.api.Dn;

/**
 * A planned hand-over from one component to another. Instants are nanoseconds since the epoch.
 *
 * @param from the component that was quiesced
 * @param to the component that became active
 * @param csis how many CSIs were handed over by this order
 * @param quiescedAt when the former answered that it is quiesced
 * @param orderSentAt when the leader sent the order to become active, empty on controllers that did not lead
 * @param callbackEnteredAt when the new one entered its ACTIVE callback
 * @param callbackAnsweredAt when the new one answered it
 */
public record PlannedSwitch(
        Dn from,
        Dn to,
        int csis,
        long quiescedAt,
        OptionalLong orderSentAt,
        long callbackEnteredAt,
        long callbackAnsweredAt) {

    /** Nanoseconds in which nobody was active. */
    public long gapNanos() {
        return Math.max(0, callbackEnteredAt - quiescedAt);
    }

    /** The record for JSON: snake-case keys with units, absent values left out, in the order of time. */
    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("from", from.toString());
        view.put("to", to.toString());
        view.put("csis", csis);
        view.put("quiesced_ns", quiescedAt);
        Instants.putNanos(view, "order_sent_ns", orderSentAt);
        view.put("callback_entered_ns", callbackEnteredAt);
        view.put("callback_answered_ns", callbackAnsweredAt);
        Instants.putMillis(view, "gap_ms", OptionalLong.of(gapNanos()));
        return view;
    }
}
