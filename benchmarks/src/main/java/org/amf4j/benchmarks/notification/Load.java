package org.amf4j.benchmarks.notification;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.Dn;
import org.amf4j.api.ntf.Details;
import org.amf4j.api.ntf.EventType;
import org.amf4j.api.ntf.NotificationClass;
import org.amf4j.api.ntf.NotificationContent;
import org.amf4j.api.ntf.Notifications;

/** Sends notifications at a rate, a few at a time, whether earlier ones have been taken or not. */
final class Load {

    /** The class of what is sent: of a vendor that nobody is. */
    static final NotificationClass CLASS = new NotificationClass(0xFFFF_FFFFL, 1, 1);

    /** Sends in a second, so that each carries a few notifications. */
    private static final int SENDS_PER_SECOND = 200;

    private static final int SENDERS = 8;
    private static final Dn OBJECT = Dn.of("safApp=bench");

    private final Path agentSocket;
    private final int perSecond;

    Load(Path agentSocket, int perSecond) {
        this.agentSocket = agentSocket;
        this.perSecond = perSecond;
    }

    /** Sends for so long; returns how long each send took until a majority had it, rising. */
    long[] run(int seconds) throws InterruptedException {
        int each = Math.max(1, perSecond / SENDS_PER_SECOND);
        int sends = perSecond / each * seconds;
        long intervalNanos = TimeUnit.SECONDS.toNanos(seconds) / sends;
        List<Future<Long>> sent = new ArrayList<>();
        try (Notifications notifications = Notifications.open(agentSocket);
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            long start = System.nanoTime();
            for (int i = 0; i < sends; i++) {
                long due = start + i * intervalNanos;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                sent.add(senders.submit(() -> {
                    notifications.send(Collections.nCopies(each, content(due)));
                    return System.nanoTime() - due;
                }));
            }
            long[] taken = new long[sends];
            for (int i = 0; i < sends; i++) {
                taken[i] = sent.get(i).get();
            }
            Arrays.sort(taken);
            return taken;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a notification could not be sent: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** How many are sent in so long. */
    int count(int seconds) {
        int each = Math.max(1, perSecond / SENDS_PER_SECOND);
        return perSecond / each * seconds * each;
    }

    private static NotificationContent content(long dueNanos) {
        return NotificationContent.of(EventType.APPLICATION_EVENT, OBJECT, CLASS, new Details.None())
                .withText(Long.toString(dueNanos));
    }
}
