package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.ChangeOperation;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.protocol.notification.NotificationCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.memory.MemoryGroup;
import org.amf4j.transport.memory.MemoryLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three controllers with an agent each, a log in memory, and a group in 2N; leader is n1. */
abstract class ThreeControllers {

    static final List<String> NAMES = List.of("n1", "n2", "n3");
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** So few that every test comes across several. */
    static final int ENTRIES_PER_MEMORY = 10;

    final MemoryGroup group = new MemoryGroup();
    final MemoryLog log = new MemoryLog(NAMES);
    final Map<String, Controller> controllers = new TreeMap<>();
    final Map<String, FakeAgent> agents = new TreeMap<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void start() throws IOException {
        var objects = ModelText.cluster(3)
                .group("sg", RedundancyKind.TWO_N)
                .units(3)
                .components("c")
                .instances("si")
                .objects();
        for (String name : NAMES) {
            GroupChannel channel = group.channel(name);
            BiConsumer<String, ClusterMessage> sender = (to, message) -> channel.send(to, message.toByteArray());
            Controller controller = controller(name, objects, sender);
            FakeAgent agent = new FakeAgent(name, sender);
            controllers.put(name, controller);
            agents.put(name, agent);
            channel.open(new Routing(controller, agent));
            controller.start();
        }
        log.elect("n1");
    }

    Controller controller(String name, List<ImmObject> objects, BiConsumer<String, ClusterMessage> sender) {
        ControllerSettings settings = new ControllerSettings(
                name,
                "test",
                NAMES,
                objects,
                StandardModels.all(),
                new ControllerSettings.Keeping(Optional.empty(), ENTRIES_PER_MEMORY),
                LossSettings.IMMEDIATE,
                BuiltInClasses.all());
        return new Controller(
                settings, log.copy(name), sender, new SimpleMeterRegistry(), (why, cause) -> fatal.add(why));
    }

    @AfterEach
    void stop() {
        controllers.values().forEach(Controller::close);
        log.close();
        group.close();
        assertThat(fatal).isEmpty();
    }

    private record Routing(Controller controller, FakeAgent agent) implements GroupChannel.Listener {
        @Override
        public void viewChanged(List<String> members) {
            controller.viewChanged(members);
        }

        @Override
        public void received(String sender, byte[] bytes) {
            try {
                ClusterMessage message = ClusterMessage.parseFrom(bytes);
                switch (message.getBodyCase()) {
                    case HELLO, REPORTS, FORWARDED, CONTROLLER_REPORT -> controller.received(sender, message);
                    default -> agent.receive(sender, message);
                }
            } catch (InvalidProtocolBufferException | MalformedMessageException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    AdminReply ask(String controller, AdminRequest request) throws Exception {
        CompletableFuture<AdminReply> reply = new CompletableFuture<>();
        controllers.get(controller).ask(request, reply::complete);
        return reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    static AdminRequest operation(String id, String target, AdminOperation operation) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setOperation(Operation.newBuilder().setTarget(target).setOperation(operation.value()))
                .build();
    }

    static AdminRequest change(String id, boolean dryRun, String... words) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setChange(ConfigurationChange.newBuilder()
                        .setDryRun(dryRun)
                        .addOperations(ChangeOperation.newBuilder().addAllWords(List.of(words))))
                .build();
    }

    JsonNode status(String controller) {
        try {
            return answer(controller, "status");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitAssigned(String controller) {
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode sis = status(controller).path("sis");
            assertThat(sis).hasSize(1);
            assertThat(sis.get(0).path("assignment").asText()).isEqualTo("FULLY_ASSIGNED");
        });
    }

    JsonNode answer(String controller, String question) throws Exception {
        AdminRequest query = AdminRequest.newBuilder()
                .setId("q")
                .setQuery(Query.newBuilder().setKind(question))
                .build();
        return json.readTree(ask(controller, query).getJson());
    }

    static ClusterMessage sending(String id, NotificationContent... told) {
        List<SentContent> contents = Stream.of(told)
                .map(content ->
                        new SentContent(NotificationCodec.toMessage(content).toByteArray()))
                .toList();
        return ClusterMessage.newBuilder()
                .setForwarded(Forwarded.newBuilder()
                        .setRequest(ClusterCodec.toMessage(new Event.NotificationsSent(id, contents))))
                .build();
    }
}
