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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three controllers over an in-memory log and group, with agents that do what they are told. */
class ControllerTest {

    private static final List<String> NAMES = List.of("n1", "n2", "n3");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** So few that every test comes across several. */
    private static final int ENTRIES_PER_MEMORY = 10;

    private final MemoryGroup group = new MemoryGroup();
    private final MemoryLog log = new MemoryLog(NAMES);
    private final Map<String, Controller> controllers = new TreeMap<>();
    private final Map<String, FakeAgent> agents = new TreeMap<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    private final ObjectMapper json = new ObjectMapper();

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

    private Controller controller(String name, List<ImmObject> objects, BiConsumer<String, ClusterMessage> sender) {
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

    private AdminReply ask(String controller, AdminRequest request) throws Exception {
        CompletableFuture<AdminReply> reply = new CompletableFuture<>();
        controllers.get(controller).ask(request, reply::complete);
        return reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static AdminRequest operation(String id, String target, AdminOperation operation) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setOperation(Operation.newBuilder().setTarget(target).setOperation(operation.value()))
                .build();
    }

    private static AdminRequest change(String id, boolean dryRun, String... words) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setChange(ConfigurationChange.newBuilder()
                        .setDryRun(dryRun)
                        .addOperations(ChangeOperation.newBuilder().addAllWords(List.of(words))))
                .build();
    }

    private JsonNode status(String controller) {
        try {
            AdminRequest query = AdminRequest.newBuilder()
                    .setId("q")
                    .setQuery(Query.newBuilder().setKind("status"))
                    .build();
            return json.readTree(ask(controller, query).getJson());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAssigned(String controller) {
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode sis = status(controller).path("sis");
            assertThat(sis).hasSize(1);
            assertThat(sis.get(0).path("assignment").asText()).isEqualTo("FULLY_ASSIGNED");
        });
    }

    @Test
    @DisplayName("The first leader loads the configuration, nodes join, the instance is assigned")
    void bringUp() {
        awaitAssigned("n1");

        assertThat(status("n1")
                        .path("assignments")
                        .valueStream()
                        .map(a -> a.path("ha").asText()))
                .containsExactly("ACTIVE", "STANDBY");
    }

    @Test
    @DisplayName("A new leader sends again what was not answered, and agents carry it out once")
    void newLeaderSendsAgain() throws Exception {
        awaitAssigned("n1");
        agents.get("n1").silent(true);
        int before = agents.get("n1").received().size();
        CompletableFuture<AdminReply> first = new CompletableFuture<>();
        controllers.get("n1").ask(operation("swap-1", "si", AdminOperation.SI_SWAP), first::complete);
        await().atMost(LIMIT).until(() -> agents.get("n1").received().size() > before);

        FakeAgent.Received order = agents.get("n1").received().get(before);
        log.elect("n2");
        await().atMost(LIMIT).until(() -> controllers.get("n2").isLeading());
        CompletableFuture<AdminReply> second = new CompletableFuture<>();
        controllers.get("n2").ask(operation("swap-1", "si", AdminOperation.SI_SWAP), second::complete);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(agents.get("n1").received())
                        .anyMatch(r -> r.order().equals(order.order()) && r.term() > order.term()));
        agents.get("n1").silent(false);
        agents.get("n1").report();

        assertThat(second.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(AisStatus.OK.value());
    }

    @Test
    @DisplayName("A request that comes again gets the first answer and is not carried out again")
    void requestComesAgain() throws Exception {
        awaitAssigned("n1");

        AdminReply first = ask("n1", operation("lock-1", "SU1", AdminOperation.LOCK));
        AdminReply again = ask("n1", operation("lock-1", "SU1", AdminOperation.LOCK));
        AdminReply other = ask("n1", operation("lock-2", "SU1", AdminOperation.LOCK));

        assertThat(first.getStatus()).isEqualTo(AisStatus.OK.value());
        assertThat(again).isEqualTo(first);
        assertThat(other.getStatus()).isEqualTo(AisStatus.ERR_NO_OP.value());
    }

