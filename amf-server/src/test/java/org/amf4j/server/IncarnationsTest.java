package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IncarnationsTest {

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong(1_000);

    private Incarnations afterStart() {
        return new Incarnations(folder.resolve("incarnation"), clock::get);
    }

    @Test
    @DisplayName("numbers rise, also when the clock is set back, and also over a new start")
    void rises() {
        assertThat(afterStart().next()).isEqualTo(1_000);
        clock.set(1_500);
        assertThat(afterStart().next()).isEqualTo(1_500);

        clock.set(100);
        Incarnations later = afterStart();

        assertThat(later.next()).isEqualTo(1_501);
        assertThat(later.next()).isEqualTo(1_502);
    }

    @Test
    @DisplayName("without a readable file the clock decides")
    void damaged() throws IOException {
        Files.writeString(folder.resolve("incarnation"), "???");

        assertThat(afterStart().next()).isEqualTo(1_000);
    }

    @Test
    @DisplayName("a number that cannot be kept is given all the same")
    void notWritable() throws IOException {
        Files.createDirectory(folder.resolve("incarnation.draft"));

        assertThat(afterStart().next()).isEqualTo(1_000);
    }
}
