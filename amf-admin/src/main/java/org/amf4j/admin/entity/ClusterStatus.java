package org.amf4j.admin.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amf4j.api.Dn;

/** The answer to the query {@code status}, with its rows by the entities that they are about. Immutable. */
final class ClusterStatus {

    private final JsonNode status;
    private final Map<String, Map<String, List<JsonNode>>> indices = new HashMap<>();

    ClusterStatus(JsonNode status) {
        this.status = status;
        index("groups by app", rows("groups"), g -> application(g.path("dn").asText()));
        index("sus by group", rows("sus"), key("group"));
        index("sus by node", rows("sus"), key("node"));
        index("sus by dn", rows("sus"), key("dn"));
        index("sis by group", rows("sis"), key("group"));
        index("components by su", rows("components"), key("su"));
        index("assignments by su", rows("assignments"), key("su"));
        index("assignments by si", rows("assignments"), key("si"));
        index("csis by component", csis(), key("component"));
        index("csis by csi", csis(), key("csi"));
    }

    private void index(String name, Stream<JsonNode> rows, Function<JsonNode, String> key) {
        indices.put(name, rows.collect(Collectors.groupingBy(key)));
    }

    private static Function<JsonNode, String> key(String name) {
        return row -> row.path(name).asText();
    }

    /** The application that an entity belongs to; empty for others. */
    static String application(String dn) {
        return Dn.of(dn).ancestor("safApp").map(Dn::toString).orElse("");
    }

    private Stream<JsonNode> csis() {
        return rows("assignments").flatMap(assignment -> assignment.path("csis").valueStream());
    }

    /** All rows of a list of the answer. */
    Stream<JsonNode> rows(String list) {
        return status.path(list).valueStream();
    }

    /** The rows that are about an entity, by the name of the index, for instance {@code sus by node}. */
    List<JsonNode> of(String index, String dn) {
        return indices.get(index).getOrDefault(dn, List.of());
    }

    /** The node that a unit is on; empty for none. */
    String nodeOf(String unit) {
        return of("sus by dn", unit).stream()
                .findFirst()
                .map(u -> u.path("node").asText())
                .orElse("");
    }
}
