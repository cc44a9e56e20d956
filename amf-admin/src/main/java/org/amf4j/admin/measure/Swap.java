package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The instants of one planned switch-over, in nanoseconds since 1970; 0 for what has not happened (yet).
 *
 * @param instance the service instance
 * @param from the component that was active
 * @param successor the component that became active
 * @param requestedAtNanos the director learned of the request
 * @param quiescedAtNanos the former active component was told to be QUIESCED: it stops serving
 * @param callbackEnteredAtNanos the successor was told to be ACTIVE
 * @param callbackAnsweredAtNanos the successor had answered
 * @param completedAtNanos the operation was complete
 */
public record Swap(
        String instance,
        String from,
        String successor,
        long requestedAtNanos,
        long quiescedAtNanos,
        long callbackEnteredAtNanos,
        long callbackAnsweredAtNanos,
        long completedAtNanos) {

    /** Reads one element of the answer to the query {@code swaps}. */
    public static Swap of(JsonNode json) {
        return new Swap(
                json.path("instance").asText(),
                json.path("component").asText(),
                json.path("successor").asText(),
                json.path("requested_at_ns").asLong(),
                json.path("quiesced_at_ns").asLong(),
                json.path("callback_entered_at_ns").asLong(),
                json.path("callback_answered_at_ns").asLong(),
                json.path("completed_at_ns").asLong());
    }

    /** Whether it is over. */
    public boolean isComplete() {
        return callbackEnteredAtNanos > 0 && completedAtNanos > 0;
    }
}
