package org.amf4j.admin.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.output.Json;

/**
 * What is known of the cluster.
 *
 * @param status the answer to {@code status}, with what is not as it should be; empty before the first answer
 * @param alarms the answer to {@code alarms}
 * @param events the last ones as lines, oldest first
 * @param trouble why there is no newer answer, if there is none
 */
record Observed(JsonNode status, JsonNode alarms, List<String> events, Optional<String> trouble) {

    Observed {
        events = List.copyOf(events);
    }

    static Observed nothing() {
        return new Observed(Json.object(), Json.object(), List.of(), Optional.empty());
    }

    Observed troubledBy(String why) {
        return new Observed(status, alarms, events, Optional.of(why));
    }

    /** Names of the entities that can be chosen: nodes, service groups, service units, service instances. */
    List<String> entities() {
        List<String> names = new ArrayList<>();
        for (String list : List.of("nodes", "groups", "sus", "sis")) {
            status.path(list).forEach(entity -> names.add(entity.path("dn").asText()));
        }
        return names;
    }
}
