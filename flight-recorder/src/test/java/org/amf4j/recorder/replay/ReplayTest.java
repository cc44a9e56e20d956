package org.amf4j.recorder.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.recorder.ring.Recorded;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording played again is the director that was recorded. */
class ReplayTest {

    @TempDir
    private Path folder;

    private final Map<Long, byte[]> memories = new TreeMap<>();

    private Recording recorded() throws IOException {
        return Recorded.story(
                folder,
                director -> memories.put(
                        director.appliedIndex(), DirectorSnapshot.of(director).toBytes()));
    }

    @Test
    @DisplayName("until any entry, played from the last base or from the first, it remembers what the original did")
    void anyMoment() throws Exception {
        Recording recording = recorded();
        assertThat(recording.segments()).hasSizeGreaterThan(1);

        for (Map.Entry<Long, byte[]> moment : memories.entrySet()) {
            Replay.Result result = replay(recording).until(moment.getKey());
            Replay.Result whole = replay(recording).wholeUntil(moment.getKey());

            assertThat(DirectorSnapshot.of(result.director()).toBytes()).isEqualTo(moment.getValue());
            assertThat(DirectorSnapshot.of(whole.director()).toBytes()).isEqualTo(moment.getValue());
            assertThat(whole.differences()).isEmpty();
            assertThat(whole.forgotten()).isEmpty();
        }
    }

    private static Replay replay(Recording recording) {
        return new Replay(recording, StandardModels.all(), new Replay.Listener() {});
    }

    @Test
    @DisplayName("what lies before or after the recording is refused with its range")
    void outsideTheRange() throws Exception {
        Recording recording = recorded();
        long last = recording.lastIndex();

        assertThatThrownBy(() -> replay(recording).until(last + 1))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("entries up to " + last)
                .hasMessageContaining("entry " + (last + 1) + " is after that");
        assertThatThrownBy(() -> replay(recording).until(-2)).hasMessageContaining("entry -2 is before that");
    }

    @Test
    @DisplayName("who watches is told each entry once, in order")
    void watching() throws Exception {
        Recording recording = recorded();
        List<Long> told = new ArrayList<>();
        Replay.Listener listener = new Replay.Listener() {
            @Override
            public void applied(LogEntry entry, Outcome outcome) {
                told.add(entry.index());
            }
        };

        long played = new Replay(recording, StandardModels.all(), listener)
                .wholeUntil(recording.lastIndex())
                .entries();

        assertThat(told).containsExactlyElementsOf(memories.keySet());
        assertThat(played).isEqualTo(told.size());
    }

    @Test
    @DisplayName("a scenario read and played again is the same text, with or without a base")
    void scenario() throws Exception {
        Recording recording = recorded();

        for (var segment : recording.segments()) {
            String text = Scenario.of(segment, segment.lastIndex()).play(StandardModels.all());

            assertThat(Scenario.parse(text).play(StandardModels.all())).isEqualTo(text);
            assertThat(text.contains("\nbase ")).isEqualTo(segment.baseIndex() >= 0);
        }
        String first = Scenario.of(recording.segments().getFirst(), recording.lastIndex())
                .play(StandardModels.all());
        assertThat(first)
                .startsWith("# amf4j recorded scenario, format 1\n# recorded by version 1.0 on n1 of test\n")
                .contains("tell node_joined { agent_name: \"n1\"")
                .contains("-> ")
                .contains("Instantiate");
    }

    @Test
    @DisplayName("a scenario with a mistake is refused with the line")
    void wrongScenario() {
        String title = "# amf4j recorded scenario, format 1\n";

        assertThatThrownBy(() -> Scenario.parse("x")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> Scenario.parse(title + "entry 5")).hasMessageContaining("line 2: 'entry 5' is not");
        assertThatThrownBy(() -> Scenario.parse(title + "entry 5 at 6\ntell nothing { }"))
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> Scenario.parse(title + "say something")).hasMessageContaining("'say' begins no line");
    }
}
