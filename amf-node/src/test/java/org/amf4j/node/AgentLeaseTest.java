package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.amf4j.clc.Sessions;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.lease.LeaseTimes;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaseGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An agent that needs a lease; the test plays leader and controllers. */
final class AgentLeaseTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long MS = 1_000_000;
    private static final LeaseTimes TIMES = new LeaseTimes(50 * MS, 1_000 * MS, 1_500 * MS, 2_000 * MS);
    private static final List<String> CONTROLLERS = List.of("c1", "c2", "c3");

    private final Path folder = Files.createTempDirectory("amf");
    private final FakeLeader leader = new FakeLeader();
    private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService controllers = Executors.newSingleThreadScheduledExecutor();
    private volatile List<String> granting = List.of();
    private final NodeAgent agent;

    AgentLeaseTest() throws IOException {
        agent = NodeAgent.start(
                NodeSettings.of("n1", AgentRig.INCARNATION, folder),
                leader,
                cause -> {},
                Throwable::printStackTrace,
                Optional.of(new Leasing(CONTROLLERS, TIMES, List.of(), lost::add)));
        controllers.scheduleAtFixedRate(this::grant, 0, 10, TimeUnit.MILLISECONDS);
        agent.received(AgentRig.LEADER, FakeLeader.leaderIs(AgentRig.LEADER, 1));
    }

    private void grant() {
        for (String controller : granting) {
            List<ClusterMessage> asked = leader.sentTo(controller);
            if (!asked.isEmpty()) {
                LeaseGrant grant = LeaseGrant.newBuilder()
                        .setIncarnation(AgentRig.INCARNATION)
                        .setRequest(
                                asked.get(asked.size() - 1).getLeaseRequest().getRequest())
                        .build();
                agent.received(
                        controller,
                        ClusterMessage.newBuilder().setLeaseGrant(grant).build());
            }
        }
    }

    @AfterEach
    void end() throws IOException {
        controllers.shutdownNow();
        agent.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean hasJoined() {
        return leader.sentTo(AgentRig.LEADER).stream().anyMatch(ClusterMessage::hasHello);
    }

    @Test
    @DisplayName("without a lease it does not join and starts nothing; a majority of the controllers lets it")
    void needsALease() throws IOException {
        TestComponent component = TestComponent.in(folder, "c1", false);
        granting = List.of("c2");
        agent.received(AgentRig.LEADER, FakeLeader.orders(1, leader.order(component, component.instantiate())));
        await().atMost(LIMIT).until(() -> leader.sentTo("c1").size() > 5);
        assertThat(hasJoined()).isFalse();

        granting = List.of("c2", "c3");

        await().atMost(LIMIT).until(this::hasJoined);
        assertThat(component.folder().resolve("pid")).doesNotExist();
        assertThat(leader.sentTo("c1"))
                .allMatch(m -> m.getLeaseRequest().getDeathDigest().size() == 32);
        assertThat(lost).isEmpty();
    }

    @Test
    @DisplayName(
            "when a majority does not renew its lease, it says so, takes no orders, and its guardian kills components")
    void losesTheLease() throws Exception {
        TestComponent component = TestComponent.in(folder, "c1", false);
        granting = List.of("c1", "c2");
        await().atMost(LIMIT).until(this::hasJoined);
        agent.received(AgentRig.LEADER, FakeLeader.orders(1, leader.order(component, component.instantiate())));
        Path note = component.folder().resolve("pid");
        await().atMost(LIMIT).until(() -> Files.exists(note) && Files.size(note) > 0);
        long pid = Long.parseLong(Files.readString(note).trim());

        granting = List.of("c1");

        assertThat(lost.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("no majority");
        TestComponent late = TestComponent.in(folder, "c2", false);
        Order order = leader.order(late, late.instantiate());
        granting = List.of("c1", "c2", "c3");
        agent.received(AgentRig.LEADER, FakeLeader.orders(1, order));
        await().atMost(LIMIT).until(() -> !Sessions.isRunning(pid));
        assertThat(late.folder().resolve("pid")).doesNotExist();
        assertThat(lost).as("it is said once").isEmpty();
    }
}
