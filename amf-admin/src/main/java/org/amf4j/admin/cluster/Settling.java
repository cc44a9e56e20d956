package org.amf4j.admin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.output.Json;

/** Waits until a cluster has come to rest: everything assigned, or nothing going on any more. */
public final class Settling {
    /** So many instances are named in a message. */
    private static final int NAMED_MAX = 5;

    private static final Set<String> IN_MOTION = Set.of("INSTANTIATING", "TERMINATING", "RESTARTING");

    private final AdminClient client;
    private JsonNode last = Json.object();

    /** Watches through the client. */
    public Settling(AdminClient client) {
        this.client = client;
    }

    /** Waits; false when the cluster is still in motion at the end of the limit. */
    public boolean await(Duration limit) {
        return Await.until(limit, () -> {
            last = client.query("status", Map.of());
            return isSettled(last);
        });
    }

    /**
     * Waits until, besides, so many nodes have joined that were started since the instant: before they have, a cluster that was
     * started again is at rest with what it remembers, or with nothing.
     *
     * @param nodes that were started; those that the model does not have cannot join
     * @param sinceNanos nanoseconds since the epoch
     */
    public boolean awaitJoined(Duration limit, int nodes, long sinceNanos) {
        return Await.until(limit, () -> {
            last = client.query("status", Map.of());
            long known = last.path("clm_nodes").size();
            long joined = last.path("clm_nodes")
                    .valueStream()
                    .filter(node -> node.path("up").asBoolean()
                            && node.path("boot_timestamp_ns").asLong() >= sinceNanos)
                    .count();
            return joined >= Math.min(nodes, known) && isSettled(last);
        });
    }

    /** The answer to the last look. */
    public JsonNode status() {
        return last;
    }

    /**
     * Whether the status shows a cluster at rest: the leader says so, or every unlocked instance is fully assigned and
     * no unit is on its way.
     */
    static boolean isSettled(JsonNode status) {
        if (status.path("settled").asBoolean(false)) {
            return true;
        }
        return missing(status).isEmpty() && !status.path("sis").isEmpty() && isStill(status);
    }

    private static boolean isStill(JsonNode status) {
        for (JsonNode unit : status.path("sus")) {
            if (IN_MOTION.contains(unit.path("presence").asText())) {
                return false;
            }
        }
        return true;
    }

    /** Unlocked instances that lack assignments, each as a sentence. */
    public static List<String> missing(JsonNode status) {
        return status.path("sis")
                .valueStream()
                .filter(si -> si.path("admin").asText().equals("UNLOCKED"))
                .filter(si -> !si.path("assignment").asText().equals("FULLY_ASSIGNED"))
                .map(si ->
                        si.path("dn").asText() + " is " + si.path("assignment").asText())
                .toList();
    }

    /** The first of them for a message, and how many more there are. */
    public static String firstMissing(JsonNode status) {
        List<String> missing = missing(status);
        int more = missing.size() - NAMED_MAX;
        String named = String.join("; ", missing.subList(0, Math.min(missing.size(), NAMED_MAX)));
        return more > 0 ? named + "; and " + more + " more" : named;
    }

    /** Controllers and witnesses that do not have the whole log, as the leader sees them. */
    public static Set<String> behind(JsonNode status) {
        Set<String> behind = new LinkedHashSet<>();
        for (String voters : List.of("controllers", "witnesses")) {
            status.path(voters).forEach(voter -> behind.add(voter.asText()));
        }
        status.path("voters_current").forEach(voter -> behind.remove(voter.asText()));
        return behind;
    }
}
