package org.amf4j.director;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.amf4j.core.lease.Life;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.ReplicatedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third voter of a cluster of two controllers: keeps its own log and vote on disk, grants leases, and decides nothing,
 * so that it needs little memory and may run on a small machine. Should it be elected, which happens when it alone has the
 * latest entries, it hands leadership over as soon as the controller that lives has them, too.
 *
 * <p>What the entries say is not remembered: from time to time it forgets old ones. Thread-safe.
 */
public final class Witness implements AutoCloseable, ReplicatedLog.Listener {

    /** After so many entries the oldest ones are forgotten, but for those that the log keeps for others. */
    static final int ENTRIES_PER_MEMORY = 10_000;

    private static final long HAND_OVER_MILLIS = 500;
    private static final int HAND_OVERS_PER_WARNING = 10;
    private static final byte[] NOTHING = new byte[0];
    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final String self;
    private final ReplicatedLog log;
    private final List<String> controllers;
    private final LeaseDesk leases;
    private final BiConsumer<String, Throwable> fatal;
    private int entries;
    private volatile boolean elected;
    private volatile boolean closed;

    /**
     * A witness that is not started yet.
     *
     * @param settings its name, all voters, and how the loss of nodes is dealt with
     * @param controllers the voters that are no witnesses
     * @param log its copy of the log, not opened yet
     * @param sender sends a message to a member; must not block
     * @param fatal told when the process must end
     */
    public Witness(
            ControllerSettings settings,
            List<String> controllers,
            ReplicatedLog log,
            BiConsumer<String, ClusterMessage> sender,
            BiConsumer<String, Throwable> fatal) {
        this.self = settings.self();
        this.log = log;
        this.controllers = List.copyOf(controllers);
        this.leases = new LeaseDesk(settings, sender);
        this.fatal = fatal;
    }

    /** Opens the log. */
    public void start() throws IOException {
        log.open(this);
    }

    /** A message has arrived; what is not about leases is not for a witness. */
    public void received(String from, ClusterMessage message) {
        switch (message.getBodyCase()) {
            case LEASE_REQUEST, LEASE_REFUSAL -> leases.received(from, message);
            default -> LOG.debug("message not meant for a witness: from={} kind={}", from, message.getBodyCase());
        }
    }

    /** Somebody says that an agent is gone and nothing of it runs any more: it is granted nothing from now on. */
    public void ended(String agent, long incarnation, String word) {
        leases.proves(new Life(agent, incarnation), word);
    }

    @Override
    public void entry(long index, long term, long timestampNanos, byte[] payload) {
        entries++;
        if (entries >= ENTRIES_PER_MEMORY) {
            entries = 0;
            log.remember(new ReplicatedLog.Memory(index, term, timestampNanos, NOTHING))
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "old entries were not forgotten, the next time they are: entry={}", index, failure);
                        }
                    });
        }
    }

    @Override
    public void restored(ReplicatedLog.Memory memory) {
        LOG.info("entries begin after a memory: entry={}", memory.index());
    }

    @Override
    public void leading(long term) {
        LOG.warn("the witness leads until a controller can: term={}", term);
    }

    /** One controller after the other is asked, until one leads. */
    private void handOver(int turn) {
        if (!elected || closed || controllers.isEmpty()) {
            return;
        }
        log.transferLeadership(controllers.get(turn % controllers.size())).whenComplete((done, failure) -> {
            if (failure != null) {
                if (turn % HAND_OVERS_PER_WARNING == HAND_OVERS_PER_WARNING - 1) {
                    LOG.error(
                            "no controller takes over from the witness, nothing can be decided: start all of {}."
                                    + " One that runs already has missed entries that the witness has forgotten"
                                    + " and another one has",
                            controllers,
                            failure);
                }
                CompletableFuture.delayedExecutor(HAND_OVER_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> handOver(turn + 1));
            }
        });
    }

    @Override
    public void following() {
        LOG.info("the witness does not lead any more");
    }

    /** It may be elected and yet never lead: when a controller that lives has missed entries that are forgotten here. */
    @Override
    public void leaderChanged(Optional<String> leader) {
        LOG.info("leader: name={}", leader.orElse("none"));
        boolean before = elected;
        elected = leader.filter(self::equals).isPresent();
        if (elected && !before) {
            handOver(0);
        }
    }

    @Override
    public void failed(String reason, Throwable cause) {
        fatal.accept(reason, cause);
    }

    @Override
    public void close() {
        closed = true;
        log.close();
    }
}
