package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at and ends processes of this user. */
final class Processes {

    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** All processes, this one excepted, that have the text in their command line or environment. */
    static List<ProcessHandle> mentioning(String text) {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .filter(name -> content(name, "cmdline").contains(text)
                            || content(name, "environ").contains(text))
                    .map(name -> ProcessHandle.of(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("cannot list the processes", e);
        }
    }

    /** Whether it runs; one that has ended, and whose parent has not taken note, does not. */
    static boolean isRunning(ProcessHandle process) {
        String stat = content(Long.toString(process.pid()), "stat");
        return !stat.isEmpty() && "RSDTt".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
    }

    private static String content(String pid, String file) {
        try {
            return new String(Files.readAllBytes(PROC.resolve(pid).resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has just ended, or belongs to somebody else
        }
    }

    /** Awaits that no process mentions the text; whatever does at the end of the limit is killed and a failure. */
    static void assertNoneMentions(String text) {
        try {
            await("no process of " + text)
                    .atMost(END_LIMIT)
                    .untilAsserted(() -> assertThat(describe(mentioning(text))).isEmpty());
        } finally {
            mentioning(text).forEach(Processes::kill);
        }
    }

    private static List<String> describe(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.pid() + " "
                        + content(Long.toString(process.pid()), "cmdline").replace('\0', ' '))
                .toList();
    }

    /** Sends a signal, by its name without SIG. */
    static void signal(String name, ProcessHandle process) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.onExit().join().exitValue()).isZero();
    }

    /** Kills a process with all that it has started. */
    static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
