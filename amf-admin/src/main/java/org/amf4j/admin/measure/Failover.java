package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The instants of one fail-over, in nanoseconds since 1970; 0 for what has not happened (yet).
 *
 * @param component the component that failed
 * @param successor the component that became active
 * @param observedAtNanos the agent learned of the failure
 * @param cleanupStartedAtNanos the agent started to clean up: the first action
 * @param reportedAtNanos the director learned of the failure
 * @param cleanupEndedAtNanos the cleanup had succeeded
 * @param orderSentAtNanos the director sent the order to make the successor active
 * @param callbackEnteredAtNanos the successor was told
 * @param callbackAnsweredAtNanos the successor had answered
 * @param repairedAtNanos the failed unit was in service again
 */
public record Failover(
        String component,
        String successor,
        long observedAtNanos,
        long cleanupStartedAtNanos,
        long reportedAtNanos,
        long cleanupEndedAtNanos,
        long orderSentAtNanos,
        long callbackEnteredAtNanos,
        long callbackAnsweredAtNanos,
        long repairedAtNanos) {

    /** Reads one element of the answer to the query {@code failovers}. */
    public static Failover of(JsonNode json) {
        return new Failover(
                json.path("component").asText(),
                json.path("successor").asText(),
                json.path("observed_ns").asLong(),
                json.path("cleanup_started_ns").asLong(),
                json.path("reported_ns").asLong(),
                json.path("cleanup_ended_ns").asLong(),
                json.path("order_sent_ns").asLong(),
                json.path("callback_entered_ns").asLong(),
                json.path("callback_answered_ns").asLong(),
                json.path("repaired_ns").asLong());
    }

    /** The same with another instant of repair. */
    Failover withRepair(long atNanos) {
        return new Failover(
                component,
                successor,
                observedAtNanos,
                cleanupStartedAtNanos,
                reportedAtNanos,
                cleanupEndedAtNanos,
                orderSentAtNanos,
                callbackEnteredAtNanos,
                callbackAnsweredAtNanos,
                atNanos);
    }

    /** Whether the successor serves. */
    public boolean isRecovered() {
        return callbackAnsweredAtNanos > 0;
    }

    /** Whether the failed unit is in service again, too. */
    public boolean isRepaired() {
        return isRecovered() && repairedAtNanos > 0;
    }
}
