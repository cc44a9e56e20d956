package org.amf4j.director;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.Notification;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.outcome.SentNotification;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.NotificationsWanted;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.component.NotificationContent;
import org.amf4j.protocol.notification.NotificationCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest notifications and tells them to whoever reads along, on a thread of its own: the director never waits for
 * readers. Readers ask for what comes after a number; who is slow asks late, and nothing is kept for him.
 */
final class NotificationDesk implements AutoCloseable {

    /** Things that may wait for the thread; entries beyond are left out, which readers are told. */
    static final int TASKS_MAX = 10_000;

    /** Readers that may wait for something to happen. */
    static final int WAITING_MAX = 10_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long JOIN_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(NotificationDesk.class);

    private final NotificationHistory history = new NotificationHistory();
    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
    private final Map<String, Reader> waiting = new LinkedHashMap<>(); // by the name of the request
    private final LogStreams streams;
    private final BiConsumer<String, Throwable> fatal;
    private final Thread thread;
    private volatile boolean closed;
    private boolean leftOut;

    /** Somebody who waits: from where on, until when, and how to tell him. */
    private record Reader(
            NotificationQuestion question, long position, long untilNanos, Consumer<NotificationHistory.Part> answer) {}

    /** A desk that also has notifications, and what the system stream says, written down. */
    NotificationDesk(LogStreams streams, BiConsumer<String, Throwable> fatal) {
        this.streams = streams;
        this.fatal = fatal;
        this.thread = new Thread(this::run, "amf-notifications");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                Runnable task = tasks.poll(nanosToWait(), TimeUnit.NANOSECONDS);
                while (task != null) {
                    task.run();
                    task = tasks.poll();
                }
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() ends the thread
        } catch (RuntimeException e) {
            LOG.error("the desk for notifications stopped", e);
            fatal.accept("notifications cannot be told any more: " + e, e);
        }
    }

    private long nanosToWait() {
        long now = System.nanoTime();
        long wait = TimeUnit.SECONDS.toNanos(1);
        for (Reader reader : waiting.values()) {
            wait = Math.min(wait, Math.max(0, reader.untilNanos() - now));
        }
        return wait;
    }

    // ---- what has happened; on the controller's thread

    /** An entry has been applied. */
    void note(LogEntry entry, Outcome outcome) {
        String system = SystemLines.of(entry, outcome);
        if (system.isEmpty()
                && outcome.notifications().isEmpty()
                && outcome.sent().isEmpty()) {
            return;
        }
        boolean taken = tasks.offer(() -> {
            if (!system.isEmpty()) {
                streams.write(LogStreams.Stream.SYSTEM, entry.timestampNanos(), entry.index(), system);
            }
            noteInOrder(entry, outcome);
        });
        if (!taken && !leftOut) {
            LOG.warn("notifications are left out, their desk does not keep up: waiting={}", TASKS_MAX);
        }
        leftOut = !taken;
    }

    private void noteInOrder(LogEntry entry, Outcome outcome) {
        Iterator<SentNotification> sent = outcome.sent().iterator();
        SentNotification next = sent.hasNext() ? sent.next() : null;
        for (var notification : outcome.notifications()) {
            while (next != null && next.id() < notification.header().id()) {
                note(entry, next);
                next = sent.hasNext() ? sent.next() : null;
            }
            Notification told = NotificationContents.of(notification);
            history.noteFramework(told);
            writeDown(entry, told);
        }
        while (next != null) {
            note(entry, next);
            next = sent.hasNext() ? sent.next() : null;
        }
    }

    private void note(LogEntry entry, SentNotification sent) {
        byte[] bytes = sent.content().bytes();
        try {
            var content = NotificationCodec.fromMessage(NotificationContent.parseFrom(bytes));
            Notification told = new Notification(sent.id(), Instant.EPOCH.plusNanos(sent.timeNanos()), content);
            history.noteApplication(told, bytes.length);
            writeDown(entry, told);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            // Its agent has checked it, so an agent of another version; readers are told that it is missing.
            LOG.warn("a notification cannot be read and is left out: id={} cause={}", sent.id(), e.getMessage());
        }
    }

    private void writeDown(LogEntry entry, Notification told) {
        boolean isAlarm = told.content().details() instanceof Details.Alarm
                || told.content().details() instanceof Details.SecurityAlarm;
        streams.write(
                isAlarm ? LogStreams.Stream.ALARM : LogStreams.Stream.NOTIFICATION,
                entry.timestampNanos(),
                told.id(),
                NotificationView.line(entry.timestampNanos(), told));
    }

    /** Everything up to this number is not known here. */
    void restore(long number) {
        boolean taken = tasks.offer(() -> history.restore(number));
        if (!taken) {
            throw new IllegalStateException("the desk for notifications does not keep up");
        }
    }

    // ---- who reads; on any thread

    /** An agent asks for somebody. */
    void asked(NotificationsWanted wanted, Consumer<AdminReply> answer) {
        String id = wanted.getId();
        ask(
                id,
                answer,
                () -> NotificationQuestion.of(wanted.getRequest()),
                (question, part) -> answer.accept(reply(id, AisStatus.OK, "")
                        .setPayload(batch(question, part).toByteString())
                        .build()));
    }

    /** An operator asks. */
    void asked(String id, Map<String, String> arguments, Consumer<AdminReply> answer) {
        ask(
                id,
                answer,
                () -> NotificationQuestion.of(arguments),
                (question, part) -> answer.accept(reply(id, AisStatus.OK, "")
                        .setJson(NotificationView.json(part, question.fromOldest()))
                        .build()));
    }

    private interface Reading {
        NotificationQuestion read() throws InvalidProtocolBufferException;
    }

    private void ask(
            String id,
            Consumer<AdminReply> refusal,
            Reading reading,
            BiConsumer<NotificationQuestion, NotificationHistory.Part> answer) {
        NotificationQuestion question;
        try {
            question = reading.read();
        } catch (InvalidProtocolBufferException | IllegalArgumentException | ArithmeticException e) {
            refusal.accept(
                    reply(id, AisStatus.ERR_INVALID_PARAM, e.getMessage()).build());
            return;
        }
        if (!tasks.offer(() -> begin(id, question, refusal, part -> answer.accept(question, part)))) {
            refusal.accept(busy(id));
        }
    }

    private void begin(
            String id,
            NotificationQuestion question,
            Consumer<AdminReply> refusal,
            Consumer<NotificationHistory.Part> answer) {
        long after = question.fromNow() ? history.last() : question.after();
        if (after > history.last()) {
            String text = "position " + after + " lies in the future: the latest notification is " + history.last();
            refusal.accept(reply(id, AisStatus.ERR_INVALID_PARAM, text).build());
        } else if (waiting.size() >= WAITING_MAX) {
            refusal.accept(busy(id));
        } else {
            long until = System.nanoTime() + question.waitMillis() * NANOS_PER_MILLI;
            waiting.put(id, new Reader(question, after, until, answer)); // in place of the same question before
        }
    }

    /** Tells readers what has happened, and those whose time is over that nothing has. */
    private void tell() {
        if (waiting.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        Iterator<Map.Entry<String, Reader>> readers = waiting.entrySet().iterator();
        while (readers.hasNext()) {
            Map.Entry<String, Reader> entry = readers.next();
            Reader reader = entry.getValue();
            boolean isOver = reader.untilNanos() - now <= 0;
            if (reader.position() == history.last() && !isOver) {
                continue;
            }
            NotificationQuestion question = reader.question();
            NotificationHistory.Part part = history.after(reader.position(), question.filter(), question.max());
            boolean says = !part.notifications().isEmpty() || part.lostCount() > 0 && !question.fromOldest();
            if (says || isOver) {
                readers.remove();
                reader.answer().accept(part);
            } else if (part.position() > reader.position()) {
                entry.setValue(new Reader(question, part.position(), reader.untilNanos(), reader.answer()));
            }
        }
    }

    /** This controller does not lead any more: whoever waits asks the next leader. */
    void clear() {
        boolean taken = tasks.offer(waiting::clear);
        if (!taken) {
            LOG.warn("readers of notifications are answered by a former leader, the desk does not keep up");
        }
    }

    private static NotificationBatch batch(NotificationQuestion question, NotificationHistory.Part part) {
        NotificationBatch.Builder batch = NotificationBatch.newBuilder().setPosition(part.position());
        part.notifications().forEach(n -> batch.addNotifications(NotificationCodec.toMessage(n)));
        if (!question.fromOldest()) {
            batch.setLostUntil(part.lostUntil()).setLostCount(part.lostCount());
        }
        return batch.build();
    }

    private static AdminReply busy(String id) {
        return reply(id, AisStatus.ERR_TRY_AGAIN, "too many readers of notifications wait; try again")
                .build();
    }

    private static AdminReply.Builder reply(String id, AisStatus status, String text) {
        return Requests.reply(id, status, text, "").toBuilder();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
