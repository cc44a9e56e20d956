package org.amf4j.node;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.amf4j.clc.Uptime;
import org.amf4j.core.lease.HeldLease;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaseGrant;
import org.amf4j.protocol.cluster.LeaseRequest;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a majority of the controllers would grant a lease to a next life of the agent, while the present one has
 * lost its own and still runs what may go on without. Nothing runs in the life that it asks for. One thread; the other
 * methods may be called by any.
 */
public final class LeaseProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseProbe.class);

    private final GroupChannel channel;
    private final Leasing leasing;
    private final long incarnation;
    private final Runnable found;
    private final Uptime clock;
    private final Thread thread;
    private final HeldLease lease;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private LeaseProbe(GroupChannel channel, Leasing leasing, long incarnation, Runnable found) throws IOException {
        this.channel = channel;
        this.leasing = leasing;
        this.incarnation = incarnation;
        this.found = found;
        this.clock = new Uptime();
        this.lease = new HeldLease(leasing.controllers(), leasing.times());
        this.thread = new Thread(this::run, "lease-probe");
        thread.setDaemon(true);
    }

    /**
     * Begins to ask.
     *
     * @param incarnation of the life that is asked for, higher than that of any life before
     * @param found told once, on any thread, that a majority grants
     */
    public static LeaseProbe start(GroupChannel channel, Leasing leasing, long incarnation, Runnable found)
            throws IOException {
        LeaseProbe probe = new LeaseProbe(channel, leasing, incarnation, found);
        probe.thread.start();
        return probe;
    }

    private void run() {
        try {
            while (!closed) {
                ask();
                ended.await(leasing.times().repeatNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void ask() {
        long request;
        synchronized (this) {
            request = lease.ask(clock.nowNanos());
        }
        byte[] message = ClusterMessage.newBuilder()
                .setLeaseRequest(
                        LeaseRequest.newBuilder().setIncarnation(incarnation).setRequest(request))
                .build()
                .toByteArray();
        leasing.controllers().forEach(controller -> channel.sendFleeting(controller, message));
    }

    /** A controller has granted a request of somebody's. */
    public void granted(String controller, LeaseGrant grant) {
        synchronized (this) {
            if (closed || grant.getIncarnation() != incarnation) {
                return;
            }
            lease.granted(controller, grant.getRequest(), clock.nowNanos());
            if (!lease.isHeld(clock.nowNanos())) {
                return;
            }
            closed = true;
        }
        LOG.atInfo().addKeyValue("controllers", leasing.controllers()).log("a majority grants leases again");
        found.run();
    }

    @Override
    public void close() {
        closed = true;
        ended.countDown(); // no interrupt: it would close the clock under the thread that reads it
        ThreadEnd.await(thread, TimeUnit.SECONDS.toMillis(1));
        clock.close();
    }
}