    @Test
    @Tag("IMM-033")
    @Tag("IMM-039")
    @DisplayName("A change that comes again, to the next leader, gets the first answer and is not carried out again")
    void changeComesAgain() throws Exception {
        awaitAssigned("n1");
        AdminRequest create = change(
                "c1", false, "create", "SaAmfApplication", "safApp=two", "saAmfAppType=safVersion=1,safAppType=app");

        AdminReply first = ask("n1", create);
        log.elect("n2");
        await().atMost(LIMIT).until(controllers.get("n2")::isLeading);
        AdminReply again = ask("n2", create);

        assertThat(first.getStatus()).as(first.getText()).isEqualTo(AisStatus.OK.value());
        assertThat(again).isEqualTo(first);
        AdminReply other =
                ask("n2", change("c2", false, "create", "SaAmfApplication", "safApp=two", "saAmfAppType=x=1"));
        assertThat(other.getStatus()).isEqualTo(AisStatus.ERR_EXIST.value());
    }

    @Test
    @Tag("CLI-004")
    @DisplayName("A dry run says what would change and changes nothing; a mistake names the operation")
    void dryRun() throws Exception {
        awaitAssigned("n1");

        AdminReply judged = ask("n1", change("d1", true, "set", "SU1", "saAmfSURank=7"));
        AdminReply refused = ask("n1", change("d2", true, "delete", "SU1"));
        AdminReply wrong = ask("n1", change("d3", true, "set", "SU1", "saAmfSURank=x"));

        assertThat(json.readTree(judged.getJson())
                        .at("/changes/0/attributes/saAmfSURank/after/0")
                        .asInt())
                .isEqualTo(7);
        assertThat(refused.getStatus()).isEqualTo(AisStatus.ERR_BAD_OPERATION.value());
        assertThat(refused.getText()).contains("lock-in");
        assertThat(wrong.getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
        assertThat(wrong.getText()).startsWith("operation 1: ").contains("saAmfSURank");
        assertThat(status("n1").path("sus")).hasSize(3);
    }

    @Test
    @DisplayName("A controller that starts from what it remembered knows state, answers and numbers, and can lead")
    void startsFromMemory() throws Exception {
        awaitAssigned("n1");
        AdminReply first = ask("n1", operation("lock-1", "SU1", AdminOperation.LOCK));
        await().atMost(LIMIT).until(() -> log.forgotten() > 50);
        int changes = status("n1").path("assignments").size();
        controllers.get("n3").close();
        Controller again = controller("n3", List.of(), (to, message) -> {});
        controllers.put("n3", again);
        again.start();
        again.viewChanged(NAMES);

        log.elect("n3");
        await().atMost(LIMIT).until(again::isLeading);

        assertThat(status("n3").path("assignments")).hasSize(changes);
        assertThat(ask("n3", operation("lock-1", "SU1", AdminOperation.LOCK))).isEqualTo(first);
    }

    @Test
    @DisplayName("A node that cannot be heard any more is declared gone, and its work moves")
    void nodeLost() {
        awaitAssigned("n1");

        group.crash("n2");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(status("n1").path("assignments").findValuesAsText("su"))
                        .anyMatch(su -> su.startsWith("safSu=SU3"))
                        .noneMatch(su -> su.startsWith("safSu=SU2")));
    }

    @Test
    @DisplayName("A member that has missed who leads is told again")
    void leaderIsTold() {
        awaitAssigned("n1");
        group.split(List.of(Set.of("n1", "n2"), Set.of("n3")));
        await().atMost(LIMIT).until(() -> !isMember("n3"));
        agents.get("n3").beginAnewAndLoseNextLeader();

        group.merge();

        await().atMost(LIMIT).until(() -> agents.get("n3").hasLost() && isMember("n3"));
    }

    private boolean isMember(String node) {
        return status("n1")
                .path("nodes")
                .valueStream()
                .filter(n -> n.path("dn").asText().startsWith("safAmfNode=" + node + ","))
                .anyMatch(n -> n.path("member").asBoolean());
    }

