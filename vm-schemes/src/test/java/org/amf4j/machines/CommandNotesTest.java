package org.amf4j.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.clc.KeptOutput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The notes that the agent leaves about commands")
class CommandNotesTest {

    private static final String NOTES = "vm1: Stopped Failed\n"
            + "-- 2026-01-02T03:04:05.000000500Z CLEANUP run 4: exit code 0, took 659.6 ms\n"
            + "-- 2026-01-02T03:04:06Z CLEANUP run 5: killed by signal 9, took 10.0 ms\n"
            + "-- 2026-01-02T03:04:07Z CLEANUP run 6: exit code 0, took 1.0 ms\n";
    private static final long FIRST = 1_767_323_045_000_000_500L;
    private static final Dn COMPONENT = Dn.of("safComp=machine,safSu=h1,safSg=vm1,safApp=machines");

    @TempDir
    Path folder;

    @Test
    @DisplayName("are read with beginning, duration, success and what was printed")
    void parsed() {
        assertThat(CommandNotes.parse(NOTES))
                .hasSize(3)
                .first()
                .isEqualTo(new CommandNotes.Note("CLEANUP", FIRST, 659_600_000L, "exit code 0", "vm1: Stopped Failed"));
        assertThat(CommandNotes.parse(NOTES).get(0).succeeded()).isTrue();
        assertThat(CommandNotes.parse(NOTES).get(1).succeeded()).isFalse();
        assertThat(CommandNotes.parse(NOTES).get(1).printed()).isEmpty();
    }

    @Test
    @DisplayName("those after an instant are found, also what has failed; none where nothing was kept")
    void found() throws Exception {
        Files.writeString(KeptOutput.file(folder, COMPONENT, "CLEANUP"), NOTES);

        assertThat(CommandNotes.since(folder, COMPONENT, "CLEANUP", FIRST)).hasSize(3);
        assertThat(CommandNotes.since(folder, COMPONENT, "CLEANUP", FIRST + 1))
                .extracting(CommandNotes.Note::ending)
                .containsExactly("killed by signal 9", "exit code 0");
        assertThat(CommandNotes.since(folder, COMPONENT, "INSTANTIATE", 0)).isEmpty();
    }

    @Test
    @DisplayName(
            "what was called is the start that succeeded; the reaction is the first one, where nothing came before it")
    void times() {
        List<CommandNotes.Note> starts = List.of(
                new CommandNotes.Note("INSTANTIATE", FIRST + 600, 5_000, "exit code 1", "no answer within 5 s"),
                new CommandNotes.Note("INSTANTIATE", FIRST + 6_000, 2_000, "exit code 0", ""));

        Outcome.Times times = Outcome.Times.ofStarts(FIRST, Outcome.NONE, starts, 9_000);

        assertThat(times.reactionNanos()).isEqualTo(600);
        assertThat(times.calledNanos()).isEqualTo(6_000);
        assertThat(times.repairNanos()).isEqualTo(8_000);
        assertThat(Outcome.Times.ofStarts(FIRST, 70, starts, 9_000).reactionNanos())
                .isEqualTo(70);
    }
}
