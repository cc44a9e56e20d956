package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.memory.MemoryGroup;
import org.amf4j.transport.memory.MemoryLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The controllers compare what they remember, and raise the rules when all programs know them. */
class ComparisonTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> NAMES = List.of("n1", "n2", "n3");
    private static final int INTERVAL = 5;

    private final MemoryGroup group = new MemoryGroup();
    private final MemoryLog log = new MemoryLog(NAMES);
    private final Map<String, ReplicatedLog> copies = new TreeMap<>();
    private final Map<String, Controller> controllers = new TreeMap<>();
    private final Map<String, String> ended = new ConcurrentHashMap<>();

    private void start(String name, int rulesKnown) throws IOException {
        GroupChannel channel = group.channel(name);
        BiConsumer<String, ClusterMessage> sender = (to, message) -> channel.send(to, message.toByteArray());
        ControllerSettings settings = new ControllerSettings(
                        name,
                        "test",
                        NAMES,
                        ModelText.cluster(3)
                                .group("sg", RedundancyKind.TWO_N)
                                .units(3)
                                .components("c")
                                .instances("si")
                                .objects(),
                        StandardModels.all(),
                        new ControllerSettings.Keeping(Optional.empty(), 1_000, INTERVAL, LogStreams.NONE))
                .knowing(rulesKnown);
        copies.put(name, log.copy(name));
        Controller controller = new Controller(
                settings, copies.get(name), sender, new SimpleMeterRegistry(), (why, cause) -> ended.put(name, why));
        controllers.put(name, controller);
        channel.open(new Routing(controller));
        controller.start();
    }

    private void startAll(int rulesKnown) throws IOException {
        for (String name : NAMES) {
            start(name, rulesKnown);
        }
        log.elect("n1");
        await().atMost(LIMIT).until(() -> NAMES.stream().allMatch(n -> state(n).isPresent()));
    }

    @AfterEach
    void stop() {
        controllers.values().forEach(Controller::close);
        log.close();
        group.close();
    }

    private record Routing(Controller controller) implements GroupChannel.Listener {
        @Override
        public void viewChanged(List<String> members) {
            controller.viewChanged(members);
        }

        @Override
        public void received(String sender, byte[] bytes) {
            try {
                ClusterMessage message = ClusterMessage.parseFrom(bytes);
                if (message.hasControllerReport()) {
                    controller.received(sender, message);
                }
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Optional<ClusterState> state(String name) {
        return controllers.get(name).director().state();
    }

    /** Enough entries for a comparison. */
    private void entries(String leader) {
        for (int i = 0; i < 2 * INTERVAL; i++) {
            assertThat(copies.get(leader).propose(ClusterCodec.encode(List.of(new Event.Tick()))))
                    .succeedsWithin(LIMIT);
        }
    }

    private List<String> alarms(String name) {
        return state(name).orElseThrow().alarms().all().stream()
                .map(Object::toString)
                .filter(a -> a.contains("CONTROLLER_DIFFERS"))
                .toList();
    }

    /** What no entry of the log has said. */
    private void spoil(String name) {
        state(name).orElseThrow().differing().add("nobody");
    }

    @Test
    @DisplayName("as long as all remember the same nothing happens")
    void same() throws IOException {
        startAll(1);

        entries("n1");
        entries("n1");

        assertThat(ended).isEmpty();
        assertThat(alarms("n1")).isEmpty();
    }

    @Test
    @DisplayName("a controller that remembers something else ends, and the leader raises an alarm that names it")
    void followerDiffers() throws IOException {
        startAll(1);
        spoil("n3");

        entries("n1");

        await().atMost(LIMIT).until(() -> ended.containsKey("n3"));
        assertThat(ended.get("n3")).contains("differs from what the majority of [n1, n2, n3] does");
        await().atMost(LIMIT).until(() -> !alarms("n1").isEmpty());
        assertThat(state("n1").orElseThrow().differing()).containsExactly("n3");
        assertThat(ended).containsOnlyKeys("n3");
    }

    @Test
    @DisplayName(
            "a leader that remembers something else ends; the next one raises the alarm, and clears it when all is well")
    void leaderDiffers() throws IOException {
        startAll(1);
        spoil("n1");

        entries("n1");
        await().atMost(LIMIT).until(() -> ended.containsKey("n1"));
        log.crash("n1");
        log.elect("n2");

        await().atMost(LIMIT).until(() -> !alarms("n2").isEmpty());
        assertThat(state("n2").orElseThrow().differing()).containsExactly("n1");
        assertThat(ended).containsOnlyKeys("n1");
    }

    @Test
    @DisplayName("the rules are raised when all programs know them, and not before")
    void rules() throws IOException {
        start("n1", 2);
        start("n2", 2);
        start("n3", 1);
        log.elect("n1");
        await().atMost(LIMIT).until(() -> NAMES.stream().allMatch(n -> state(n).isPresent()));
        entries("n1");
        assertThat(state("n1").orElseThrow().rules()).isEqualTo(1);

        await("what n3 says of itself, again and again, does not come in between")
                .atMost(LIMIT)
                .until(() -> {
                    controllers.get("n1").received("n3", report(2));
                    return ended.containsKey("n3");
                });
        assertThat(ended.get("n3")).contains("version 2 of the rules", "up to version 1", "install");
        assertThat(state("n1").orElseThrow().rules()).isEqualTo(2);
        assertThat(ended).containsOnlyKeys("n3");
    }

    private static ClusterMessage report(int rules) {
        return ClusterMessage.newBuilder()
                .setControllerReport(
                        org.amf4j.protocol.cluster.ControllerReport.newBuilder().setRulesKnown(rules))
                .build();
    }
}
