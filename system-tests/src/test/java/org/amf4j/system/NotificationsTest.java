package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Discarded;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.Notifications;
import org.amf4j.api.ntf.Position;
import org.amf4j.api.ntf.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs on three nodes that send notifications and hear of them. */
class NotificationsTest {

    private static final NotificationClass CLASS = new NotificationClass(0xFFFF_FFFFL, 1, 1);
    private static final Dn OBJECT = Dn.of("safApp=mine");
    private static final int PER_SECOND = 1_000;

    /** More than the cluster keeps. */
    private static final int FLOOD = 22_000;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("notify", model -> model);

    /** Keeps what it hears. */
    private static final class Heard implements NotificationListener {
        private final List<Notification> notifications = new CopyOnWriteArrayList<>();
        private final List<Discarded> discarded = new CopyOnWriteArrayList<>();

        @Override
        public void notified(Notification notification) {
            notifications.add(notification);
        }

        @Override
        public void discarded(Discarded gone) {
            discarded.add(gone);
        }

        List<String> texts() {
            return notifications.stream().map(n -> n.content().text()).toList();
        }

        List<Long> ids() {
            return notifications.stream().map(Notification::id).toList();
        }
    }

    private static Notifications open(String node) {
        return Notifications.open(CLUSTER.node(node).resolve("agent.sock"));
    }

    private static NotificationFilter mine() {
        return NotificationFilter.ALL.withClass(CLASS);
    }

