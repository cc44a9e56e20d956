package org.amf4j.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.amf4j.api.Dn;

/**
 * A failure of a component and what followed. Instants are nanoseconds since the epoch, empty while (or if) they do not
 * exist.
 *
 * @param component the component that failed
 * @param source who noticed: the name of an error source, or {@code NODE_LEFT}
 * @param successor the component that became active last, the root name while there is none
 * @param activeCsis how many CSIs the failed component was active for
 * @param observedAt when it was noticed
 * @param cleanupStartedAt when cleanup began
 * @param reportedAt timestamp of the log entry that told the director
 * @param cleanupEndedAt when cleanup ended
 * @param orderSentAt when the leader sent the first order to become active
 * @param callbackEnteredAt when the last successor entered its ACTIVE callback
 * @param callbackAnsweredAt when the last successor answered it
 * @param repairedAt timestamp of the log entry with which the failed unit was in service again
 */
public record Failover(
        Dn component,
        String source,
        Dn successor,
        int activeCsis,
        long observedAt,
        OptionalLong cleanupStartedAt,
        long reportedAt,
        OptionalLong cleanupEndedAt,
        OptionalLong orderSentAt,
        OptionalLong callbackEnteredAt,
        OptionalLong callbackAnsweredAt,
        OptionalLong repairedAt) {

    /** Source of failures that nobody could report, because the node is gone. */
    public static final String NODE_LEFT = "NODE_LEFT";

    /** Nanoseconds from the failure to the first action of the framework. */
    public OptionalLong reactionNanos() {
        return Instants.between(OptionalLong.of(observedAt), firstAction());
    }

    /** Nanoseconds from the first action until the last successor was told ACTIVE. */
    public OptionalLong recoveryNanos() {
        return Instants.between(firstAction(), callbackEnteredAt);
    }

    /** Nanoseconds of reaction and recovery together; the work stood still for so long. */
    public OptionalLong outageNanos() {
        OptionalLong reaction = reactionNanos();
        OptionalLong recovery = recoveryNanos();
        return reaction.isPresent() && recovery.isPresent()
                ? OptionalLong.of(reaction.getAsLong() + recovery.getAsLong())
                : OptionalLong.empty();
    }

    /** Nanoseconds from the failure until the failed unit was in service again. */
    public OptionalLong repairNanos() {
        return Instants.between(OptionalLong.of(observedAt), repairedAt);
    }

    /** Cleanup; where a node is gone there is none, and the director's decision is the first action. */
    private OptionalLong firstAction() {
        return source.equals(NODE_LEFT) ? OptionalLong.of(reportedAt) : cleanupStartedAt;
    }

    /** The record for JSON: snake-case keys with units, absent values left out, in the order of time. */
    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("component", component.toString());
        view.put("source", source);
        if (!successor.isRoot()) {
            view.put("successor", successor.toString());
        }
        view.put("active_csis", activeCsis);
        view.put("observed_ns", observedAt);
        Instants.putNanos(view, "cleanup_started_ns", cleanupStartedAt);
        view.put("reported_ns", reportedAt);
        Instants.putNanos(view, "cleanup_ended_ns", cleanupEndedAt);
        Instants.putNanos(view, "order_sent_ns", orderSentAt);
        Instants.putNanos(view, "callback_entered_ns", callbackEnteredAt);
        Instants.putNanos(view, "callback_answered_ns", callbackAnsweredAt);
        Instants.putNanos(view, "repaired_ns", repairedAt);
        Instants.putMillis(view, "reaction_ms", reactionNanos());
        Instants.putMillis(view, "recovery_ms", recoveryNanos());
        Instants.putMillis(view, "outage_ms", outageNanos());
        Instants.putMillis(view, "repair_ms", repairNanos());
        return view;
    }
}
