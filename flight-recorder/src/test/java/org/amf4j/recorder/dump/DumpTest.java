package org.amf4j.recorder.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.amf4j.recorder.ring.Recorded;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import org.amf4j.recorder.ring.RingFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file for everything that was recorded; a file that is not whole is refused. */
class DumpTest {

    @TempDir
    private Path folder;

    private Recording recorded;
    private Path file;
    private JsonNode manifest;

    @BeforeEach
    void pack() throws Exception {
        Path ring = folder.resolve("ring");
        recorded = Recorded.story(ring, director -> {});
        file = folder.resolve("test.amfdump");
        manifest = Dump.write(file, "test", "1.0", Map.of("n1", Recording.files(new RingFolder(ring))));
    }

    @Test
    @DisplayName("what is read is what was packed, and the manifest says what it is")
    void roundTrip() throws Exception {
        Dump dump = Dump.read(file);

        assertThat(dump.recordings()).containsExactly(recorded);
        assertThat(dump.cluster()).isEqualTo("test");
        assertThat(dump.of(Optional.of("n1"))).contains(recorded);
        assertThat(dump.of(Optional.empty())).contains(recorded);
        assertThat(dump.of(Optional.of("n2"))).isEmpty();
        assertThat(manifest.at("/nodes/0/last_index").asLong()).isEqualTo(recorded.lastIndex());
        assertThat(manifest.at("/nodes/0/files/0/sha256").asText()).hasSize(64);
        assertThat(folder.resolve("test.amfdump.draft")).doesNotExist();
    }

    @Test
    @DisplayName("the same recordings give the same bytes")
    void repeatable() throws Exception {
        Path again = folder.resolve("again.amfdump");

        Dump.write(again, "test", "1.0", Map.of("n1", Recording.files(new RingFolder(folder.resolve("ring")))));

        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    @DisplayName("cut off anywhere, or with a bit changed anywhere, it is refused with a sentence")
    void broken() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int step = Math.max(1, whole.length / 50);
        int refused = 0;

        for (int length = 0; length < whole.length - 30; length += step) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused += isRefused() ? 1 : 0;
        }
        int cuts = refused;
        for (int at = 0; at < whole.length; at += step) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            Files.write(file, changed);
            refused += isRefused() ? 1 : 0;
        }

        assertThat(cuts).isGreaterThan(40); // a cut in the directory at the end costs nothing
        assertThat(refused).isGreaterThan(80);
    }

    /** Nothing but this exception may come of it. */
    private boolean isRefused() throws Exception {
        try {
            assertThat(Dump.read(file).recordings()).containsExactly(recorded);
            return false;
        } catch (RecordingException e) {
            assertThat(e.getMessage()).contains("test.amfdump");
            return true;
        }
    }

    @Test
    @DisplayName("another file is told apart")
    void otherFile() throws Exception {
        Files.writeString(file, "hello");

        assertThatThrownBy(() -> Dump.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("is no dump of amf4j");
    }
}
