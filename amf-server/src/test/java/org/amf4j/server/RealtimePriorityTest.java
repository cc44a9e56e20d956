package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The real-time priority of a node")
@Timeout(60)
class RealtimePriorityTest {

    private static final String FOR_ALL =
            "--all-tasks --rr --pid 1 " + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    /** Writes down what it is told to do; fails so often when it is about all threads. */
    private Path chrt(int failures) throws IOException {
        Path program = folder.resolve("chrt");
        Files.writeString(program, """
                #!/bin/sh
                echo "$@" >> '%1$s/told'
                case $1 in
                    --all-tasks) [ $(grep -c all-tasks '%1$s/told') -gt %2$d ] ;;
                esac
                """.formatted(folder, failures));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private List<String> told() throws IOException {
        Path told = folder.resolve("told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    @Test
    @DisplayName("is that of all threads but those that compile")
    void allButCompilers() throws IOException {
        assertThat(RealtimePriority.take("node", chrt(0))).isTrue();

        assertThat(told()).first().isEqualTo(FOR_ALL);
        assertThat(told()).filteredOn(FOR_ALL::equals).hasSize(1);
        assertThat(told())
                .filteredOn(line -> line.startsWith("--other"))
                .isNotEmpty()
                .allMatch(line -> line.matches("--other --pid 0 [0-9]+"));
    }

    @Test
    @DisplayName("is that of the guardian, too, which runs already")
    void children() throws IOException {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(RealtimePriority.take("node", chrt(0))).isTrue();

            assertThat(told()).contains("--reset-on-fork --rr --pid 1 " + child.pid());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    @DisplayName("is taken again when a thread has ended meanwhile")
    void again() throws IOException {
        assertThat(RealtimePriority.take("all", chrt(2))).isTrue();

        assertThat(told()).filteredOn(FOR_ALL::equals).hasSize(3);
    }

    @Test
    @DisplayName("is not tried for ever where it is not allowed; compilers are ordinary then, too")
    void notAllowed() throws IOException {
        assertThat(RealtimePriority.take("node", chrt(1_000))).isFalse();

        assertThat(told()).filteredOn(FOR_ALL::equals).hasSizeBetween(2, 10);
        assertThat(told()).last().asString().startsWith("--other");
    }

    @Test
    @DisplayName("is nobody's when it is not wanted, or nobody knows what is wanted")
    void notWanted() throws IOException {
        Path chrt = chrt(0);

        assertThat(RealtimePriority.take("no", chrt)).isFalse();
        assertThat(RealtimePriority.take("", chrt)).isFalse();
        assertThat(RealtimePriority.take("most", chrt)).isFalse();

        assertThat(told()).isEmpty();
    }
}
