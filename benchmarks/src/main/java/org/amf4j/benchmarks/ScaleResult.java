package org.amf4j.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.measure.Spread;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;

/** What one case gave. For one thread. */
final class ScaleResult {

    private static final List<String> FIGURES =
            List.of("load", "first_assignment", "component_failure", "node_loss", "recovery_simulated", "memory_taken");

    private static final double BYTES_PER_MIB = 1 << 20;

    private final ScaleCase scale;
    private final Map<String, List<Long>> figures = new LinkedHashMap<>();
    private double heapMib;
    private double memoryMib;
    private long entries;

    ScaleResult(ScaleCase scale) {
        this.scale = scale;
    }

    void add(String figure, long nanos) {
        figures.computeIfAbsent(figure, f -> new ArrayList<>()).add(nanos);
    }

    /** What the loaded and assigned model takes. */
    void heap(long bytes) {
        heapMib = mib(bytes);
    }

    /** What a snapshot of the director's memory takes. */
    void memory(long bytes) {
        memoryMib = mib(bytes);
    }

    private static double mib(long bytes) {
        return Math.round(bytes * 10.0 / BYTES_PER_MIB) / 10.0;
    }

    /** How many log entries the first assignment took. */
    void entries(long count) {
        entries = count;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object()
                .put("case", scale.name())
                .put("repeats", figures.get("node_loss").size());
        json.putObject("conditions")
                .put("redundancy", scale.kind().title())
                .put("nodes", scale.nodes())
                .put("groups", scale.groups())
                .put("sus", scale.groups() * scale.unitsPerGroup())
                .put("sis", scale.instances())
                .put("sis_per_group", scale.instancesPerGroup())
                .put("first_assignment_entries", entries)
                .put("heap_max_mib", Runtime.getRuntime().maxMemory() >> 20);
        for (String figure : FIGURES) {
            json.set(figure + "_ms", Spread.of(figures.get(figure)).toJson());
        }
        return json.put("memory_mib", memoryMib).put("heap_mib", heapMib);
    }

    /** The medians in a line. */
    String summary() {
        StringBuilder line = new StringBuilder(scale.name()).append(':');
        for (String figure : FIGURES) {
            long median = Spread.of(figures.get(figure)).p50Nanos();
            line.append(' ')
                    .append(figure)
                    .append(' ')
                    .append(Spread.millis(median))
                    .append(" ms,");
        }
        return line.append(" heap ").append(heapMib).append(" MiB").toString();
    }

    /** Headings of {@link #row}. */
    static Table table() {
        return new Table(
                "case, ms",
                "nodes",
                "load",
                "first assignment",
                "component failure p50",
                "p99",
                "node loss p50",
                "p99",
                "recovery simulated",
                "memory taken",
                "heap MiB");
    }

    void row(Table table) {
        Spread failure = Spread.of(figures.get("component_failure"));
        Spread loss = Spread.of(figures.get("node_loss"));
        table.row(
                scale.name(),
                scale.nodes(),
                Spread.millis(figures.get("load").get(0)),
                Spread.millis(figures.get("first_assignment").get(0)),
                Spread.millis(failure.p50Nanos()),
                Spread.millis(failure.p99Nanos()),
                Spread.millis(loss.p50Nanos()),
                Spread.millis(loss.p99Nanos()),
                Spread.millis(figures.get("recovery_simulated").get(0)),
                Spread.millis(Spread.of(figures.get("memory_taken")).p50Nanos()),
                heapMib);
    }
}
