package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.transport.LogRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of its disk a log takes, and what becomes of it when the disk is full or lost. */
final class DiskTest {

    private static final List<String> THREE = List.of("n1", "n2", "n3");
    private static final int LARGE = 500_000;

    @TempDir
    private Path directory;

    private VoterRig rig;

    @AfterEach
    void close() {
        rig.closeAll();
    }

    private static long bytes(Path folder) throws IOException {
        long[] bytes = new long[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // forgotten meanwhile
            }
        });
        return bytes[0];
    }

    @Test
    @DisplayName("what has been remembered is forgotten: 40 MB of entries leave less than 16 MB on the disk")
    void bounded() throws Exception {
        rig = new VoterRig(directory, List.of("n1"));
        LogRecorder log = rig.open("n1");
        long most = 0;
        for (int i = 1; i <= 80; i++) {
            assertThat(log.log.propose(new byte[LARGE])).succeedsWithin(VoterRig.PATIENCE);
            if (i % 8 == 0) {
                assertThat(log.remember("after " + i)).succeedsWithin(VoterRig.PATIENCE);
                most = Math.max(most, bytes(rig.storage("n1")));
            }
        }

        assertThat(most).isLessThan(16_000_000);
        await().atMost(VoterRig.PATIENCE).until(() -> bytes(rig.storage("n1")) < 12_000_000);
        rig.close(log);
        assertThat(rig.open("n1").events()).startsWith("restored after 80");
    }

    @Test
    @DisplayName("a controller whose disk is full ends and says so, the others go on; with room again it catches up")
    void full() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("n3"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=72m", "amf4j-test", disk.toString()), "only root may mount");
        try {
            rig = new VoterRig(directory, THREE);
            List<LogRecorder> others = new ArrayList<>(List.of(rig.open("n1"), rig.open("n2")));
            LogRecorder small = rig.open("n3");
            assertThat(rig.leader().propose("before")).succeedsWithin(VoterRig.PATIENCE);
            await().atMost(VoterRig.PATIENCE).until(() -> small.payloads().contains("before"));
            Path filler = disk.resolve("filler");
            run("dd", "if=/dev/zero", "of=" + filler, "bs=1M", "count=72");

            await().atMost(VoterRig.PATIENCE).until(() -> {
                others.stream().filter(LogRecorder::leads).forEach(l -> l.log.propose(new byte[LARGE]));
                return small.failure() != null || small.leads() && small.log.propose(new byte[LARGE]) == null;
            });

            assertThat(small.failure())
                    .contains(
                            "controller n3",
                            rig.storage("n3").toString(),
                            "cannot be written any more",
                            "No space left")
                    .contains("make room");
            rig.close(small);
            assertThat(rig.leader().propose("after")).succeedsWithin(VoterRig.PATIENCE);
            Files.delete(filler);
            LogRecorder again = rig.open("n3");
            await().atMost(VoterRig.PATIENCE).until(() -> again.payloads().contains("after"));
        } finally {
            rig.closeAll();
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Test
    @DisplayName("a voter that has lost its disk is refused, and comes back with a copy made while all were stopped")
    void lost() throws Exception {
        rig = new VoterRig(directory, THREE);
        for (String voter : THREE) {
            rig.open(voter);
        }
        assertThat(rig.leader().propose("kept")).succeedsWithin(VoterRig.PATIENCE);
        rig.closeAll();
        delete(rig.storage("n3"));
        assertThatThrownBy(() -> rig.open("n3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has voted before")
                .hasMessageContaining("docs/operating.md");

        copy(rig.storage("n1"), rig.storage("n3"));
        List<LogRecorder> all = new ArrayList<>();
        for (String voter : THREE) {
            all.add(rig.open(voter));
        }
        assertThat(rig.leader().propose("new")).succeedsWithin(VoterRig.PATIENCE);

        await().atMost(VoterRig.PATIENCE)
                .until(() -> all.stream().allMatch(l -> l.payloads().equals(List.of("kept", "new"))));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(DiskTest::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().equals("in_use.lock"))
                    .toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