    @Test
    @DisplayName("Unknown names are answered with what is similar")
    void unknownName() throws Exception {
        awaitAssigned("n1");

        AdminReply reply = ask("n1", operation("x", "SU11", AdminOperation.LOCK));

        assertThat(reply.getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(reply.getText()).contains("SU11").contains("SU1");
    }

    @Test
    @DisplayName("A question about an unknown name is answered with one sentence; the status is not said twice")
    void unknownNameInQuestion() throws Exception {
        awaitAssigned("n1");

        AdminReply reply = ask("n1", question("explain", "SU11"));

        assertThat(reply.getStatus()).isEqualTo(AisStatus.ERR_NOT_EXIST.value());
        assertThat(reply.getText()).startsWith("there is no 'SU11'");
    }

    private static AdminRequest question(String kind, String dn) {
        return AdminRequest.newBuilder()
                .setId("q")
                .setQuery(Query.newBuilder().setKind(kind).putArguments("dn", dn))
                .build();
    }

    @Test
    @Tag("AMF-093")
    @Tag("NTF-005")
    @DisplayName("Notifications have the same numbers on every controller, without gaps, across a change of the leader")
    void notificationsSurviveTheLeader() throws Exception {
        awaitAssigned("n1");
        ask("n1", operation("lock-1", "safSg=sg,safApp=app", AdminOperation.LOCK));
        List<JsonNode> first = notifications("n1");

        log.elect("n2");
        await().atMost(LIMIT).until(() -> controllers.get("n2").isLeading());
        ask("n2", operation("unlock-1", "safSg=sg,safApp=app", AdminOperation.UNLOCK));

        List<JsonNode> second = notifications("n2");
        assertThat(second.subList(0, first.size())).isEqualTo(first);
        assertThat(second).hasSizeGreaterThan(first.size());
        for (int i = 0; i < second.size(); i++) {
            assertThat(second.get(i).path("id").asInt()).isEqualTo(i + 1);
        }
        assertThat(first)
                .filteredOn(n -> n.path("specific_problem").asText().equals("SI_UNASSIGNED"))
                .hasSize(1)
                .allSatisfy(
                        n -> assertThat(n.path("perceived_severity").asText()).isEqualTo("MAJOR"));
    }

    private List<JsonNode> notifications(String controller) throws Exception {
        AdminRequest query = AdminRequest.newBuilder()
                .setId("q")
                .setQuery(Query.newBuilder().setKind("events"))
                .build();
        return json.readTree(ask(controller, query).getJson())
                .path("events")
                .valueStream()
                .map(e -> e.path("notification"))
                .filter(JsonNode::isObject)
                .toList();
    }

    @Test
    @Tag("NTF-005")
    @DisplayName(
            "What applications send stands in one row with the rest, once, also when it comes again to the next leader")
    void applicationsNotify() throws Exception {
        awaitAssigned("n1");
        controllers.get("n1").received("n1", sending("n1/1/notifications/1", "one", "two"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentTexts("n1")).containsExactly("one", "two"));
        List<JsonNode> first = told("n1");

        log.elect("n2");
        await().atMost(LIMIT).until(() -> controllers.get("n2").isLeading());
        controllers.get("n2").received("n1", sending("n1/1/notifications/1", "one", "two"));
        controllers.get("n2").received("n1", sending("n1/1/notifications/2", "three"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sentTexts("n2")).containsExactly("one", "two", "three"));

        assertThat(told("n2").subList(0, first.size())).isEqualTo(first);
        assertThat(told("n2").stream().map(n -> n.path("id").asInt()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, told("n2").size()).boxed().toList());
        assertThat(notifications("n2"))
                .noneMatch(n -> n.path("id").asInt() == told("n2").size());
    }

    private static ClusterMessage sending(String id, String... texts) {
        List<SentContent> contents = Stream.of(texts)
                .map(text -> NotificationContent.of(
                                EventType.APPLICATION_EVENT,
                                Dn.of("safApp=x"),
                                new NotificationClass(1, 1, 1),
                                new Details.None())
                        .withText(text))
                .map(content ->
                        new SentContent(NotificationCodec.toMessage(content).toByteArray()))
                .toList();
        return ClusterMessage.newBuilder()
                .setForwarded(Forwarded.newBuilder()
                        .setRequest(ClusterCodec.toMessage(new Event.NotificationsSent(id, contents))))
                .build();
    }

    private List<String> sentTexts(String controller) {
        return told(controller).stream()
                .filter(n -> n.path("notification_object").asText().equals("safApp=x"))
                .map(n -> n.path("text").asText())
                .toList();
    }

    private List<JsonNode> told(String controller) {
        AdminRequest query = AdminRequest.newBuilder()
                .setId("q" + System.nanoTime())
                .setQuery(Query.newBuilder().setKind("notifications"))
                .build();
        try {
            return json.readTree(ask(controller, query).getJson())
                    .path("notifications")
                    .valueStream()
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
