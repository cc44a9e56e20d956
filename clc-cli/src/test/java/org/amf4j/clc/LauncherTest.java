package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherTest {

    private static final Map<String, String> BASE = Map.of("PATH", "/usr/bin:/bin", "KEPT", "as it was");

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "it becomes the program: same process, words and values as they are, its own environment and the new one")
    void becomesTheProgram() throws Exception {
        String program = Scripts.write(
                folder,
                "print",
                "for a; do printf '<%s>' \"$a\"; done; printf '[%s|%s|%s]' \"$KEPT\" \"$NEW\" \"$line\"");
        Path output = folder.resolve("out");
        Map<String, String> wanted = new HashMap<>(BASE);
        wanted.put("NEW", "$(id) `id` \"q\" \\ é");
        try (Launcher launcher = Launcher.start(BASE)) {

            Process process = launcher.run(List.of(program, "a b", "", "$HOME", "\\n", " x "), wanted, output)
                    .orElseThrow();

            assertThat(process.waitFor()).isZero();
            assertThat(Files.readString(output))
                    .isEqualTo("<a b><><$HOME><\\n>< x >[as it was|$(id) `id` \"q\" \\ é|]");
        }
    }

    @Test
    @DisplayName("what cannot be told line by line is refused, and it goes on waiting")
    void refusesWhatItCannotTell() throws IOException {
        try (Launcher launcher = Launcher.start(BASE)) {
            List<String> program = List.of("/bin/true");

            Optional<Process> newline = launcher.run(List.of("/bin/true", "a\nG"), BASE, folder.resolve("out"));
            Optional<Process> badName = launcher.run(
                    program, Map.of("PATH", "/bin", "KEPT", "x", "NOT-A-NAME", "y"), folder.resolve("out"));
            Optional<Process> lessThanItHas = launcher.run(program, Map.of("PATH", "/bin"), folder.resolve("out"));

            assertThat(newline).isEmpty();
            assertThat(badName).isEmpty();
            assertThat(lessThanItHas).isEmpty();
            assertThat(launcher.isReady()).isTrue();
        }
    }

    @Test
    @DisplayName("it ends when it is closed")
    void endsWhenClosed() throws IOException {
        Launcher launcher = Launcher.start(BASE);

        launcher.close();

        await().until(() -> !launcher.isReady());
    }
}
