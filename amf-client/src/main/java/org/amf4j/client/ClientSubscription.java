package org.amf4j.client;

import java.time.Duration;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ntf.NotificationFilter;
import org.amf4j.api.ntf.NotificationListener;
import org.amf4j.api.ntf.NotificationSubscription;
import org.amf4j.api.ntf.Position;
import org.amf4j.protocol.component.Notification;
import org.amf4j.protocol.component.NotificationBatch;
import org.amf4j.protocol.notification.NotificationCodec;

/** One subscription: asks for what comes next and tells the listener, in turns, on a thread of its own. Thread-safe. */
final class ClientSubscription implements NotificationSubscription, Runnable {

    /** Notifications asked for at a time. */
    private static final int BATCH = 500;

    /** For how long a question waits for something to happen, in milliseconds. */
    private static final int WAIT_MILLIS = 5_000;

    /** Pause when nobody leads. */
    private static final long PAUSE_MILLIS = 100;

    /** How long closing waits for a running call of the listener. */
    private static final long CLOSE_MILLIS = Duration.ofSeconds(5).toMillis();

    private final ClientNotifications session;
    private final NotificationFilter filter;
    private final NotificationListener listener;
    private final Thread thread;
    private volatile boolean standing = true;
    private volatile long position;
    private boolean fromOldest;
    /** Guarded by this: whether the listener is being called. */
    private boolean calling;

    ClientSubscription(
            ClientNotifications session,
            NotificationFilter filter,
            long position,
            boolean fromOldest,
            NotificationListener listener) {
        this.session = session;
        this.filter = filter;
        this.position = position;
        this.fromOldest = fromOldest;
        this.listener = listener;
        this.thread = new Thread(this, "amf-notifications");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (standing) {
            try {
                Position from = fromOldest ? Position.oldest() : Position.after(position);
                tell(session.ask(filter, from, BATCH, WAIT_MILLIS));
                fromOldest = false;
            } catch (AisException e) {
                if (!standing || !mayGoOn(e)) {
                    break;
                }
            }
        }
        boolean ours = !standing;
        standing = false;
        session.ended(this);
        if (!ours) {
            String reason = session.lost().orElse("the agent's answer could not be used; see the log");
            call(() -> listener.ended(reason, position));
        }
    }

    /** While the session lives, a leader will be there again, and nothing has been missed. */
    private boolean mayGoOn(AisException failure) {
        if (session.lost().isPresent()) {
            return false;
        }
        boolean passes = failure.status() == AisStatus.ERR_TRY_AGAIN
                || failure.status() == AisStatus.ERR_TIMEOUT
                || failure.status() == AisStatus.ERR_NO_RESOURCES;
        if (!passes) {
            AnonymousSession.problem("a subscription of notifications ends: " + failure.getMessage());
            return false;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void tell(NotificationBatch batch) {
        ClientNotifications.discarded(position, batch).ifPresent(gone -> call(() -> listener.discarded(gone)));
        for (Notification message : batch.getNotificationsList()) {
            if (!standing) {
                return;
            }
            try {
                var notification = NotificationCodec.fromMessage(message);
                call(() -> listener.notified(notification));
            } catch (IllegalArgumentException e) {
                AnonymousSession.problem(
                        "notification " + message.getId() + " cannot be understood and is left out: " + e.getMessage());
            }
            position = message.getId();
        }
        position = Math.max(position, batch.getPosition());
    }

    private void call(Runnable what) {
        synchronized (this) {
            calling = true;
        }
        try {
            what.run();
        } catch (RuntimeException e) {
            AnonymousSession.problem("a listener of notifications threw " + e);
        } finally {
            synchronized (this) {
                calling = false;
                notifyAll();
            }
        }
    }

    @Override
    public boolean isStanding() {
        return standing;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        standing = false;
        session.ended(this);
        if (Thread.currentThread() == thread) {
            return;
        }
        long deadlineNanos = System.nanoTime() + Duration.ofMillis(CLOSE_MILLIS).toNanos();
        synchronized (this) {
            try {
                for (long left = CLOSE_MILLIS; calling && left > 0; left = millisUntil(deadlineNanos)) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread.interrupt();
    }

    private static long millisUntil(long deadlineNanos) {
        return Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
    }
}
