package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.transport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a log that a power cut has torn, or a disk has changed: what starts, and what does not and says why. */
final class DamagedLogTest {

    @TempDir
    private Path directory;

    private VoterRig rig;

    @BeforeEach
    void write() throws IOException {
        rig = new VoterRig(directory, List.of("n1"));
        LogRecorder log = rig.open("n1");
        for (String text : List.of("first", "second", "third")) {
            assertThat(log.propose(text)).succeedsWithin(VoterRig.PATIENCE);
        }
        rig.close(log);
    }

    @AfterEach
    void close() {
        rig.closeAll();
    }

    private Path file(String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(rig.storage("n1"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix)
                            && !f.getFileName().toString().endsWith(".md5"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int at(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static void truncate(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    @DisplayName("a file that ends in the middle of its last entry is named and cut; the entries before are there")
    void tornTail() throws IOException {
        Path file = file("log_");
        truncate(file, at(file, "third") + 2);

        assertThat(TornTail.cut(file.getParent()))
                .hasValueSatisfying(what -> assertThat(what).contains(file.toString(), "in the middle of an entry"));

        assertThat(TornTail.cut(file.getParent())).isEmpty();
        LogRecorder log = rig.open("n1");
        assertThat(log.propose("fourth")).succeedsWithin(VoterRig.PATIENCE);
        assertThat(log.payloads()).containsExactly("first", "second", "fourth");
    }

    @Test
    @DisplayName("a last entry whose later sectors were never written is cut, too: the file was made longer in advance")
    void tornSectors() throws IOException {
        LogRecorder before = rig.open("n1");
        assertThat(before.log.propose("x".repeat(5_000).getBytes(StandardCharsets.US_ASCII)))
                .succeedsWithin(VoterRig.PATIENCE);
        rig.close(before);
        Path file = file("log_inprogress");
        byte[] bytes = Files.readAllBytes(file);
        int from = at(file, "xxxx") + 1_000;
        byte[] longer = Arrays.copyOf(bytes, 1_000_000);
        Arrays.fill(longer, from, longer.length, (byte) 0);
        Files.write(file, longer);

        LogRecorder log = rig.open("n1");

        assertThat(log.propose("fourth")).succeedsWithin(VoterRig.PATIENCE);
        assertThat(log.payloads()).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    @DisplayName("a byte that has changed in the last entry is no torn end: it is left as it is, and refused")
    void changedLast() throws IOException {
        Path file = file("log_");
        flip(file, at(file, "third") + 1);

        assertThat(TornTail.cut(file.getParent())).isEmpty();
        assertThatThrownBy(() -> rig.open("n1")).hasMessageContaining(file + " is damaged");
    }

    @Test
    @DisplayName("a byte that has changed in the middle of the log is found, and its file named")
    void changedByte() throws IOException {
        Path file = file("log_");
        flip(file, at(file, "second") + 1);

        assertThatThrownBy(() -> rig.open("n1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining("bring the files back from a copy");
    }

    @Test
    @DisplayName("without the file of its vote a controller does not start, and says which file it misses")
    void lostVote() throws IOException {
        Path vote = file("log_").resolveSibling("raft-meta");
        Files.delete(vote);

        assertThatThrownBy(() -> rig.open("n1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(vote + " is missing")
                .hasMessageContaining("has voted before");
    }

    @Test
    @DisplayName("a memory that has changed on the disk is not believed, and its file named")
    void changedMemory() throws IOException {
        LogRecorder log = rig.open("n1");
        assertThat(log.propose("fourth")).succeedsWithin(VoterRig.PATIENCE);
        assertThat(log.remember("all four")).succeedsWithin(VoterRig.PATIENCE);
        rig.close(log);
        Path memory = file("snapshot.");
        flip(memory, at(memory, "all four"));

        assertThatThrownBy(() -> rig.open("n1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(memory + " is damaged");
    }
}
