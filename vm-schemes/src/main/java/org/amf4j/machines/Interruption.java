package org.amf4j.machines;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ctrl-C while a scheme is played. The thread that plays it is interrupted, and takes down in order what it has set up: only it knows
 * what it has just started. Thread-safe.
 */
final class Interruption {
    /** For taking everything down; what is left then is ended by force. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Thread player = Thread.currentThread();
    private final CountDownLatch down = new CountDownLatch(1);
    private volatile boolean hasHappened;

    /**
     * Everything that the thread has set up is taken down. Does not return after a Ctrl-C: the process is about to end, and whatever the
     * thread would say now might be cut off.
     */
    void down() {
        down.countDown();
        while (hasHappened) {
            Thread.interrupted(); // who is interrupted cannot park
            LockSupport.park(this);
        }
    }

    /**
     * Interrupts the thread that has made this, waits until everything is down, and says so. On a thread of its own, as the last thing
     * before the process ends.
     */
    void happens() {
        hasHappened = true;
        player.interrupt();
        try {
            System.err.println(
                    down.await(LIMIT.toSeconds(), TimeUnit.SECONDS)
                            ? "amf: interrupted; nothing runs any more"
                            : "amf: not everything is taken down within " + LIMIT.toSeconds()
                                    + " s; it is ended by force");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes something down to its end, also on a thread that has been interrupted; it still is afterwards. */
    static void shielded(Runnable what) {
        boolean interrupted = Thread.interrupted();
        try {
            what.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