    private static NotificationContent content(String text) {
        return NotificationContent.of(EventType.APPLICATION_EVENT, OBJECT, CLASS, new Details.None())
                .withText(text);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @Test
    @Tag("NTF-005")
    @DisplayName(
            "a thousand notifications reach three subscribers once and in order, though the leader is killed meanwhile")
    void acrossLeaders() throws Exception {
        List<Heard> heard = List.of(new Heard(), new Heard());
        List<Long> sent = new ArrayList<>();
        String leader = CLUSTER.status().path("leader").asText();
        List<String> others = List.of("n1", "n2", "n3").stream()
                .filter(n -> !n.equals(leader))
                .toList();
        try (Notifications first = open(others.get(0));
                Notifications second = open(others.get(1))) {
            first.subscribe(mine(), heard.get(0));
            second.subscribe(mine(), heard.get(1));
            for (int i = 0; i < PER_SECOND; i++) {
                if (i == PER_SECOND / 2) {
                    CLUSTER.agent(leader).destroyForcibly();
                }
                sent.add(first.send(content(Integer.toString(i))));
            }

            for (Heard each : heard) {
                await().atMost(LocalCluster.LIMIT).until(() -> each.notifications.size() >= PER_SECOND);
                assertThat(each.texts()).isEqualTo(texts(PER_SECOND));
                assertThat(each.ids()).isEqualTo(sent);
                assertThat(each.discarded).isEmpty();
            }
        } finally {
            CLUSTER.startNode(leader);
            CLUSTER.awaitBack(leader);
            CLUSTER.awaitWhole();
        }
    }

    @Test
    @Tag("NTF-006")
    @DisplayName(
            "who does not listen is told what he has missed; two others hear everything, and the framework answers meanwhile")
    void slowSubscriber() throws Exception {
        CountDownLatch listens = new CountDownLatch(1);
        Heard slow = new Heard();
        Heard sameNode = new Heard();
        Heard otherNode = new Heard();
        try (Notifications first = open("n1");
                Notifications second = open("n2")) {
            first.subscribe(mine(), new NotificationListener() {
                @Override
                public void notified(Notification notification) {
                    try {
                        listens.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    slow.notified(notification);
                }

                @Override
                public void discarded(Discarded gone) {
                    slow.discarded(gone);
                }
            });
            first.subscribe(mine(), sameNode);
            second.subscribe(mine(), otherNode);
            int batch = 200;
            for (int i = 0; i < FLOOD; i += batch) {
                second.send(Collections.nCopies(batch, content("flood")));
                int told = i;
                await().atMost(LocalCluster.LIMIT).until(() -> otherNode.notifications.size() > told);
            }
            assertThat(CLUSTER.call("swap", "si:stream").endsWith(0).exitCode()).isZero();

            for (Heard each : List.of(sameNode, otherNode)) {
                await().atMost(LocalCluster.LIMIT).until(() -> each.notifications.size() >= FLOOD);
                assertThat(each.ids()).isSorted().doesNotHaveDuplicates().hasSize(FLOOD);
                assertThat(each.discarded).isEmpty();
            }
            listens.countDown();
            long last = otherNode.ids().getLast();
            await().atMost(LocalCluster.LIMIT)
                    .until(() -> !slow.notifications.isEmpty() && slow.ids().getLast() == last);
            long gone = slow.discarded.stream().mapToLong(Discarded::count).sum();
            assertThat(gone).isPositive();
            assertThat(slow.ids()).isSorted().doesNotHaveDuplicates();
            assertThat(slow.notifications.size() + gone).isGreaterThanOrEqualTo(FLOOD);
        }
    }

    @Test
    @Tag("NTF-003")
    @Tag("NTF-007")
    @DisplayName("the framework's alarms reach who wants alarms of an application only, and can be read again later")
    void alarms() throws Exception {
        Heard heard = new Heard();
        NotificationFilter filter = NotificationFilter.alarms().withSubtree(Dn.of("safApp=stream"));
        try (Notifications notifications = open("n3")) {
            notifications.subscribe(filter, heard);
            CLUSTER.call("lock", "safSg=streamers,safApp=stream").endsWith(0);
            CLUSTER.call("unlock", "safSg=streamers,safApp=stream").endsWith(0);
            CLUSTER.awaitWhole();

            await().atMost(LocalCluster.LIMIT).until(() -> heard.notifications.size() >= 2);
            assertThat(heard.notifications)
                    .extracting(n -> ((Details.Alarm) n.content().details()).severity())
                    .containsExactly(Severity.MAJOR, Severity.CLEARED);
            assertThat(heard.notifications.get(1).content().correlation().others())
                    .containsExactly(heard.notifications.get(0).id());
            var page = notifications.read(
                    filter, Position.after(heard.notifications.get(0).id() - 1), 10);
            assertThat(page.notifications()).isEqualTo(heard.notifications);
            var line = CLUSTER.call("notifications", "--type", "ALARM", "--subtree", "safApp=stream", "-o", "json")
                    .endsWith(0)
                    .out()
                    .lines()
                    .toList()
                    .getLast();
            assertThat(new ObjectMapper().readTree(line).path("id").asLong())
                    .isEqualTo(heard.notifications.get(1).id());
        }
    }

    @Test
    @Tag("NTF-003")
    @DisplayName("an alarm whose application is gone is cleared by an operator, which subscribers and events tell")
    void operatorClears() throws Exception {
        Dn disk = Dn.of("disk=sdb");
        long raised;
        try (Notifications program = open("n2")) {
            raised = program.send(NotificationContent.of(
                    EventType.ALARM_EQUIPMENT, disk, CLASS, new Details.Alarm(48, Severity.MAJOR)));
        }
        Heard heard = new Heard();
        try (Notifications notifications = open("n3")) {
            notifications.subscribe(NotificationFilter.alarms().withSubtree(disk), heard);
            String id = Long.toString(raised);

            CLUSTER.call("alarms", "clear", id).endsWith(2);
            CLUSTER.call("alarms", "clear", id, "--yes", "--reason", "its machine is gone")
                    .endsWith(0);

            await().atMost(LocalCluster.LIMIT).until(() -> !heard.notifications.isEmpty());
            NotificationContent end = heard.notifications.getFirst().content();
            assertThat(((Details.Alarm) end.details()).severity()).isEqualTo(Severity.CLEARED);
            assertThat(end.correlation().others()).containsExactly(raised);
            assertThat(end.text()).startsWith("cleared by operator ").endsWith(": its machine is gone");
            assertThat(CLUSTER.call("events").out()).contains("disk=sdb  ALARM CLEARED", end.text());
            CLUSTER.call("alarms", "clear", id, "--yes").endsWith(4);
        }
    }

    @Test
    @DisplayName("an application's alarm is listed until it is cleared, also by the next leader")
    void alarmsOfApplications() throws Exception {
        NotificationContent raised = NotificationContent.of(
                        EventType.ALARM_EQUIPMENT,
                        Dn.of("disk=sda"),
                        new NotificationClass(4711, 1, 7),
                        new Details.Alarm(48, Severity.WARNING, List.of("DISK_FULL"), List.of()))
                .withText("the disk is nearly full");
        String leader = CLUSTER.status().path("leader").asText();
        String other = leader.equals("n3") ? "n2" : "n3";
        try (Notifications notifications = open(other)) {
            notifications.send(raised);
            CLUSTER.agent(leader).destroyForcibly();

            await().atMost(LocalCluster.LIMIT)
                    .untilAsserted(() -> assertThat(CLUSTER.call("alarms").out())
                            .contains("WARNING", "DISK_FULL", "disk=sda", "the disk is nearly full"));
            notifications.send(new NotificationContent(
                    raised.eventType(),
                    raised.object(),
                    raised.notifyingObject(),
                    raised.classId(),
                    "",
                    List.of(),
                    NotificationContent.Correlation.NONE,
                    new Details.Alarm(48, Severity.CLEARED)));
            assertThat(CLUSTER.call("alarms").endsWith(0).out()).doesNotContain("disk=sda");
        } finally {
            CLUSTER.startNode(leader);
            CLUSTER.awaitBack(leader);
            CLUSTER.awaitWhole();
        }
    }

    @Test
    @DisplayName("a position in the future is refused")
    void future() {
        try (Notifications notifications = open("n1")) {
            assertThatThrownBy(() -> notifications.subscribe(mine(), Position.after(Long.MAX_VALUE), new Heard()))
                    .isInstanceOf(AisException.class)
                    .hasMessageContaining("lies in the future");
        }
    }
}
