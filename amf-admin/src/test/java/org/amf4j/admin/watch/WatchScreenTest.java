package org.amf4j.admin.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.amf4j.admin.CannedStatus;
import org.amf4j.admin.output.EventView;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.StatusView;
import org.amf4j.admin.watch.Interaction.Key;
import org.amf4j.admin.watch.Interaction.Wish;
import org.amf4j.api.amf.AdminOperation;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is seen, and what keys do, without a terminal. */
class WatchScreenTest {

    private static final JsonNode ALARMS = Json.parse("""
            {"alarms": [{"time_ns": 1, "perceived_severity": "MAJOR", "specific_problem": "SI_UNASSIGNED",
             "entity": "safSi=stream,safApp=stream", "text": "nobody serves"}]}""");

    private final Interaction interaction = new Interaction();

    private static Observed observed(String status, JsonNode alarms, List<String> events) {
        return new Observed(StatusView.withQuestions(Json.parse(status)), alarms, events, Optional.empty());
    }

    private static Observed healthy() {
        return observed(CannedStatus.HEALTHY, Json.parse("{\"alarms\":[]}"), List.of("1  something"));
    }

    private List<String> screen(Observed observed, int width, int height) {
        return WatchScreen.lines(observed, interaction, width, height).stream()
                .map(AttributedString::toString)
                .toList();
    }

    @Test
    @DisplayName("a healthy cluster fits 80 by 24: who serves what, the last events, the keys at the bottom")
    void healthyCluster() {
        List<String> screen = screen(healthy(), 80, 24);

        assertThat(screen).hasSize(24).allMatch(line -> line.length() <= 80);
        assertThat(screen.get(0)).startsWith("lab: 3 of 3 nodes");
        assertThat(screen)
                .contains("    SI stream       su1 ACTIVE  su2 STANDBY  su3 spare", "EVENTS", "  1  something");
        assertThat(screen.get(23)).startsWith("e:why").endsWith("q:quit").hasSizeLessThanOrEqualTo(80);
    }

    @Test
    @DisplayName("ACTIVE and STANDBY differ in colour; the same state gives the same screen")
    void colours() {
        List<AttributedString> lines = WatchScreen.lines(healthy(), interaction, 80, 24);
        AttributedString row = lines.stream()
                .filter(line -> line.toString().contains("SI stream"))
                .findFirst()
                .orElseThrow();

        assertThat(row.styleAt(row.toString().indexOf("ACTIVE")))
                .isNotEqualTo(row.styleAt(row.toString().indexOf("STANDBY")));
        assertThat(WatchScreen.lines(healthy(), interaction, 80, 24)).isEqualTo(lines);
    }

    @Test
    @DisplayName("what is wrong, raised alarms, and that nobody answers are seen")
    void trouble() {
        List<String> screen =
                screen(observed(CannedStatus.NODE_LOST, ALARMS, List.of()).troubledBy("no leader"), 80, 24);

        assertThat(screen).anyMatch(line -> line.contains("UNLOCKED and not a member"));
        assertThat(screen)
                .contains("ALARMS")
                .anyMatch(line -> line.contains("MAJOR") && line.contains("SI_UNASSIGNED"));
        assertThat(screen).contains("no newer answer: no leader");
    }

    @Test
    @DisplayName("a narrow terminal gets a line per instance; a small one pages")
    void smallTerminals() {
        assertThat(screen(healthy(), 45, 24)).contains("  stream  su1 ACTIVE, su2 STANDBY");
        List<String> small = screen(observed(CannedStatus.NODE_LOST, ALARMS, List.of("1  x")), 80, 10);
        interaction.press(Key.PAGE_DOWN, '\0', List.of());
        List<String> paged = screen(observed(CannedStatus.NODE_LOST, ALARMS, List.of("1  x")), 80, 10);

        assertThat(small).hasSize(10).anyMatch(line -> line.startsWith("... page up"));
        assertThat(paged).hasSize(10).isNotEqualTo(small);
    }

    @Test
    @DisplayName("an operation is asked for only after a y; any other key takes the question back")
    void confirmation() {
        List<String> entities = healthy().entities();

        assertThat(interaction.press(Key.CHARACTER, 'l', entities)).isEmpty();
        assertThat(interaction.message()).contains("choose an entity");
        interaction.press(Key.DOWN, '\0', entities);
        String chosen = interaction.chosen().orElseThrow();
        assertThat(chosen).isEqualTo("safAmfNode=n1,safAmfCluster=lab");
        interaction.press(Key.CHARACTER, 'l', entities);
        assertThat(interaction.message()).startsWith("lock " + chosen + "?");
        assertThat(interaction.press(Key.CHARACTER, 'x', entities)).isEmpty();
        assertThat(interaction.message()).isEqualTo("not done");
        interaction.press(Key.CHARACTER, 'l', entities);
        assertThat(interaction.press(Key.CHARACTER, 'y', entities))
                .contains(new Wish.Operate(AdminOperation.LOCK, chosen));
    }

    @Test
    @DisplayName("choosing goes round; e asks why, and the answer stands in place of the events until Esc")
    void choosing() {
        List<String> entities = healthy().entities();
        interaction.press(Key.UP, '\0', entities);

        assertThat(interaction.chosen()).contains("safSi=stream,safApp=stream");
        assertThat(interaction.press(Key.CHARACTER, 'e', entities))
                .contains(new Wish.Explain("safSi=stream,safApp=stream"));
        interaction.show(List.of("because"));
        assertThat(screen(healthy(), 80, 24)).contains("  because").doesNotContain("EVENTS");
        interaction.press(Key.ESCAPE, '\0', entities);
        assertThat(screen(healthy(), 80, 24)).contains("EVENTS");
        assertThat(interaction.press(Key.CHARACTER, 'q', entities)).contains(new Wish.Quit());
    }

    @Test
    @DisplayName("more events than room: the last ones are shown")
    void manyEvents() {
        Observed many = observed(
                CannedStatus.HEALTHY,
                Json.parse("{}"),
                IntStream.range(0, 100).mapToObj(i -> "event " + i).toList());

        assertThat(screen(many, 80, 24)).hasSize(24).contains("  event 99").doesNotContain("  event 5");
    }

    @Test
    @DisplayName("an event on one line of 80 columns: time, short name, what became of what")
    void shortEvents() {
        JsonNode event = Json.parse("""
                {"number": 21, "time_ns": 0, "entity": "safSu=su1,safSg=streamers,safApp=stream",
                 "attribute": "saAmfSUReadinessState", "before": "OUT_OF_SERVICE", "after": "IN_SERVICE", "text": ""}""");

        assertThat(EventView.shortLine(event))
                .endsWith("  su1@stream  SUReadinessState: OUT_OF_SERVICE -> IN_SERVICE")
                .hasSizeLessThan(78);
    }
}
