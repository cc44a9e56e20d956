package org.amf4j.admin.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ObjectReader;
import org.amf4j.admin.output.EnumNames;
import org.amf4j.admin.output.Json;
import org.amf4j.api.imm.ImmObject;

/**
 * Rows about entities of a kind: their states and what belongs to them. Made of one answer to {@code status}, and of
 * attributes that it does not tell. For one thread.
 */
public final class EntityReader {

    private static final List<String> ASSIGNMENT = List.of("ha", "ha_readiness");

    private final AdminClient client;
    private final ClusterStatus status;

    /** Asks the cluster for its status now. */
    public EntityReader(AdminClient client) {
        this.client = client;
        this.status = new ClusterStatus(client.query("status", Map.of()));
    }

    /** The entities of a kind that are wanted, by their names, in the order of the model. */
    public List<ObjectNode> rows(EntityKind kind, Predicate<String> wanted) {
        return rows(kind, all(kind), wanted);
    }

    private List<ObjectNode> rows(EntityKind kind, Stream<JsonNode> all, Predicate<String> wanted) {
        List<ObjectNode> rows = all.filter(row -> wanted.test(row.path("dn").asText()))
                .map(row -> row(kind, row))
                .toList();
        complete(kind, rows);
        return rows;
    }

    private Stream<JsonNode> all(EntityKind kind) {
        return switch (kind) {
            case APP, CSI -> found(Map.of("class", kind.className()));
            case SG -> status.rows("groups");
            case SU -> status.rows("sus");
            case SI -> status.rows("sis");
            case COMP -> status.rows("components");
            case NODE -> status.rows("nodes");
        };
    }

    private Stream<JsonNode> found(Map<String, String> arguments) {
        return client.query("find", arguments)
                .path("dns")
                .valueStream()
                .map(dn -> Json.object().put("dn", dn.asText()));
    }

    private ObjectNode row(EntityKind kind, JsonNode known) {
        ObjectNode row = Json.object();
        row.setAll((ObjectNode) known);
        String dn = known.path("dn").asText();
        switch (kind) {
            case APP -> {
                List<String> groups = names("groups by app", dn);
                row.set("groups", Json.array(groups));
                row.set("sus", below(groups, "sus by group"));
                row.set("sis", below(groups, "sis by group"));
            }
            case SG -> {
                row.set("sus", Json.array(names("sus by group", dn)));
                row.set("sis", Json.array(names("sis by group", dn)));
            }
            case SU -> {
                row.set("components", Json.array(names("components by su", dn)));
                row.set("assignments", assignments("assignments by su", dn, "si"));
            }
            case SI -> row.set("assignments", assignments("assignments by si", dn, "su"));
            case COMP -> {
                row.put("node", status.nodeOf(known.path("su").asText()));
                row.set("assignments", assignments("csis by component", dn, "csi"));
            }
            case CSI -> row.set("assignments", assignments("csis by csi", dn, "component"));
            case NODE -> row.set("sus", Json.array(names("sus by node", dn)));
        }
        return row;
    }

    private List<String> names(String index, String dn) {
        return status.of(index, dn).stream().map(r -> r.path("dn").asText()).toList();
    }

    private JsonNode below(List<String> groups, String index) {
        return Json.array(groups.stream().flatMap(g -> names(index, g).stream()).toList());
    }

    private JsonNode assignments(String index, String dn, String other) {
        var list = Json.array();
        for (JsonNode assignment : status.of(index, dn)) {
            ObjectNode row = list.addObject().put(other, assignment.path(other).asText());
            ASSIGNMENT.stream().filter(assignment::has).forEach(key -> row.set(key, assignment.get(key)));
        }
        return list;
    }

    /** Adds the attributes that the status does not tell. */
    private void complete(EntityKind kind, List<ObjectNode> rows) {
        Map<String, ObjectNode> byDn = new LinkedHashMap<>();
        rows.forEach(row -> byDn.put(row.path("dn").asText(), row));
        if (kind.attributes().isEmpty()) {
            return;
        }
        String attribute = kind.attributes().getFirst();
        for (ImmObject object : new ObjectReader(client).attributes(List.copyOf(byDn.keySet()), kind.attributes())) {
            ObjectNode row = byDn.get(object.dn().toString());
            object.first(attribute).ifPresent(value -> put(row, kind, attribute, value));
        }
    }

    private static void put(ObjectNode row, EntityKind kind, String attribute, Object value) {
        switch (kind) {
            case APP, SG ->
                row.put("admin", EnumNames.of(attribute, (Long) value).orElse(value.toString()));
            case SU, SI -> row.put("rank", (Long) value);
            case CSI -> row.put("type", value.toString());
            case NODE -> row.put("clm_node", value.toString());
            case COMP -> throw new IllegalArgumentException(attribute + " is not known of components");
        }
    }

    /** One entity with what is below it and what it has been given; keys are the commands of the kinds. */
    public ObjectNode details(EntityKind kind, String dn) {
        ObjectNode row = rows(kind, dn::equals).stream().findFirst().orElseThrow(() -> EntityNames.gone(kind, dn));
        switch (kind) {
            case APP -> {
                put(row, EntityKind.SG, row.path("groups"));
                put(row, EntityKind.SI, row.path("sis"));
            }
            case SG -> {
                put(row, EntityKind.SU, row.path("sus"));
                put(row, EntityKind.SI, row.path("sis"));
            }
            case SU -> put(row, EntityKind.COMP, row.path("components"));
            case SI -> {
                row.set("su", units(row));
                Map<String, String> below = Map.of("class", EntityKind.CSI.className(), "root", dn);
                put(row, EntityKind.CSI, rows(EntityKind.CSI, found(below), name -> true));
            }
            case NODE -> put(row, EntityKind.SU, row.path("sus"));
            case COMP, CSI -> {}
        }
        return row;
    }

    private void put(ObjectNode row, EntityKind kind, JsonNode names) {
        Set<String> wanted = names.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        put(row, kind, rows(kind, wanted::contains));
    }

    private static void put(ObjectNode row, EntityKind kind, List<ObjectNode> rows) {
        var list = Json.array();
        list.addAll(rows);
        row.set(kind.command(), list);
    }

    /** The units that may serve an instance, the best first, with what they are for it. */
    private JsonNode units(ObjectNode instance) {
        String dn = instance.path("dn").asText();
        List<String> group = names("sus by group", instance.path("group").asText());
        Map<String, Long> ranks = new UnitRanks(client).of(dn, group);
        var list = Json.array();
        group.stream().sorted(UnitRanks.best(ranks)).forEach(unit -> {
            JsonNode state = status.of("sus by dn", unit).getFirst();
            ObjectNode row = list.addObject().put("dn", unit).put("rank", ranks.getOrDefault(unit, 0L));
            row.set("node", state.path("node"));
            row.set("readiness", state.path("readiness"));
            row.put("ha", "");
            status.of("assignments by si", dn).stream()
                    .filter(a -> a.path("su").asText().equals(unit))
                    .forEach(a -> ASSIGNMENT.stream().filter(a::has).forEach(key -> row.set(key, a.get(key))));
        });
        return list;
    }
}
