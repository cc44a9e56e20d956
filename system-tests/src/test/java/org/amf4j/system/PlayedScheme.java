package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.network.NetworkLab;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A scheme of real virtual machines, played by its command while the tests of a class look, in the order of its faults, at what each has
 * cost: two boots of everything for two faults would be most of the time. Its last test asks for {@link #end()}.
 */
final class PlayedScheme implements BeforeAllCallback, AfterAllCallback {

    /** What is noticed must not wait for anybody's time limit; machines that others use are slow at times. */
    static final double REACTION_MILLIS_MAX = 3_000;

    /** A silent host is waited for a second and a half longer. */
    static final double HOST_REACTION_MILLIS_MAX = 4_500;

    /** For the set-up, or a fault; a quiet machine takes a minute. The first call may build the guest, and download its packages. */
    static final Duration LIMIT = Duration.ofMinutes(8);

    private static final long INTERRUPTED_SECONDS_MAX = 90;
    private static final String SET_UP = "everything is set up";
    private static final String CASE = "{\"case\":";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A program and the package of Debian that brings it. */
    private static final List<List<String>> PROGRAMS = List.of(
            List.of("qemu-system-x86_64", "qemu-system-x86"),
            List.of("qemu-img", "qemu-utils"),
            List.of("libvirtd", "libvirt-daemon-system libvirt-daemon-driver-qemu"),
            List.of("virsh", "libvirt-clients"),
            List.of("busybox", "busybox-static"),
            List.of("cpio", "cpio"),
            List.of("xz", "xz-utils"),
            List.of("lz4", "lz4"),
            List.of("mke2fs", "e2fsprogs"),
            List.of("dnsmasq", "dnsmasq-base"));

    private final List<String> words;
    private final String mark = "virtual machines " + UUID.randomUUID();
    private Path working;
    private Path out;
    private Path err;
    private Process command;

    /** Will be played by {@code amf vm} with these words. */
    PlayedScheme(String... words) {
        this.words = List.of(words);
    }

    /** Skips the tests where no hosts can be played. */
    static void assumePossible() {
        PROGRAMS.forEach(each -> Programs.assumeInstalled(each.get(0), each.get(1)));
        assumeThat(NetworkLab.obstacle()).as("hosts can be played here").isEmpty();
    }

    /** Starts it; returns when everything is set up. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        assumePossible();
        Amf.prepare();
        long began = System.nanoTime();
        SetUp.of("amf vm " + words.get(0), this::start);
        System.out.printf("%s: set up in %.1f s%n", String.join(" ", words), (System.nanoTime() - began) / 1e9);
    }

    private void start() throws IOException {
        // Of its own: the logs of one that has failed are still there when others have been played, or this one again.
        String name = words.get(0) + (command == null ? "" : "-again");
        working = Installation.emptyFolder("vm-" + name);
        Path calls = Installation.emptyFolder("vm-calls-" + name);
        out = calls.resolve("out");
        err = calls.resolve("err");
        List<String> all = new ArrayList<>(List.of("vm"));
        all.addAll(words);
        all.addAll(List.of("-o", "json"));
        command = new Amf(working, calls).with("SYSTEM_TEST", mark).start(out, err, all);
        try {
            awaitTold(SET_UP, 1);
        } catch (RuntimeException | AssertionError e) {
            interrupt(); // it leaves nothing behind
            throw e;
        }
    }

    /** The first case of this name. */
    JsonNode found(String what) {
        return found(what, 1);
    }

    /** The case of this name and number, from 1; waits for it. */
    JsonNode found(String what, int number) {
        String line = awaitTold(CASE + "\"" + what + "\"", number);
        System.out.println(String.join(" ", words) + ": " + line);
        return parse(line);
    }

    /** What is printed at the end; the command must have succeeded and left nothing behind. */
    JsonNode end() throws IOException {
        await("the end of " + words).atMost(LIMIT).until(() -> !command.isAlive());
        assertThat(command.exitValue()).as(told()).isZero();
        JsonNode result = parse(Files.readString(out));
        assertThat(result.path("copies_seen").asInt()).isZero();
        try (var left = Files.list(working)) {
            assertThat(left).as("files beside the run folder").isEmpty();
        }
        assertNothingRuns();
        return result;
    }

    /** The line of this number, from 1, of those that begin like this; waits for it, or the end of the command. */
    private String awaitTold(String beginning, int number) {
        await(beginning)
                .atMost(LIMIT)
                .until(() -> !command.isAlive() || lines(beginning).size() >= number);
        List<String> lines = lines(beginning);
        assertThat(lines).as("'%s', %d times in: %s", beginning, number, told()).hasSizeGreaterThanOrEqualTo(number);
        return lines.get(number - 1);
    }

    private List<String> lines(String beginning) {
        String text = told();
        return text.substring(0, text.lastIndexOf('\n') + 1) // the last one may not be whole yet
                .lines()
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    private String told() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** A command that plays still is interrupted: a test has failed, or is run alone. */
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (command == null) {
            return;
        }
        interrupt();
        assertNothingRuns();
    }

    private void interrupt() throws IOException {
        if (!command.isAlive()) {
            return;
        }
        Processes.signal("TERM", command.toHandle());
        try {
            if (!command.waitFor(INTERRUPTED_SECONDS_MAX, TimeUnit.SECONDS)) {
                Processes.kill(command.toHandle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a scheme ends", e);
        }
    }

    private void assertNothingRuns() {
        Processes.assertNoneMentions(mark);
        Processes.assertNoneMentions(working + "/");
    }

    /** It was on this host, is on that one, and was noticed in time. */
    static void assertCase(JsonNode found, String from, String to, double reactionMillisMax) {
        String what = found.toString();
        assertThat(found.path("from").asText()).as(what).isEqualTo(from);
        assertThat(found.path("to").asText()).as(what).isEqualTo(to);
        assertThat(found.path("reaction_ms").asDouble()).as(what).isBetween(0.0, reactionMillisMax);
        assertThat(found.path("called_ms").asDouble())
                .as(what)
                .isGreaterThanOrEqualTo(found.path("reaction_ms").asDouble());
        assertThat(found.path("repair_ms").asDouble())
                .as(what)
                .isGreaterThan(found.path("called_ms").asDouble());
        assertThat(found.path("outage_ms").asDouble()).as(what).isPositive();
    }
}
