package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three controllers over an in-memory log and group, with agents that do what they are told. */
class ControllerTest extends ThreeControllers {

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
        return answer(controller, "events")
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
        return sending(
                id,
                Stream.of(texts)
                        .map(text -> NotificationContent.of(
                                        EventType.APPLICATION_EVENT,
                                        Dn.of("safApp=x"),
                                        new NotificationClass(1, 1, 1),
                                        new Details.None())
                                .withText(text))
                        .toArray(NotificationContent[]::new));
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
