package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.transport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers and a witness. */
final class WitnessLogTest {

    @TempDir
    private Path directory;

    private VoterRig rig;

    @AfterEach
    void close() {
        rig.closeAll();
    }

    @Test
    @DisplayName("each of the two may be lost; a witness that alone has the latest entry hands it and leadership over")
    void eitherIsLost() throws Exception {
        rig = new VoterRig(directory, List.of("n1", "n2", "w"), "w");
        LogRecorder n1 = rig.open("n1");
        LogRecorder n2 = rig.open("n2");
        rig.open("w");
        assertThat(rig.leader().propose("by all")).succeedsWithin(VoterRig.PATIENCE);
        await().atMost(VoterRig.PATIENCE).until(() -> n2.payloads().contains("by all"));
        rig.close(n2);
        assertThat(controller().propose("without n2")).succeedsWithin(VoterRig.PATIENCE);
        rig.close(n1);

        LogRecorder again = rig.open("n2");

        await().atMost(VoterRig.PATIENCE).until(again::leads);
        assertThat(again.payloads()).endsWith("without n2");
        assertThat(again.propose("without n1")).succeedsWithin(VoterRig.PATIENCE);
    }

    private LogRecorder controller() {
        await().atMost(VoterRig.PATIENCE).until(() -> !rig.leader().name.equals("w"));
        return rig.leader();
    }

    @Test
    @DisplayName(
            "a witness that has forgotten entries gives nobody its hollow memory: the controller waits for one that has them")
    void hollowMemory() throws Exception {
        rig = new VoterRig(directory, List.of("n1", "n2", "w"), "w");
        LogRecorder n1 = rig.open("n1");
        LogRecorder n2 = rig.open("n2");
        LogRecorder witness = rig.open("w");
        assertThat(controller().propose("by all")).succeedsWithin(VoterRig.PATIENCE);
        await().atMost(VoterRig.PATIENCE).until(() -> n2.payloads().contains("by all"));
        rig.close(n2);
        for (int i = 0; i < 10; i++) {
            assertThat(controller().log.propose(new byte[900_000])).succeedsWithin(VoterRig.PATIENCE);
        }
        await().atMost(VoterRig.PATIENCE).until(() -> witness.payloads().size() == 11);
        assertThat(witness.remember("")).succeedsWithin(VoterRig.PATIENCE);
        rig.close(n1);

        LogRecorder again = rig.open("n2");
        await().atMost(VoterRig.PATIENCE).until(() -> again.leader().equals(Optional.of("w")));
        assertThat(again.events()).doesNotContain("restored ").doesNotContain("leading");
        rig.open("n1");

        assertThat(controller().propose("together")).succeedsWithin(VoterRig.PATIENCE);
        await().atMost(VoterRig.PATIENCE).until(() -> again.payloads().contains("together"));
        assertThat(again.payloads()).hasSize(12);
    }
}
