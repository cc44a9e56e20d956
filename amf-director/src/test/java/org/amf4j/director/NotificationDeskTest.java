package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.Severity;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.event.SentContent;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.NotificationsWanted;
import org.amf4j.protocol.component.Notification;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.NotificationsGet;
import org.amf4j.protocol.notification.FilterCodec;
import org.amf4j.protocol.notification.NotificationCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of notifications, fast, slow and waiting. */
@Timeout(60)
class NotificationDeskTest {

    private static final int LIMIT_SECONDS = 20;
    private static final NotificationClass CLASS = new NotificationClass(1, 2, 3);
    private static final LogEntry ENTRY = new LogEntry(7, 11, List.of(new Event.Tick()));

    private final List<String> fatal = new ArrayList<>();
    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final NotificationDesk desk = new NotificationDesk(
            (stream, time, number, lines) -> written.add(stream + " " + time + " " + number + " " + lines),
            (reason, cause) -> fatal.add(reason));
    private final BlockingQueue<AdminReply> replies = new LinkedBlockingQueue<>();
    private long told;

    @BeforeEach
    void start() {
        desk.start();
    }

    @AfterEach
    void close() {
        desk.close();
        assertThat(fatal).isEmpty();
    }

    private void tell(int count, String object) {
        byte[] bytes = NotificationCodec.toMessage(
                        NotificationContent.of(EventType.APPLICATION_EVENT, Dn.of(object), CLASS, new Details.None()))
                .toByteArray();
        List<SentNotification> sent = LongStream.range(0, count)
                .mapToObj(i -> new SentNotification(++told, i, new SentContent(bytes)))
                .toList();
        desk.note(ENTRY, new Outcome(List.of(), List.of(), List.of(), sent, List.of()));
    }

    private void ask(String id, NotificationsGet.Builder get) {
        desk.asked(
                NotificationsWanted.newBuilder()
                        .setId(id)
                        .setRequest(get.build().toByteString())
                        .build(),
                replies::add);
    }

    private static NotificationsGet.Builder after(long id) {
        return NotificationsGet.newBuilder().setAfter(id);
    }

