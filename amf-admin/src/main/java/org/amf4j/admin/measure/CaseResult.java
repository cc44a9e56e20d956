package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import org.amf4j.admin.output.Times;

/** What the repeats of one case gave, figure by figure. For one thread. */
final class CaseResult {
    private final String name;
    private final ObjectNode conditions;
    private final Map<String, List<Long>> figures = new LinkedHashMap<>();
    private final Map<String, List<Long>> breakdown = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private int repeats;

    CaseResult(String name, ObjectNode conditions) {
        this.name = name;
        this.conditions = conditions;
    }

    /** Adds what one repeat gave: the main figures and where the time went, in nanoseconds by name. */
    void add(Map<String, Long> mainNanos, Map<String, Long> partNanos) {
        repeats++;
        mainNanos.forEach((figure, nanos) ->
                figures.computeIfAbsent(figure, f -> new ArrayList<>()).add(nanos));
        partNanos.forEach((part, nanos) ->
                breakdown.computeIfAbsent(part, p -> new ArrayList<>()).add(nanos));
    }

    /** Adds a condition that is known only afterwards. */
    void condition(String condition, double value) {
        conditions.put(condition, value);
    }

    /** Adds how often something happened in all. */
    void count(String what, long times) {
        repeats = 1;
        counts.put(what, times);
    }

    ObjectNode toJson() {
        ObjectNode result = Json.object().put("case", name).put("repeats", repeats);
        result.set("conditions", conditions);
        figures.forEach(
                (figure, nanos) -> result.set(figure + "_ms", Spread.of(nanos).toJson()));
        counts.forEach(result::put);
        if (breakdown.isEmpty()) {
            return result;
        }
        ObjectNode parts = result.putObject("breakdown_ms");
        breakdown.forEach((part, nanos) -> parts.set(part, Spread.of(nanos).toJson()));
        return result;
    }

    /** A table in milliseconds; parts of the outage below the main figures. */
    String toText() {
        if (figures.isEmpty()) {
            return countsAsText();
        }
        Table table = new Table(name + ", " + repeats + " times, ms", "min", "p50", "p99", "max");
        figures.forEach((figure, nanos) -> row(table, figure, Spread.of(nanos)));
        breakdown.forEach((part, nanos) -> row(table, "  " + part, Spread.of(nanos)));
        return table.toString();
    }

    private String countsAsText() {
        StringBuilder text = new StringBuilder(name + ", under " + Json.line(conditions) + "\n");
        counts.forEach((what, times) -> text.append("  ")
                .append(what.replace('_', ' '))
                .append(": ")
                .append(times)
                .append('\n'));
        return text.toString();
    }

    private static void row(Table table, String label, Spread spread) {
        table.row(
                label,
                Times.millis(spread.minNanos()),
                Times.millis(spread.p50Nanos()),
                Times.millis(spread.p99Nanos()),
                Times.millis(spread.maxNanos()));
    }
}
