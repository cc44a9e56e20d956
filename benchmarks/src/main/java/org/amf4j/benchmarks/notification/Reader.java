package org.amf4j.benchmarks.notification;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.ntf.Discarded;
import org.amf4j.api.ntf.Notification;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.Notifications;

/** A subscriber that notes what it hears. The numbers may be read when it is closed. */
final class Reader implements NotificationListener, AutoCloseable {

    private final Notifications notifications;
    private final long pauseNanos;
    private long[] latenciesNanos = new long[1_024];
    private volatile int received;
    private volatile long discarded;
    private long lastId;
    private long outOfOrder;

    /** Subscribes by way of this agent; rests so long after each notification. */
    Reader(Path agentSocket, long pauseNanos) {
        this.pauseNanos = pauseNanos;
        this.notifications = Notifications.open(agentSocket);
        notifications.subscribe(NotificationFilter.ALL.withClass(Load.CLASS), this);
    }

    @Override
    public void notified(Notification notification) {
        if (received == latenciesNanos.length) {
            latenciesNanos = Arrays.copyOf(latenciesNanos, 2 * received);
        }
        latenciesNanos[received] =
                System.nanoTime() - Long.parseLong(notification.content().text());
        if (notification.id() <= lastId) {
            outOfOrder++;
        }
        lastId = notification.id();
        received++;
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
    }

    @Override
    public void discarded(Discarded gone) {
        discarded += gone.count();
    }

    /** Waits until it has so many, or for this time. */
    boolean awaits(long count, long millisMax) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        while (received < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return received >= count;
    }

    int received() {
        return received;
    }

    long discarded() {
        return discarded;
    }

    long outOfOrder() {
        return outOfOrder;
    }

    /** How long each notification took from before it was sent, rising. */
    long[] latenciesNanos() {
        long[] sorted = Arrays.copyOf(latenciesNanos, received);
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public void close() {
        notifications.close();
    }
}
