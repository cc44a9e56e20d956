package org.amf4j.examples;

import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.Removal;

/**
 * A small service that lives in a container together with others like it: while it is active, a thread counts. Each has
 * classes of its own, so that the counter that looks shared is not.
 */
public final class SmallService extends ComponentAdapter {

    private static final long BEAT_MILLIS = 200;
    private static final AtomicInteger BEATS = new AtomicInteger();

    private final String name;
    private volatile boolean active;
    private volatile Thread counting = new Thread();

    /** Called by the container. */
    public SmallService(AmfSession session) {
        name = session.component().toString();
    }

    @Override
    public void active(Assignment assignment) {
        active = true;
        counting = new Thread(this::count, "counting");
        counting.start();
        System.out.println(name + " counts");
        assignment.done();
    }

    private void count() {
        while (!Thread.currentThread().isInterrupted()) {
            BEATS.incrementAndGet();
            try {
                Thread.sleep(BEAT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stop(String cause) {
        active = false;
        counting.interrupt();
        System.out.println(name + " has counted to " + BEATS.get() + ", " + cause);
    }

    @Override
    public void quiesced(Assignment assignment) {
        stop("quiesced");
        assignment.done();
    }

    @Override
    public void removed(Removal removal) {
        stop("removed");
        removal.done();
    }

    @Override
    public Health check() {
        return !active || counting.isAlive()
                ? Health.ok()
                : Health.failed(RecommendedRecovery.COMPONENT_RESTART, "the counting thread has ended");
    }
}
