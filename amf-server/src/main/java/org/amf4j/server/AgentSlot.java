package org.amf4j.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.node.LeaseProbe;
import org.amf4j.node.NodeAgent;
import org.amf4j.node.OperatorHandler;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present life of this node's agent. When its lease has run out, everything it runs is ended, and it is followed by
 * another life with nothing running; the rest of the process goes on. All methods may be called by any thread.
 */
final class AgentSlot implements OperatorHandler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentSlot.class);

    private final Birth birth;
    private final Incarnations incarnations;
    private final Probing probing;
    private final BiConsumer<String, Throwable> fatal;
    private final AtomicBoolean changing = new AtomicBoolean();
    private volatile NodeAgent agent;
    private long incarnation;
    private boolean closed;
    private boolean granted;
    private volatile Optional<LeaseProbe> probe = Optional.empty();

    /** Begins to ask whether a majority would grant a lease to a life of the agent. */
    interface Probing {
        LeaseProbe start(long incarnation, Runnable found) throws IOException;
    }

    /** Starts lives of the agent. */
    interface Birth {
        /**
         * Goes on with the life of an earlier process that has left what runs on the node, if there is one.
         *
         * @param process higher than any life or process before
         * @param leaseLost to be told when the life is over
         */
        Optional<NodeAgent> resume(long process, Consumer<String> leaseLost) throws IOException;

        /** The services of this process begin anew, while the agent goes on. */
        void restartServices(long process);

        /**
         * Starts one.
         *
         * @param incarnation higher than that of any life before
         * @param leaseLost to be told when it is over
         */
        NodeAgent start(long incarnation, Consumer<String> leaseLost) throws IOException;
    }

    private AgentSlot(Birth birth, Probing probing, Incarnations incarnations, BiConsumer<String, Throwable> fatal) {
        this.birth = birth;
        this.probing = probing;
        this.incarnations = incarnations;
        this.fatal = fatal;
    }

    /** Starts the first life. */
    static AgentSlot start(Birth birth, Probing probing, Incarnations incarnations, BiConsumer<String, Throwable> fatal)
            throws IOException {
        AgentSlot slot = new AgentSlot(birth, probing, incarnations, fatal);
        slot.resumeOrBegin();
        return slot;
    }

    private synchronized void resumeOrBegin() throws IOException {
        Optional<NodeAgent> resumed = birth.resume(incarnations.next(), this::leaseLost);
        if (resumed.isPresent()) {
            agent = resumed.get();
            incarnation = agent.incarnation();
        } else {
            begin();
        }
    }

    /**
     * Ends the agent and leaves what runs as it is for so long, for the next process of the node. Blocks some seconds at most.
     *
     * @throws AisException when it cannot, with what to do about it; everything goes on then
     */
    synchronized void leave(Duration kept) {
        if (closed) {
            throw new AisException(AisStatus.ERR_BAD_OPERATION, "this node's process ends already");
        }
        try {
            agent.leave(kept);
            closed = true;
        } catch (AisException e) {
            stay();
            throw e;
        } catch (IOException e) {
            stay();
            throw new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "what the next process must know cannot be written: " + e.getMessage() + "; nothing has changed",
                    e);
        }
    }

    private void stay() {
        long process = incarnations.next();
        birth.restartServices(process);
        agent.stay(process);
    }

    private synchronized void begin() throws IOException {
        incarnation = incarnations.next();
        agent = birth.start(incarnation, this::leaseLost);
    }

    private void leaseLost(String why) {
        if (changing.compareAndSet(false, true)) {
            Thread.ofPlatform().name("agent-next-life").start(() -> next(why));
        }
    }

    private synchronized void next(String why) {
        if (closed) {
            return;
        }
        LOG.warn("the agent ends and starts anew: incarnation={} cause={}", incarnation, why);
        try {
            List<Dn> goOn = agent.fence();
            if (!goOn.isEmpty()) {
                LOG.warn("without a lease go on, until a majority grants one again: components={}", goOn);
                awaitMajority();
            }
            if (closed) {
                return;
            }
            agent.close();
            changing.set(false);
            begin();
        } catch (IOException e) {
            fatal.accept("the agent cannot be started anew: " + e.getMessage(), e);
        }
    }

    /** What goes on must be ended before the next life begins, so that life waits until it can have a lease. */
    private void awaitMajority() throws IOException {
        granted = false;
        incarnation = incarnations.next();
        try (LeaseProbe asking = probing.start(incarnation, this::granted)) {
            probe = Optional.of(asking);
            while (!granted && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probe = Optional.empty();
        }
    }

    private void granted() {
        // The probe's owner holds the lock only while it does not wait.
        Thread.ofPlatform().name("agent-lease-found").start(() -> {
            synchronized (this) {
                granted = true;
                notifyAll();
            }
        });
    }

    void received(String sender, ClusterMessage message) {
        if (message.hasLeaseGrant()) {
            probe.ifPresent(asking -> asking.granted(sender, message.getLeaseGrant()));
        }
        Optional.ofNullable(agent).ifPresent(a -> a.received(sender, message)); // none yet while the first one starts
    }

    @Override
    public void handle(AdminRequest request, Consumer<AdminReply> reply) {
        agent.handle(request, reply);
    }

    @Override
    public void withdraw(String id) {
        agent.withdraw(id);
    }

    /** Whether the present life may serve. */
    boolean mayServe() {
        NodeAgent present = agent;
        return present != null && !changing.get() && present.mayServe();
    }

    void rehearse() {
        agent.rehearse();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        agent.close();
    }
}
