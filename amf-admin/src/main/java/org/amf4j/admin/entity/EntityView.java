package org.amf4j.admin.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.amf4j.admin.output.Names;
import org.amf4j.admin.output.Table;

/** Entities of a kind for people. */
public final class EntityView {

    private static final String NONE = "-";
    private static final String LIFE_CYCLE = "life_cycle";

    private EntityView() {}

    /** What stands in a column. */
    private record Column(String heading, Function<JsonNode, String> cell) {}

    /** A line per entity; a sentence when there is none. */
    public static String list(EntityKind kind, List<? extends JsonNode> rows) {
        if (rows.isEmpty()) {
            return "no " + kind.title() + "s\n";
        }
        List<Column> columns = columns(kind, rows);
        Table table = new Table().row(columns.stream().map(Column::heading).toList());
        rows.forEach(
                row -> table.row(columns.stream().map(c -> c.cell().apply(row)).toList()));
        return table.toString();
    }

    /** One entity: a line per state, then what is below it and what it has been given. */
    public static String details(EntityKind kind, JsonNode entity) {
        Table facts = Table.indented(2);
        List<Column> columns = columns(kind, List.of(entity));
        columns.subList(1, columns.size())
                .forEach(c ->
                        facts.row(c.heading().toLowerCase(Locale.ROOT), c.cell().apply(entity)));
        StringBuilder text =
                new StringBuilder(entity.path("dn").asText()).append('\n').append(facts);
        for (EntityKind below : EntityKind.values()) {
            if (kind == EntityKind.SI && below == EntityKind.SU) {
                text.append('\n').append(units(entity.path("su")));
            } else if (!entity.path(below.command()).isEmpty()) {
                text.append('\n').append(list(below, rows(entity.path(below.command()))));
            }
        }
        return text.toString();
    }

    private static List<JsonNode> rows(JsonNode list) {
        return list.valueStream().toList();
    }

    /** The units of an instance, the best first. */
    private static Table units(JsonNode units) {
        Table table = new Table("SERVICE UNIT", "NODE", "RANK", "READINESS", "HA STATE");
        for (JsonNode unit : units) {
            table.row(
                    unit.path("dn").asText(),
                    shown(Names.shortName(unit.path("node").asText())),
                    rank(unit),
                    unit.path("readiness").asText(),
                    shown(unit.path("ha").asText()));
        }
        return table;
    }

    /** Most components keep no machine, and nobody is to look at an empty column. */
    private static List<Column> columns(EntityKind kind, List<? extends JsonNode> rows) {
        List<Column> columns = columns(kind);
        if (rows.stream().anyMatch(row -> !row.path(LIFE_CYCLE).asText().isEmpty())) {
            columns.add(columns.size() - 1, text("LIFE CYCLE", LIFE_CYCLE));
        }
        return columns;
    }

    private static List<Column> columns(EntityKind kind) {
        List<Column> columns = new ArrayList<>(List.of(text(kind.title().toUpperCase(Locale.ROOT), "dn")));
        columns.addAll(
                switch (kind) {
                    case APP ->
                        List.of(
                                text("ADMIN", "admin"),
                                count("GROUPS", "groups"),
                                count("UNITS", "sus"),
                                count("INSTANCES", "sis"));
                    case SG ->
                        List.of(
                                text("MODEL", "model"),
                                text("ADMIN", "admin"),
                                count("UNITS", "sus"),
                                count("INSTANCES", "sis"),
                                new Column("SETTLED", g -> yesNo(g, "settled")));
                    case SU ->
                        List.of(
                                name("NODE", "node"),
                                new Column("RANK", EntityView::rank),
                                text("ADMIN", "admin"),
                                text("OPERATIONAL", "operational"),
                                text("PRESENCE", "presence"),
                                text("READINESS", "readiness"),
                                new Column("COMPONENTS", u -> names(u.path("components"))),
                                assignments("INSTANCES", "si"));
                    case SI ->
                        List.of(
                                new Column("RANK", EntityView::rank),
                                text("ADMIN", "admin"),
                                text("ASSIGNMENT", "assignment"),
                                assignments("UNITS", "su"));
                    case COMP ->
                        List.of(
                                name("NODE", "node"),
                                text("OPERATIONAL", "operational"),
                                text("PRESENCE", "presence"),
                                text("READINESS", "readiness"),
                                text("RESTARTS", "restarts"),
                                assignments("INSTANCES", "csi"));
                    case CSI -> List.of(text("TYPE", "type"), new Column("COMPONENTS", EntityView::componentsOfUnits));
                    case NODE ->
                        List.of(
                                name("CLM NODE", "clm_node"),
                                new Column("MEMBER", n -> yesNo(n, "member")),
                                text("ADMIN", "admin"),
                                text("OPERATIONAL", "operational"),
                                new Column("CORDONED", n -> yesNo(n, "cordoned")),
                                count("UNITS", "sus"));
                });
        return columns;
    }

    private static Column text(String heading, String key) {
        return new Column(heading, row -> shown(row.path(key).asText()));
    }

    private static Column name(String heading, String key) {
        return new Column(heading, row -> shown(Names.shortName(row.path(key).asText())));
    }

    private static Column count(String heading, String key) {
        return new Column(heading, row -> Integer.toString(row.path(key).size()));
    }

    private static Column assignments(String heading, String key) {
        return new Column(
                heading,
                row -> shown(String.join(
                        ", ",
                        row.path("assignments")
                                .valueStream()
                                .map(a -> Names.shortName(a.path(key).asText()) + " "
                                        + a.path("ha").asText())
                                .toList())));
    }

    /** Components of several units often have the same name. */
    private static String componentsOfUnits(JsonNode row) {
        return shown(String.join(
                ", ",
                row.path("assignments")
                        .valueStream()
                        .map(a -> {
                            String component = a.path("component").asText();
                            return Names.shortName(component) + "@" + Names.ancestor(component, "safSu") + " "
                                    + a.path("ha").asText();
                        })
                        .toList()));
    }

    private static String names(JsonNode dns) {
        return shown(String.join(
                ", ", dns.valueStream().map(dn -> Names.shortName(dn.asText())).toList()));
    }

    private static String rank(JsonNode row) {
        return row.path("rank").asLong() == 0 ? NONE : row.path("rank").asText();
    }

    private static String yesNo(JsonNode row, String key) {
        return row.path(key).asBoolean() ? "yes" : "no";
    }

    private static String shown(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
