package org.amf4j.admin.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.CannedStatus;
import org.amf4j.admin.measure.MeasuredCluster.Killed;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From instants to times, on answers as a cluster gives them. */
class FailoverTimesTest {
    private static final long T0 = 1_795_237_331_304_000_000L;
    private static final JsonNode FAILOVERS = Json.parse("""
            [
             {"component":"safComp=streamer,safSu=su1,safSg=g,safApp=a","source":"PROCESS_ENDED",
              "successor":"safComp=streamer,safSu=su2,safSg=g,safApp=a",
              "observed_ns":1795237331304400000,"cleanup_started_ns":1795237331305100000,
              "reported_ns":1795237331306000000,"cleanup_ended_ns":1795237331307000000,
              "order_sent_ns":1795237331308500000,"callback_entered_ns":1795237331309000000,
              "callback_answered_ns":1795237331311000000,"repaired_ns":1795237331342200000},
             {"component":"safComp=streamer,safSu=su1,safSg=g,safApp=a","observed_ns":1795237330000000000},
             {"component":"safComp=other","observed_ns":1795237331400000000}
            ]
            """);

    private static Failover failover() {
        return Measurements.failover(FAILOVERS, "safComp=streamer,safSu=su1,safSg=g,safApp=a", T0)
                .orElseThrow();
    }

    @Test
    @DisplayName("reaction, recovery, outage and repair are what the contract says")
    void mainFigures() {
        FailoverTimes times = FailoverTimes.of(T0, failover());

        assertThat(times.reactionNanos()).isEqualTo(1_100_000);
        assertThat(times.recoveryNanos()).isEqualTo(3_900_000);
        assertThat(times.outageNanos()).isEqualTo(5_000_000);
        assertThat(times.repairNanos()).isEqualTo(38_200_000);
    }

    @Test
    @DisplayName("the first five parts add up to the outage")
    void breakdown() {
        FailoverTimes times = FailoverTimes.of(T0, failover());

        assertThat(times.breakdownNanos())
                .containsExactly(
                        entry("detect", 400_000L),
                        entry("react", 700_000L),
                        entry("cleanup", 1_900_000L),
                        entry("commit", 1_500_000L),
                        entry("assign", 500_000L),
                        entry("report", 1_600_000L),
                        entry("callback", 2_000_000L));
        assertThat(times.breakdownNanos().values().stream()
                        .limit(5)
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(times.outageNanos());
        assertThat(FailoverTimes.PARTS)
                .containsKeys(times.breakdownNanos().keySet().toArray(String[]::new));
    }

    @Test
    @DisplayName(
            "when a node was lost, the first action is the word that it is gone, and the parts add up to the outage")
    void nodeLost() {
        Failover failover = Failover.of(Json.parse("""
                {"component":"safComp=1","source":"NODE_LEFT","successor":"safComp=2","observed_ns":9000,
                 "reported_ns":9000,"order_sent_ns":9600,"callback_entered_ns":9900,"callback_answered_ns":9950}
                """)).withRepair(20_000);

        FailoverTimes times = FailoverTimes.ofNode(1000, failover);

        assertThat(times.reactionNanos()).isEqualTo(8000);
        assertThat(times.recoveryNanos()).isEqualTo(900);
        assertThat(times.repairNanos()).isEqualTo(19_000);
        assertThat(times.breakdownNanos())
                .containsExactly(
                        entry("certainty", 8000L),
                        entry("commit", 600L),
                        entry("assign", 300L),
                        entry("callback", 50L));
        assertThat(FailoverTimes.NODE_PARTS)
                .containsKeys(times.breakdownNanos().keySet().toArray(String[]::new));
    }

    @Test
    @DisplayName("counters are read from the text for Prometheus")
    void counters() {
        String text = "# HELP amf_node_losses_total\namf_node_losses_total 3.0\namf_other_total{a=\"b\"} 1.0\n";

        assertThat(Measurements.counter(text, "amf_node_losses_total")).isEqualTo(3);
        assertThat(Measurements.counter(text, "amf_node_silences_total")).isZero();
    }

    @Test
    @DisplayName("fail-overs of others and of earlier times are not mine; one in progress is not repaired")
    void selection() {
        assertThat(failover().isRepaired()).isTrue();
        assertThat(Measurements.failover(FAILOVERS, "safComp=streamer,safSu=su1,safSg=g,safApp=a", T0 + 1_000_000))
                .isEmpty();
        assertThat(Measurements.failover(FAILOVERS, "safComp=other", T0)
                        .orElseThrow()
                        .isRecovered())
                .isFalse();
    }

    @Test
    @DisplayName("the story has a line per instant with its figure")
    void story() {
        Killed killed = new Killed(failover().component(), 4711, T0);

        List<String> lines = new FailoverStory(killed, failover(), "safSi=stream,safApp=a")
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).endsWith("su1/streamer  process 4711 ended by SIGKILL, noticed after 0.4 ms");
        assertThat(lines.get(1))
                .containsPattern("\\d\\d:\\d\\d:11\\.305  su1/streamer  cleanup started +reaction  1\\.1 ms");
        assertThat(lines.get(2)).containsPattern("11\\.309  su2/streamer  told ACTIVE for stream +recovery  3\\.9 ms");
        assertThat(lines.get(3)).containsPattern("11\\.311  su2/streamer  answered +outage    5\\.0 ms");
        assertThat(lines.get(4)).containsPattern("11\\.342  su1           in service again +repair    38\\.2 ms");
    }

