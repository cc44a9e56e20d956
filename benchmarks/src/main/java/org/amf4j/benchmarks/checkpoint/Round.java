package org.amf4j.benchmarks.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one round of writing to one system came to.
 *
 * @param perSecond acknowledged writes in a second
 * @param min the shortest latency, in microseconds, as all others
 * @param p50 the latency that half of the writes do not exceed
 * @param p99 that 99 of 100 do not exceed
 * @param max the longest
 */
record Round(double perSecond, double min, double p50, double p99, double max) {

    static Round of(WriteLoad.Outcome outcome) {
        return new Round(
                outcome.perSecond(),
                outcome.micros(0),
                outcome.micros(500),
                outcome.micros(990),
                outcome.micros(1_000));
    }

    /** As {@link #describe} writes it. */
    static Round parse(JsonNode round) {
        JsonNode latency = round.path("latency_us");
        return new Round(
                round.path("ops_per_s").asDouble(),
                latency.path("min").asDouble(),
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble(),
                latency.path("max").asDouble());
    }

    /** The medians of several rounds, but of their extremes the extremes. */
    static Round median(List<Round> rounds) {
        return new Round(
                median(rounds, Round::perSecond),
                rounds.stream().mapToDouble(Round::min).min().orElseThrow(),
                median(rounds, Round::p50),
                median(rounds, Round::p99),
                rounds.stream().mapToDouble(Round::max).max().orElseThrow());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    void describe(ObjectNode into) {
        into.put("ops_per_s", Math.round(perSecond));
        into.putObject("latency_us")
                .put("min", min)
                .put("p50", p50)
                .put("p99", p99)
                .put("max", max);
    }
}
