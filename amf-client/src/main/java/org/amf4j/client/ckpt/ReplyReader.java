package org.amf4j.client.ckpt;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.amf4j.protocol.checkpoint.CheckpointReply;

/**
 * Reads replies: in a thread of its own, or in that of a caller who waits for the only reply that is to come. To wake up
 * another thread, which then wakes up the caller, takes longer than much of what the service does.
 *
 * <p>While callers read, the own thread stands aside. It comes back when a reply is to come that no caller reads, and
 * when none has read for a while, as the service may have something to say that nobody has asked for.
 */
final class ReplyReader {

    private static final long ASIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 100;

    private final ServiceConnection connection;
    private final Consumer<CheckpointReply> frames;
    private final Consumer<Throwable> over;
    private final BooleanSupplier isAwaited;
    /** Used by whoever reads. */
    private final ReplySpin spin;

    /** Held by whoever reads. */
    private final ReentrantLock role = new ReentrantLock();

    private final Thread thread = new Thread(this::run, "amf-checkpoint-replies");
    private volatile boolean isOver;
    private volatile boolean isWanted;
    private volatile boolean isAside;
    private volatile long callerNanos;

    /**
     * A reader that has not begun.
     *
     * @param frames told what arrives, by the reading thread
     * @param over told once why nothing more will arrive
     * @param isAwaited whether a reply is to come
     * @param spin whether a caller looks for its reply before it sleeps
     */
    ReplyReader(
            ServiceConnection connection,
            Consumer<CheckpointReply> frames,
            Consumer<Throwable> over,
            BooleanSupplier isAwaited,
            ReplySpin spin) {
        this.connection = connection;
        this.frames = frames;
        this.over = over;
        this.isAwaited = isAwaited;
        this.spin = spin;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A reply is to come that no caller will read. */
    void expect() {
        if (isAside) {
            isAside = false;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Reads until the reply is there, if nobody else reads; otherwise the caller has to wait for whoever does, and may
     * read next time. Returns early when the thread is interrupted.
     */
    void readUntil(CompletableFuture<?> reply) {
        if (role.isHeldByCurrentThread() || !role.tryLock()) {
            isWanted = true;
            return;
        }
        try {
            look(reply, spin.nextNanos());
            while (!reply.isDone() && !isOver && !Thread.currentThread().isInterrupted()) {
                connection.await(LOOK_MILLIS);
                connection.read(frames, LOOK_MILLIS);
            }
        } catch (IOException | RuntimeException | Error e) {
            end(e);
        } finally {
            callerNanos = System.nanoTime();
            role.unlock();
        }
    }

    private void look(CompletableFuture<?> reply, long limitNanos) throws IOException {
        if (limitNanos == 0) {
            return;
        }
        long beganNanos = System.nanoTime();
        while (!reply.isDone() && !isOver && System.nanoTime() - beganNanos < limitNanos) {
            connection.readNow(frames);
            Thread.yield(); // on a busy machine others go first: those who make the reply may be among them
        }
        spin.ended(reply.isDone());
    }

    private void run() {
        try {
            while (!isOver) {
                role.lock();
                try {
                    isWanted = false;
                    while (!isOver && !isWanted) {
                        connection.read(frames, LOOK_MILLIS);
                    }
                } finally {
                    callerNanos = System.nanoTime();
                    isAside = true;
                    role.unlock();
                }
                if (isAwaited.getAsBoolean()) {
                    isAside = false; // it may have been sent before anybody could see that nobody reads
                }
                while (isAside && System.nanoTime() - callerNanos < ASIDE_NANOS) {
                    LockSupport.parkNanos(ASIDE_NANOS);
                }
                isAside = false;
            }
        } catch (IOException | RuntimeException | Error e) {
            end(e);
        }
    }

    private void end(Throwable cause) {
        if (!isOver) {
            isOver = true;
            over.accept(cause);
        }
    }
}
