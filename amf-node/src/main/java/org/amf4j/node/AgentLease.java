package org.amf4j.node;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.Uptime;
import org.amf4j.core.lease.HeldLease;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.LeaseGrant;
import org.amf4j.protocol.cluster.LeaseRequest;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease of one life of an agent: asks all controllers for it, tells the guardian process when it ends, and says
 * when it has run out. The guardian learns of an end before anybody here relies on it, so it never acts too late. One
 * thread; the other methods may be called by any.
 */
final class AgentLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentLease.class);

    private final NodeSettings settings;
    private final Leasing leasing;
    private final GroupChannel channel;
    private final LastWords lastWords;
    private final Guardian guardian;
    private final Runnable first;
    private final Uptime clock;
    private final HeldLease lease;
    private final AtomicBoolean lostTold = new AtomicBoolean();
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean held;
    private volatile boolean closed;

    /** What the lease works with: who asks, how, and by what the end of everything will be proved. */
    record Tools(NodeSettings settings, GroupChannel channel, Guardian guardian, LastWords lastWords) {}

    /**
     * A lease that is not asked for yet.
     *
     * @param first told once, on any thread, that it is held
     */
    AgentLease(Leasing leasing, Tools tools, Runnable first) throws IOException {
        this.leasing = leasing;
        this.settings = tools.settings();
        this.channel = tools.channel();
        this.guardian = tools.guardian();
        this.lastWords = tools.lastWords();
        this.first = first;
        this.clock = new Uptime();
        this.lease = new HeldLease(leasing.controllers(), leasing.times(), settings.process());
        this.thread = new Thread(this::run, "agent-lease");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long nextNanos = System.nanoTime();
        try {
            while (!closed && !isLost()) {
                boolean answered = ask();
                nextNanos += answered
                        ? leasing.times().renewNanos()
                        : leasing.times().repeatNanos();
                long waitNanos = nextNanos - System.nanoTime();
                if (waitNanos > 0) {
                    ended.await(Math.min(waitNanos, Math.max(0, leftNanos())), TimeUnit.NANOSECONDS);
                } else {
                    nextNanos = System.nanoTime(); // we were stopped; what was missed is not made up for
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Asks for a renewal; returns whether the one before was granted. */
    private boolean ask() {
        long request;
        boolean answered;
        synchronized (this) {
            answered = lease.isAnswered();
            request = lease.ask(clock.nowNanos());
        }
        byte[] message = ClusterMessage.newBuilder()
                .setLeaseRequest(LeaseRequest.newBuilder()
                        .setIncarnation(settings.incarnation())
                        .setRequest(request)
                        .setDeathDigest(ByteString.copyFrom(lastWords.digest())))
                .build()
                .toByteArray();
        leasing.controllers().forEach(controller -> channel.sendFleeting(controller, message));
        return answered;
    }

    private synchronized long leftNanos() {
        var renewed = lease.renewedAsOfNanos();
        return renewed.isEmpty()
                ? Long.MAX_VALUE
                : renewed.getAsLong() + leasing.times().heldNanos() - clock.nowNanos();
    }

    /** A controller has granted a request. */
    void granted(String controller, LeaseGrant grant) {
        boolean firstTime = false;
        synchronized (this) {
            if (closed || grant.getIncarnation() != settings.incarnation()) {
                return;
            }
            var before = lease.renewedAsOfNanos();
            lease.granted(controller, grant.getRequest(), lateNanos());
            var after = lease.renewedAsOfNanos();
            if (after.isPresent() && !after.equals(before)) {
                guardian.leaseEnds(after.getAsLong() + leasing.times().guardNanos());
                firstTime = !held;
                held = true;
            }
        }
        if (firstTime) {
            LOG.atInfo().addKeyValue("controllers", leasing.controllers()).log("the lease is held");
            first.run();
        }
    }

    /** The clock is late by up to its precision; whoever asks whether a lease still lasts must not profit from that. */
    private long lateNanos() {
        return clock.nowNanos() + Uptime.PRECISION_NANOS;
    }

    /** Whether components may be started and told to serve at this moment. */
    synchronized boolean isHeld() {
        return !closed && lease.isHeld(lateNanos());
    }

    /** Whether it has run out; whoever is the first to find out says so. */
    boolean isLost() {
        boolean over;
        synchronized (this) {
            over = !closed && lease.isOver(lateNanos());
        }
        if (over) {
            tellLost("no majority of the controllers " + leasing.controllers() + " has granted it for "
                    + TimeUnit.NANOSECONDS.toMillis(leasing.times().heldNanos()) + " ms");
        }
        return over;
    }

    /** The guardian has acted: whatever we believe, the lease is over. */
    void guardianFired() {
        tellLost("the guardian has killed all components");
    }

    private void tellLost(String why) {
        if (!lostTold.getAndSet(true)) {
            LOG.atError()
                    .addKeyValue("agent", settings.agentName())
                    .addKeyValue("incarnation", settings.incarnation())
                    .addKeyValue("cause", why)
                    .log("the lease has run out: everything on this node ends, others may take over");
            leasing.lost().accept(why);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        ended.countDown(); // no interrupt: it would close the clock under the thread that reads it
        ThreadEnd.await(thread, TimeUnit.SECONDS.toMillis(1));
        clock.close();
    }
}