    private AdminReply reply() throws InterruptedException {
        AdminReply reply = replies.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    private NotificationBatch batch() throws InterruptedException, InvalidProtocolBufferException {
        AdminReply reply = reply();
        assertThat(reply.getStatus()).as(reply.getText()).isEqualTo(AisStatus.OK.value());
        return NotificationBatch.parseFrom(reply.getPayload());
    }

    private static List<Long> ids(NotificationBatch batch) {
        return batch.getNotificationsList().stream().map(Notification::getId).toList();
    }

    @Test
    @DisplayName("who asks again after his position hears everything once, in order")
    void readsOn() throws Exception {
        tell(2_500, "safApp=a");
        List<Long> heard = new ArrayList<>();
        long position = 0;

        while (position < told) {
            ask("r", after(position).setMax(1_000));
            NotificationBatch batch = batch();
            heard.addAll(ids(batch));
            position = batch.getPosition();
        }

        assertThat(heard).isEqualTo(LongStream.rangeClosed(1, told).boxed().toList());
    }

    @Test
    @Tag("NTF-008")
    @DisplayName("alarms, other notifications and requests are written down, each in the stream for it")
    void writesDown() throws Exception {
        Dn unit = Dn.of("safSu=a");
        LogEntry asked = new LogEntry(8, 12, List.of(new Event.OperationRequested("r1", unit, AdminOperation.LOCK)));
        byte[] alarm = NotificationCodec.toMessage(NotificationContent.of(
                        EventType.ALARM_PROCESSING,
                        unit,
                        CLASS,
                        new Details.Alarm(Details.Alarm.SOFTWARE_ERROR, Severity.MAJOR, List.of(), List.of())))
                .toByteArray();
        desk.note(
                asked,
                new Outcome(
                        List.of(new Command.Reply(new CommandId(8, 0), "r1", AisStatus.ERR_NO_OP, "it is so")),
                        List.of(),
                        List.of(),
                        List.of(new SentNotification(++told, 3, new SentContent(alarm))),
                        List.of()));
        tell(1, "safApp=a");

        assertThat(written.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("""
                SYSTEM 12 8 {"time_ns":12,"number":8,"request":"r1","text":"LOCK of safSu=a was asked for"}
                {"time_ns":12,"number":8,"request":"r1","text":"answered SA_AIS_ERR_NO_OP: it is so"}""");
        assertThat(written.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
                .startsWith("ALARM 12 1 {\"time_ns\":12,\"number\":1,")
                .contains("\"notification_object\":\"safSu=a\"", "MAJOR");
        assertThat(written.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
                .startsWith("NOTIFICATION 11 2 {\"time_ns\":11,\"number\":2,");
    }

    @Test
    @DisplayName("a reader waits for what his filter lets pass, and is answered at the end of his time if nothing does")
    void waits() throws Exception {
        var filter = FilterCodec.toMessage(NotificationFilter.ALL.withObject(Dn.of("safApp=b")));
        ask("r", after(0).setWaitMillis(10_000).setFilter(filter));
        tell(3, "safApp=a");
        tell(1, "safApp=b");

        assertThat(ids(batch())).containsExactly(4L);

        ask("s", after(4).setWaitMillis(20));
        assertThat(batch().getPosition()).isEqualTo(4);
    }

    @Test
    @DisplayName("the same question asked again is answered once")
    void askedAgain() throws Exception {
        ask("r", after(0).setWaitMillis(10_000));
        ask("r", after(0).setWaitMillis(10_000));
        tell(1, "safApp=a");

        assertThat(ids(batch())).containsExactly(1L);
        ask("other", after(1));
        assertThat(reply().getId()).isEqualTo("other");
    }

    @Test
    @Tag("NTF-006")
    @DisplayName("a slow reader is told what he has missed, and goes on with what is kept; others hear everything")
    void slowReader() throws Exception {
        long fast = 0;
        for (int round = 0; round < 25; round++) {
            tell(1_000, "safApp=a");
            ask("fast", after(fast));
            NotificationBatch batch = batch();
            assertThat(ids(batch))
                    .isEqualTo(LongStream.rangeClosed(fast + 1, fast + 1_000)
                            .boxed()
                            .toList());
            assertThat(batch.getLostCount()).isZero();
            fast = batch.getPosition();
        }

        ask("slow", after(10));
        NotificationBatch batch = batch();

        long forgotten = told - NotificationHistory.APPLICATIONS_MAX;
        assertThat(batch.getLostUntil()).isEqualTo(forgotten);
        assertThat(batch.getLostCount()).isEqualTo(forgotten - 10);
        assertThat(ids(batch).getFirst()).isEqualTo(forgotten + 1);
        ask("oldest", NotificationsGet.newBuilder().setFromOldest(true));
        assertThat(batch().getLostCount()).isZero();
    }

    @Test
    @DisplayName("beginning now, nothing of before is told")
    void fromNow() throws Exception {
        tell(5, "safApp=a");
        ask("r", NotificationsGet.newBuilder().setFromNow(true));
        assertThat(batch()).satisfies(b -> {
            assertThat(b.getPosition()).isEqualTo(5);
            assertThat(b.getNotificationsList()).isEmpty();
        });
    }

    @Test
    @DisplayName("a position in the future, and a question that makes no sense, are refused with a sentence")
    void refusals() throws Exception {
        ask("r", after(7));
        assertThat(reply()).satisfies(r -> {
            assertThat(r.getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
            assertThat(r.getText()).contains("position 7", "latest notification is 0");
        });
        ask("r", after(0).setMax(5_000));
        assertThat(reply().getText()).contains("1000");
        desk.asked("q", Map.of("classes", "1.2"), replies::add);
        assertThat(reply().getText()).contains("VENDOR.MAJOR.MINOR");
        desk.asked("q", Map.of("severities", "bad"), replies::add);
        assertThat(reply().getText()).contains("'bad' is none of").contains("CRITICAL");
        desk.asked("q", Map.of("classes", "1.99999999999.1"), replies::add);
        assertThat(reply().getStatus()).isEqualTo(AisStatus.ERR_INVALID_PARAM.value());
        desk.asked("q", Map.of("after", "x"), replies::add);
        assertThat(reply().getText()).contains("'x' is not a number");
    }

    @Test
    @DisplayName("a former leader answers nobody who waits")
    void deposed() throws Exception {
        ask("r", after(0).setWaitMillis(10_000));
        desk.clear();
        tell(1, "safApp=a");
        ask("s", after(0));

        assertThat(reply().getId()).isEqualTo("s");
    }

    @Test
    @Tag("NTF-007")
    @DisplayName("an operator's question is answered with JSON, by the same criteria")
    void forOperators() throws Exception {
        tell(1, "safApp=a");
        tell(1, "safSu=1,safApp=b");
        desk.asked("q", Map.of("subtrees", "safApp=b", "types", "MISCELLANEOUS", "classes", "1.2.3"), replies::add);

        var json = new ObjectMapper().readTree(reply().getJson());

        assertThat(json.path("position").asLong()).isEqualTo(2);
        assertThat(json.path("notifications")).hasSize(1);
        assertThat(json.path("notifications").get(0).path("notification_object").asText())
                .isEqualTo("safSu=1,safApp=b");
        assertThat(json.path("notifications").get(0).path("event_type").asInt()).isEqualTo(0x6001);
    }
}
