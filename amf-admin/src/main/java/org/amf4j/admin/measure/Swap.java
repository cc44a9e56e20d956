package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The instants of one planned hand-over, in nanoseconds since 1970; 0 for what is not known.
 *
 * @param from the component that was active
 * @param successor the component that became active
 * @param quiescedAtNanos the former active component had answered that it is quiesced
 * @param orderSentAtNanos the director sent the order to make the successor active
 * @param callbackEnteredAtNanos the successor was told to be ACTIVE
 * @param callbackAnsweredAtNanos the successor had answered
 */
public record Swap(
        String from,
        String successor,
        long quiescedAtNanos,
        long orderSentAtNanos,
        long callbackEnteredAtNanos,
        long callbackAnsweredAtNanos) {

    /** Reads one element of the answer to the query {@code swaps}. */
    public static Swap of(JsonNode json) {
        return new Swap(
                json.path("from").asText(),
                json.path("to").asText(),
                json.path("quiesced_ns").asLong(),
                json.path("order_sent_ns").asLong(),
                json.path("callback_entered_ns").asLong(),
                json.path("callback_answered_ns").asLong());
    }

    /** Whether the successor serves. */
    public boolean isComplete() {
        return callbackAnsweredAtNanos > 0;
    }
}
