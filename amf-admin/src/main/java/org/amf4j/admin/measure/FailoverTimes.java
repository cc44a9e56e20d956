package org.amf4j.admin.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a fail-over took, seen from the instant of failure. All in nanoseconds.
 *
 * @param reactionNanos failure to first action of the framework
 * @param recoveryNanos first action until the successor is told that it is active
 * @param repairNanos failure until the failed unit is in service again
 * @param breakdownNanos parts of the outage by name, in their order; those that lie beside or after it come last
 */
public record FailoverTimes(
        long reactionNanos, long recoveryNanos, long repairNanos, Map<String, Long> breakdownNanos) {

    /** What the parts mean, by name. */
    public static final Map<String, String> PARTS = parts();

    /** What the parts mean where a node was lost, by name. */
    public static final Map<String, String> NODE_PARTS = nodeParts();

    /** Failure until the successor is told that it is active. */
    public long outageNanos() {
        return reactionNanos + recoveryNanos;
    }

    /**
     * The times of a fail-over.
     *
     * @param failedAtNanos instant just before the failure was caused, in nanoseconds since 1970
     */
    public static FailoverTimes of(long failedAtNanos, Failover failover) {
        Map<String, Long> breakdown = new LinkedHashMap<>();
        // The order to the successor needs both the report of the failure and that of the cleanup's end.
        long known = Math.max(failover.cleanupEndedAtNanos(), failover.reportedAtNanos());
        breakdown.put("detect", failover.observedAtNanos() - failedAtNanos);
        breakdown.put("react", failover.cleanupStartedAtNanos() - failover.observedAtNanos());
        breakdown.put("cleanup", known - failover.cleanupStartedAtNanos());
        if (failover.orderSentAtNanos() > 0) {
            breakdown.put("commit", failover.orderSentAtNanos() - known);
            breakdown.put("assign", failover.callbackEnteredAtNanos() - failover.orderSentAtNanos());
        } else {
            // Only the leader knows when it sent an order, and it may have been another one than now.
            breakdown.put("commit_and_assign", failover.callbackEnteredAtNanos() - known);
        }
        breakdown.put("report", failover.reportedAtNanos() - failover.observedAtNanos());
        breakdown.put("callback", failover.callbackAnsweredAtNanos() - failover.callbackEnteredAtNanos());
        return new FailoverTimes(
                failover.cleanupStartedAtNanos() - failedAtNanos,
                failover.callbackEnteredAtNanos() - failover.cleanupStartedAtNanos(),
                failover.repairedAtNanos() - failedAtNanos,
                breakdown);
    }

    /**
     * The times of a fail-over because a node was lost. Nothing is cleaned up there; the first action is the leader's decision
     * that the node is gone.
     *
     * @param failedAtNanos instant just before the failure was caused, in nanoseconds since 1970
     */
    static FailoverTimes ofNode(long failedAtNanos, Failover failover) {
        Map<String, Long> breakdown = new LinkedHashMap<>();
        breakdown.put("certainty", failover.reportedAtNanos() - failedAtNanos);
        if (failover.orderSentAtNanos() > 0) {
            breakdown.put("commit", failover.orderSentAtNanos() - failover.reportedAtNanos());
            breakdown.put("assign", failover.callbackEnteredAtNanos() - failover.orderSentAtNanos());
        } else {
            breakdown.put("commit_and_assign", failover.callbackEnteredAtNanos() - failover.reportedAtNanos());
        }
        breakdown.put("callback", failover.callbackAnsweredAtNanos() - failover.callbackEnteredAtNanos());
        return new FailoverTimes(
                failover.reportedAtNanos() - failedAtNanos,
                failover.callbackEnteredAtNanos() - failover.reportedAtNanos(),
                failover.repairedAtNanos() - failedAtNanos,
                breakdown);
    }

    private static Map<String, String> nodeParts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("reaction", "failure to the leader's word that nothing runs on the node any more");
        parts.put("recovery", "that to ACTIVE callback entered");
        parts.put("outage", "both together");
        parts.put(
                "repair",
                "failure to the failed unit in service; the node is started, or its cable plugged in, after the outage");
        parts.put(
                "certainty",
                "failure to the leader's word: proof of death or end of the lease, and an election if it led");
        parts.put("commit", "that to the order to the successor: commit in the log, decision");
        parts.put("assign", "order sent to ACTIVE callback entered");
        parts.put("commit_and_assign", "both, where it is not known when the order was sent");
        parts.put("callback", "ACTIVE callback entered to answered, after the outage");
        return parts;
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("detect", "signal sent to death noticed by the agent");
        parts.put("react", "death noticed to cleanup started");
        parts.put("cleanup", "cleanup started to cleanup ended and failure known to the director");
        parts.put("commit", "that to the order to the successor: report, commit in the log, decision");
        parts.put("assign", "order sent to ACTIVE callback entered");
        parts.put("commit_and_assign", "both, where it is not known when the order was sent");
        parts.put("report", "death noticed to failure known to the director, beside the cleanup");
        parts.put("callback", "ACTIVE callback entered to answered, after the outage");
        return parts;
    }
}
