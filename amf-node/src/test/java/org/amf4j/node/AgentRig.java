package org.amf4j.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;

/** An agent with a leader that the test plays, in a folder of its own. */
final class AgentRig implements AutoCloseable {

    static final String LEADER = "n2";
    static final long TERM = 5;
    static final long INCARNATION = 77;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Path folder;
    final FakeLeader leader = new FakeLeader();
    final NodeSettings settings;
    final NodeAgent agent;
    final BlockingQueue<String> reboots = new LinkedBlockingQueue<>();
    private final List<Throwable> errors = new ArrayList<>();

    private AgentRig(Path folder, Optional<Peers> peers) throws IOException {
        this.folder = folder;
        this.settings = NodeSettings.of("n1", INCARNATION, folder);
        this.agent = peers.isPresent()
                ? NodeAgent.start(settings, leader, reboots::add, errors::add, peers.get())
                : NodeAgent.start(settings, leader, reboots::add, errors::add);
        agent.received(LEADER, FakeLeader.leaderIs(LEADER, TERM));
    }

    /** Unix socket paths are short, and the folder of a test may not be: this one is directly below the temporary one. */
    static AgentRig start() throws IOException {
        return new AgentRig(Files.createTempDirectory("amf"), Optional.empty());
    }

    static AgentRig start(Peers peers) throws IOException {
        return new AgentRig(Files.createTempDirectory("amf"), Optional.of(peers));
    }

    CommandId order(TestComponent component, Action action) {
        Order order = leader.order(component, action);
        agent.received(LEADER, FakeLeader.orders(TERM, order));
        return order.id();
    }

    /** Waits for a report of this type about the component. */
    <T extends Event.Report> T report(TestComponent component, Class<T> type) {
        return await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> leader.reportsTo(LEADER).stream()
                                .filter(type::isInstance)
                                .map(type::cast)
                                .filter(report -> report.component().equals(component.dn()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits for the answer to an order. */
    Event.OrderAnswered answer(CommandId order) {
        return await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> leader.reportsTo(LEADER).stream()
                                .filter(Event.OrderAnswered.class::isInstance)
                                .map(Event.OrderAnswered.class::cast)
                                .filter(answered -> answered.order().equals(order))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** An SA-aware component brought up, and the client that speaks for it. */
    RawClient up(TestComponent component) throws IOException {
        CommandId order = order(component, component.instantiate());
        RawClient client = client();
        await().atMost(LIMIT).until(() -> Files.exists(component.folder().resolve("pid")));
        client.hello(component.dn().toString());
        client.register();
        answer(order);
        return client;
    }

    RawClient client() throws IOException {
        return new RawClient(settings.componentSocket());
    }

    List<Throwable> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() throws IOException {
        agent.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
