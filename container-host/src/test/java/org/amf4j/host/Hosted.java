package org.amf4j.host;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.Assignment;
import org.amf4j.api.amf.ComponentAdapter;
import org.amf4j.api.amf.Removal;

/** A service for tests: does what its component's CSI is called when it becomes active. */
public final class Hosted extends ComponentAdapter {

    private static final String RELEASE = "org.amf4j.host.release";
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int number = INSTANCES.incrementAndGet();

    /** Called by the host. */
    public Hosted(AmfSession session) {}

    /** Ends what lingers, in whichever class loader. */
    static void releaseAll() {
        System.setProperty(RELEASE, "now");
    }

    @Override
    public void active(Assignment assignment) {
        String what = assignment.csi().rdnValue();
        if (what.equals("die")) {
            new Thread(() -> {
                        throw new IllegalStateException("asked to die");
                    })
                    .start();
        } else {
            System.clearProperty(RELEASE);
            new Thread(Hosted::linger, "lingering").start();
        }
        assignment.done();
    }

    private static void linger() {
        while (System.getProperty(RELEASE) == null) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted(); // nothing impresses it
        }
    }

    @Override
    public void quiesced(Assignment assignment) {
        assignment.done();
    }

    @Override
    public void removed(Removal removal) {
        removal.done();
    }

    @Override
    public String toString() {
        return "instance " + number;
    }
}
