package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.amf4j.director.LogStreams.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of log streams. */
@Tag("NTF-008")
class StreamFilesTest {

    @TempDir
    Path folder;

    private StreamFiles open(long bytesMax) {
        return new StreamFiles(folder.resolve("streams"), bytesMax);
    }

    private static void write(StreamFiles files, long from, long to) {
        for (long number = from; number <= to; number++) {
            files.write(Stream.NOTIFICATION, 10 + number / 2, number, line(number));
        }
    }

    private static String line(long number) {
        return "{\"time_ns\":" + (10 + number / 2) + ",\"number\":" + number + ",\"text\":\"something\"}";
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder.resolve("streams"))) {
            return all.sorted().toList();
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files()) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private static List<String> numbered(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(StreamFilesTest::line).toList();
    }

    @Test
    @DisplayName("each stream has files of its own, which the group may read and nobody else")
    void streams() throws IOException {
        StreamFiles files = open(1_000);
        for (Stream stream : Stream.values()) {
            files.write(stream, 10, 1, line(1));
        }

        assertThat(files())
                .extracting(path -> path.getFileName().toString().replaceAll("\\d", "#"))
                .containsExactly(
                        "saLogAlarm_########_######.log",
                        "saLogNotification_########_######.log",
                        "saLogSystem_########_######.log");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-r-----");
    }

    @Test
    @DisplayName("a full file is closed, and of these only the latest are kept")
    void rotates() throws IOException {
        write(open(500), 1, 200);

        assertThat(files()).hasSizeBetween(StreamFiles.FILES_MAX, StreamFiles.FILES_MAX + 1);
        assertThat(files().get(0).getFileName().toString())
                .matches("saLogNotification_\\d{8}_\\d{6}(\\.\\d+)?_\\d{8}_\\d{6}\\.log");
        assertThat(lines()).contains(line(200)).doesNotContain(line(1));
    }

    @Test
    @DisplayName("after a restart what was written is not written again, and a line that was cut short is gone")
    void goesOn() throws IOException {
        write(open(10_000), 1, 20);
        Files.writeString(files().get(0), "{\"time_ns\":21,\"num", StandardOpenOption.APPEND);

        write(open(10_000), 15, 30);

        assertThat(files()).hasSize(1);
        assertThat(lines()).isEqualTo(numbered(1, 30));
    }

    @Test
    @DisplayName("a cluster that begins anew counts from one again, later")
    void beginsAnew() throws IOException {
        write(open(10_000), 1, 20);

        open(10_000).write(Stream.NOTIFICATION, 1_000, 1, "{\"time_ns\":1000,\"number\":1}");

        assertThat(lines()).hasSize(21).endsWith("{\"time_ns\":1000,\"number\":1}");
    }

    @Test
    @DisplayName("while nothing can be written, lines are lost; afterwards they are written again")
    void diskFails() throws IOException {
        StreamFiles files = open(10_000);
        Files.writeString(folder.resolve("streams"), "in the way");
        write(files, 1, 5);
        Files.delete(folder.resolve("streams"));
        write(files, 6, 10);

        assertThat(lines()).isEqualTo(numbered(6, 10));
    }
}
