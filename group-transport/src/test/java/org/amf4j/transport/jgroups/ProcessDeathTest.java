package org.amf4j.transport.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.transport.FreePorts;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.TestCertificates;
import org.amf4j.transport.measure.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The death of a process is seen by its connection, long before its heartbeats are missed. */
final class ProcessDeathTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** More than any socket takes from a process that does not read. */
    private static final int MANY = 10_000;

    private static final int SHORT_BYTES = 1_024;
    private static final int LONG_BYTES = 100_000;

    /** Heartbeats are of no help within the time of this test. */
    private static final ChannelConfig.Detection DEAF = new ChannelConfig.Detection(60_000, 10_000, 100, 500, 600);

    private final List<JGroupsChannel> opened = new ArrayList<>();
    private final List<Process> children = new ArrayList<>();
    private Optional<TestCertificates> certificates = Optional.empty();

    /** The child: joins as the member named and waits to be killed. */
    public static void main(String[] arguments) throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            ports.add(Integer.parseInt(arguments[i]));
        }
        Optional<TestCertificates> certificates =
                Optional.of(arguments[1]).filter(folder -> !folder.isEmpty()).map(TestCertificates::in);
        channel(arguments[0], ports, certificates).open(new Views());
        new CountDownLatch(1).await();
    }

    @AfterEach
    void end() {
        children.forEach(Process::destroyForcibly);
        opened.forEach(JGroupsChannel::close);
    }

    @Test
    @DisplayName("a killed process leaves the view of all others within a few seconds, coordinator or not")
    void killed() throws IOException {
        killed(Optional.empty());
    }

    @Test
    @DisplayName("so it does when connections are secured and no port of its own is there for this")
    void killedWithSecuredConnections(@TempDir Path folder) throws IOException {
        TestCertificates certificates = TestCertificates.in(folder.toString());
        List.of("a", "b", "c", "d").forEach(certificates::of);

        killed(Optional.of(certificates));
    }

    private void killed(Optional<TestCertificates> with) throws IOException {
        certificates = with;
        List<Integer> ports = FreePorts.take(8);
        children.add(start("a", ports)); // the first one coordinates
        Views b = open("b", ports);
        await().atMost(PATIENCE).until(() -> b.last().equals(List.of("a", "b")));
        Views c = open("c", ports);
        children.add(start("d", ports));
        await().atMost(PATIENCE).until(() -> b.last().size() == 4 && c.last().size() == 4);

        children.get(1).destroyForcibly();
        await().atMost(Duration.ofSeconds(5)).until(() -> b.last().equals(List.of("a", "b", "c")));
        children.get(0).destroyForcibly();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(List.of(b.last(), c.last())).containsExactly(List.of("b", "c"), List.of("b", "c")));
    }

    @Test
    @DisplayName("a process that is stopped delays neither who sends to it nor what is sent to others")
    void stopped() throws Exception {
        List<Integer> ports = FreePorts.take(8);
        Views b = open("b", ports);
        Views c = open("c", ports);
        Process a = start("a", ports);
        children.add(a);
        await().atMost(PATIENCE).until(() -> b.last().size() == 3 && c.last().size() == 3);

        new ProcessBuilder("kill", "-STOP", Long.toString(a.pid())).start().waitFor();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int number = 0; number < MANY; number++) {
                opened.get(0).send("a", new byte[number % 100 == 99 ? LONG_BYTES : SHORT_BYTES]);
            }
            opened.get(0).send("c", new byte[1]);
        });

        assertThat(sending).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE).until(() -> c.received.get() == 1);
    }

    private Process start(String member, List<Integer> ports) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of(member, certificates.map(TestCertificates::path).orElse("")));
        ports.forEach(port -> arguments.add(String.valueOf(port)));
        return new ProcessBuilder(ChildJvm.command(ProcessDeathTest.class, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Views open(String member, List<Integer> ports) throws IOException {
        Views views = new Views();
        JGroupsChannel channel = channel(member, ports, certificates);
        opened.add(channel);
        channel.open(views);
        return views;
    }

    private static JGroupsChannel channel(String member, List<Integer> ports, Optional<TestCertificates> certificates) {
        return new JGroupsChannel(config(member, ports), certificates.map(all -> all.of(member)));
    }

    private static ChannelConfig config(String self, List<Integer> ports) {
        Map<String, ChannelConfig.Endpoint> members = new TreeMap<>();
        List<String> names = List.of("a", "b", "c", "d");
        for (int i = 0; i < names.size(); i++) {
            members.put(
                    names.get(i),
                    new ChannelConfig.Endpoint(FreePorts.loopback(ports.get(2 * i)), ports.get(2 * i + 1)));
        }
        return new ChannelConfig("death", self, members, DEAF);
    }

    /** Notes the views. */
    private static final class Views implements GroupChannel.Listener {

        private final AtomicInteger received = new AtomicInteger();
        private final List<List<String>> seen = new CopyOnWriteArrayList<>(List.of(List.of()));

        @Override
        public void viewChanged(List<String> members) {
            seen.add(members);
        }

        @Override
        public void received(String sender, byte[] message) {
            received.incrementAndGet();
        }

        List<String> last() {
            return seen.getLast();
        }
    }
}
