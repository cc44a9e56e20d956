package org.amf4j.clc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardianTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    @DisplayName("when the agent's JVM is killed, guarded sessions die and others live")
    void killsWhatIsGuarded() throws Exception {
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GuardedProgram.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        Map<String, Long> said = read(jvm);

        jvm.destroyForcibly();

        await().atMost(LIMIT).until(() -> Sessions.members(said.get("guarded")).isEmpty());
        await().atMost(LIMIT).until(() -> Sessions.members(said.get("guardian")).isEmpty());
        assertThat(Sessions.members(said.get("free"))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Sessions.kill(said.get("free"))).isTrue();
    }

    private static Map<String, Long> read(Process jvm) throws Exception {
        Map<String, Long> said = new HashMap<>();
        BufferedReader reader = jvm.inputReader();
        while (!said.keySet().containsAll(java.util.Set.of("guarded", "free", "guardian"))) {
            String line = reader.readLine();
            assertThat(line).as("output of the helper").isNotNull();
            String[] words = line.split(" ");
            if (words.length == 2 && words[1].matches("[0-9]+")) {
                said.put(words[0], Long.parseLong(words[1]));
            }
        }
        return said;
    }

    @Test
    @DisplayName("a killed guardian is replaced, and the new one knows the sessions")
    void isReplaced() throws Exception {
        Process program = new ProcessBuilder("setsid", "sleep", "100").start();
        Guardian guardian = Guardian.start();
        guardian.add(program.pid());
        long first = guardian.pid();

        Sessions.kill(first);
        await().atMost(LIMIT).until(() -> guardian.pid() != first);
        guardian.close();

        await().atMost(LIMIT).until(() -> !program.isAlive());
    }

    @Test
    @DisplayName("a guardian without sessions ends when it is closed")
    void endsQuietly() throws Exception {
        Guardian guardian = Guardian.start();
        long pid = guardian.pid();

        guardian.close();
        guardian.close();

        await().atMost(LIMIT).until(() -> Sessions.members(pid).isEmpty());
    }

    @Test
    @DisplayName("when the lease runs out everything dies, and so does what is registered later; renewals put it off")
    void leaseRunsOut() throws Exception {
        Process program = sleeper();
        CountDownLatch fired = new CountDownLatch(1);
        try (Uptime uptime = new Uptime();
                Guardian guardian = Guardian.start(Guardian.LastWord.NONE, fired::countDown)) {
            guardian.add(program.pid());
            for (int i = 0; i < 10; i++) {
                guardian.leaseEnds(uptime.nowNanos() + 2_000_000_000L);
                assertThat(fired.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }

            guardian.leaseEnds(uptime.nowNanos() + 100_000_000L);

            assertThat(fired.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(LIMIT).until(() -> !program.isAlive());
            Process late = sleeper();
            guardian.add(late.pid());
            await().atMost(LIMIT).until(() -> !late.isAlive());
        }
    }

    @Test
    @DisplayName("what may outlive the lease goes on when it runs out, and dies with the agent")
    void lasting() throws Exception {
        Process ordinary = sleeper();
        Process lasting = sleeper();
        CountDownLatch fired = new CountDownLatch(1);
        Guardian guardian = Guardian.start(Guardian.LastWord.NONE, fired::countDown);
        try (Uptime uptime = new Uptime()) {
            guardian.add(ordinary.pid());
            guardian.addLasting(lasting.pid());

            guardian.leaseEnds(uptime.nowNanos() + 100_000_000L);

            assertThat(fired.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(LIMIT).until(() -> !ordinary.isAlive());
            Process late = sleeper();
            guardian.add(late.pid());
            await().atMost(LIMIT).until(() -> !late.isAlive());
            assertThat(lasting.isAlive()).isTrue();
        } finally {
            guardian.close();
        }
        await().atMost(LIMIT).until(() -> !lasting.isAlive());
    }

    @Test
    @DisplayName("a guardian that has taken over knows the end of the lease")
    void replacementKnowsTheLease() throws Exception {
        Process program = sleeper();
        try (Uptime uptime = new Uptime();
                Guardian guardian = Guardian.start()) {
            guardian.add(program.pid());
            guardian.leaseEnds(uptime.nowNanos() + 500_000_000L);
            long first = guardian.pid();

            Sessions.kill(first);

            await().atMost(LIMIT).until(() -> guardian.pid() != first);
            await().atMost(LIMIT).until(() -> !program.isAlive());
        }
    }

    @Test
    @DisplayName("when all has ended, and not before, the last word is told")
    void lastWord() throws Exception {
        Process program = sleeper();
        try (DatagramSocket ear = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            ear.setSoTimeout((int) LIMIT.toMillis());
            Guardian guardian = Guardian.start(
                    new Guardian.LastWord(
                            "all of n1 is gone", List.of((InetSocketAddress) ear.getLocalSocketAddress())),
                    () -> {});
            guardian.add(program.pid());
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);

            guardian.close();
            ear.receive(packet);

            assertThat(Sessions.members(program.pid())).isEmpty();
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII))
                    .isEqualTo("all of n1 is gone");
        }
    }

    @Test
    @DisplayName(
            "what is kept lives on after the agent until the lease ends, and is killed then if nobody has taken it")
    void keptInVain() throws Exception {
        Process program = sleeper();
        Path file = Files.createFile(folder.resolve("kept"));
        Guardian guardian = Guardian.start();
        try (Uptime uptime = new Uptime()) {
            long endNanos = uptime.nowNanos() + 1_000_000_000L;
            guardian.add(program.pid());
            guardian.leaseEnds(endNanos);
            guardian.keepUntilLeaseEnds(file);

            guardian.close();
            await().atMost(LIMIT).until(() -> !program.isAlive());

            assertThat(uptime.nowNanos()).isGreaterThanOrEqualTo(endNanos);
        }
        assertThat(folder.resolve("kept.over")).exists();
    }

    @Test
    @DisplayName("what somebody has taken is not killed")
    void taken() throws Exception {
        Process program = sleeper();
        Path file = Files.createFile(folder.resolve("kept"));
        Guardian guardian = Guardian.start();
        long pid = guardian.pid();
        try (Uptime uptime = new Uptime()) {
            guardian.add(program.pid());
            guardian.leaseEnds(uptime.nowNanos() + 500_000_000L);
            guardian.keepUntilLeaseEnds(file);
            guardian.close();

            Files.move(file, folder.resolve("kept.taken"));
            await().atMost(LIMIT).until(() -> Sessions.members(pid).isEmpty());
        }

        assertThat(program.isAlive()).isTrue();
        program.destroyForcibly();
    }

    @Test
    @DisplayName("when what the next one must know was never written, all is killed")
    void neverWritten() throws Exception {
        Process program = sleeper();
        Guardian guardian = Guardian.start();
        try (Uptime uptime = new Uptime()) {
            guardian.add(program.pid());
            guardian.leaseEnds(uptime.nowNanos() + 300_000_000L);
            guardian.keepUntilLeaseEnds(folder.resolve("missing"));

            guardian.close();

            await().atMost(LIMIT).until(() -> !program.isAlive());
        }
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("setsid", "sleep", "100").start();
    }
}