    @Test
    @DisplayName("a swap's outage is the time from QUIESCED answered to the ACTIVE callback")
    void swap() {
        JsonNode answer = Json.parse("""
                [{"from":"safComp=1","to":"safComp=2","csis":1,"quiesced_ns":3000,
                 "order_sent_ns":5000,"callback_entered_ns":7000,"callback_answered_ns":8000,"gap_ms":0.004}]
                """);

        Swap swap = Measurements.swap(answer, "safComp=1", 500).orElseThrow();
        SwapTimes times = SwapTimes.of(500, 20_000, swap);

        assertThat(swap.isComplete()).isTrue();
        assertThat(times.figuresNanos())
                .containsExactly(
                        entry("reaction", 2500L),
                        entry("recovery", 4000L),
                        entry("outage", 4000L),
                        entry("repair", 19500L));
        assertThat(times.breakdownNanos())
                .containsExactly(
                        entry("quiesce", 2500L),
                        entry("commit", 2000L),
                        entry("assign", 2000L),
                        entry("callback", 1000L),
                        entry("complete", 12000L));
        assertThat(Measurements.swap(answer, "safComp=1", 3001)).isEmpty();
    }

    @Test
    @DisplayName("the spread is by nearest rank")
    void spread() {
        Spread spread = Spread.of(List.of(4_000_000L, 1_000_000L, 2_000_000L, 3_000_000L));

        assertThat(spread).isEqualTo(new Spread(1_000_000, 2_000_000, 4_000_000, 4_000_000));
        assertThat(Json.line(spread.toJson())).isEqualTo("{\"min\":1.0,\"p50\":2.0,\"p99\":4.0,\"max\":4.0}");
        assertThat(Spread.millis(1_234_567)).isEqualTo(1.235);
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a case has its figures in milliseconds with their conditions")
    void caseResult() {
        CaseResult result = new CaseResult("component-crash", Json.object().put("nodes", 3));
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("outage", 5_000_000L);
        result.add(figures, Map.of("detect", 400_000L));

        assertThat(Json.line(result.toJson()))
                .isEqualTo("{\"case\":\"component-crash\",\"repeats\":1,\"conditions\":{\"nodes\":3},"
                        + "\"outage_ms\":{\"min\":5.0,\"p50\":5.0,\"p99\":5.0,\"max\":5.0},"
                        + "\"breakdown_ms\":{\"detect\":{\"min\":0.4,\"p50\":0.4,\"p99\":0.4,\"max\":0.4}}}");
        assertThat(result.toText()).isEqualTo("""
                        component-crash, 1 times, ms  min  p50  p99  max
                        outage                        5.0  5.0  5.0  5.0
                          detect                      0.4  0.4  0.4  0.4
                        """);
    }

    @Test
    @DisplayName("the instance to measure is the first with an active and a standby")
    void protectedInstance() {
        JsonNode status = Json.parse(CannedStatus.HEALTHY);

        assertThat(MeasuredCluster.protectedInstance(status))
                .contains(new MeasuredCluster.Active(
                        "safSi=stream,safApp=stream",
                        "safSu=su1,safSg=streamers,safApp=stream",
                        "safComp=streamer,safSu=su1,safSg=streamers,safApp=stream"));
        assertThat(MeasuredCluster.protectedInstance(Json.object())).isEmpty();
    }
}
