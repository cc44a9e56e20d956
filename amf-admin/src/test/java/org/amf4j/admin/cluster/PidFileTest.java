package org.amf4j.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes found by number and age. */
class PidFileTest {
    @TempDir
    Path dir;

    @Test
    @DisplayName("a live process older than its file is found")
    void found() throws Exception {
        Path file = dir.resolve("agent.pid");
        PidFile.write(file, ProcessHandle.current().pid());

        assertThat(PidFile.process(file)).contains(ProcessHandle.current());
    }

    @Test
    @DisplayName("a process younger than the file has only got the number of the one that was meant")
    void reusedNumber() throws Exception {
        Path file = dir.resolve("agent.pid");
        PidFile.write(file, ProcessHandle.current().pid());
        Instant longAgo =
                ProcessHandle.current().info().startInstant().orElseThrow().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(file, FileTime.from(longAgo));

        assertThat(PidFile.process(file)).isEmpty();
    }

    @Test
    @DisplayName("no file, no number or no process: nothing")
    void nothing() throws Exception {
        Path file = dir.resolve("agent.pid");

        assertThat(PidFile.process(file)).isEmpty();
        Files.writeString(file, "");
        assertThat(PidFile.process(file)).isEmpty();
        PidFile.write(file, Integer.MAX_VALUE);
        assertThat(PidFile.process(file)).isEmpty();
    }
}
