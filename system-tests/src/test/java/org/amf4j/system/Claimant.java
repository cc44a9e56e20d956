package org.amf4j.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.AisException;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.Availability;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Removal;
import org.amf4j.api.amf.SessionOptions;

/**
 * A component that writes down, for an outside observer, when it believes to be active. It is a stubborn one: when its
 * agent is gone it does not end by itself, and goes on for as long as nobody kills it.
 */
final class Claimant extends ComponentAdapter {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final String name;
    private Claims claims;
    private boolean active;

    private Claimant(String name) {
        this.name = name;
    }

    /** Runs the component that AMF started this process for. */
    public static void main(String[] arguments) throws InterruptedException {
        try (AmfSession amf = Availability.open(SessionOptions.fromEnvironment(System.getenv()))) {
            Claimant claimant = new Claimant(amf.component().toString());
            Thread acting = new Thread(claimant::act, "acting");
            acting.setDaemon(true);
            acting.start();
            amf.register(claimant);
            amf.awaitTermination();
        } catch (AisException | IllegalStateException e) {
            Thread.currentThread().join(); // the agent is gone; somebody must kill us
        }
    }

    private void act() {
        while (true) {
            synchronized (this) {
                if (active) {
                    claims.act();
                }
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    @Override
    public synchronized void active(Assignment assignment) {
        if (claims == null) {
            claims = open(Path.of(assignment.attribute("claims")));
        }
        claims.begin();
        active = true;
        assignment.done();
    }

    private Claims open(Path folder) {
        try {
            return Claims.create(
                    folder.resolve(name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        } catch (IOException e) {
            throw new UncheckedIOException("no claim can be written to " + folder, e);
        }
    }

    @Override
    public void standby(Assignment assignment) {
        passive();
        assignment.done();
    }

    @Override
    public void quiesced(Assignment assignment) {
        passive();
        assignment.done();
    }

    @Override
    public void removed(Removal removal) {
        passive();
        removal.done();
    }

    private synchronized void passive() {
        active = false;
    }
}
