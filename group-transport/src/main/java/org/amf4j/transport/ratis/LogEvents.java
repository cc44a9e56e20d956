package org.amf4j.transport.ratis;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.transport.ReplicatedLog.Listener;
import org.amf4j.transport.ReplicatedLog.Memory;
import org.amf4j.transport.ReplicatedLog.NotLeaderException;
import org.amf4j.transport.dispatch.SerialDispatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one ordered sequence of listener calls, on one thread, of what Ratis tells on many.
 *
 * <p>The same thread watches the majority while this controller leads. Ratis itself looks only when no proposal has
 * come for an election timeout, so a busy leader that is cut off would go on for as long as it is busy.
 */
final class LogEvents implements EntryMachine.Owner {

    /** How many entries may wait for the listener; the thread that applies them waits for room. */
    static final int ENTRIES_WAITING_MAX = 64;

    /** How many changes of leadership may wait in addition. */
    static final int CHANGES_WAITING_MAX = 64;

    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Logger LOG = LoggerFactory.getLogger(LogEvents.class);

    private final LogConfig config;
    private final Listener listener;
    private final Proposals proposals;
    private final VoterMarker marker;
    private final SerialDispatcher dispatcher;
    private final AtomicBoolean ended = new AtomicBoolean();

    private final Object roleLock = new Object();
    /** Guarded by roleLock: the latest term that this controller became ready to lead. */
    private long readyTerm;
    /** Guarded by roleLock: terms up to this one are over for this controller. */
    private long overTerm;

    private volatile boolean leads;
    private volatile RaftMember member;

    /** Guarded by openLock: what broke before the log was open; told by open() and not to the listener. */
    private Optional<IOException> brokenEarly = Optional.empty();
    /** Guarded by openLock. */
    private boolean open;

    private final Object openLock = new Object();

    // Of the dispatcher's thread.
    private long toldTerm;
    private Optional<String> toldLeader = Optional.empty();
    private CompletableFuture<?> steppingDown = CompletableFuture.completedFuture(null);

    LogEvents(LogConfig config, Listener listener, Proposals proposals, VoterMarker marker) {
        this.config = config;
        this.listener = listener;
        this.proposals = proposals;
        this.marker = marker;
        this.dispatcher = new SerialDispatcher(
                "log-" + config.self(),
                ENTRIES_WAITING_MAX + CHANGES_WAITING_MAX,
                CHANGES_WAITING_MAX,
                this::listenerThrew);
    }

    /** Must be called before the member is started. */
    void attach(RaftMember prepared) {
        member = prepared;
    }

    /** The member runs; throws what has broken meanwhile. From now on the listener is told. */
    void opened() throws IOException {
        synchronized (openLock) {
            open = true;
            if (brokenEarly.isPresent()) {
                throw brokenEarly.get();
            }
        }
    }

    boolean leads() {
        return leads && !ended.get();
    }

    /** Ends all calls, and lets a thread go that waits for room. */
    void close() {
        ended.set(true);
        leads = false;
        dispatcher.close();
    }

    NotLeaderException notLeader() {
        Optional<String> leader = member == null ? Optional.empty() : member.leader();
        return new NotLeaderException(leader.filter(name -> !name.equals(config.self()) || leads()));
    }

    @Override
    public void beforeFirstVote() throws IOException {
        marker.write();
    }

    @Override
    public void committed(EntryMachine.Committed entry) throws InterruptedException {
        Optional<Proposals.Proposal> own =
                entry.clientId().equals(member.clientId()) ? proposals.committed(entry.callId()) : Optional.empty();
        boolean accepted = dispatcher.put(() -> {
            listener.entry(entry.index(), entry.term(), entry.timestampNanos(), entry.payload());
            own.ifPresent(proposal -> proposals.succeed(proposal, entry.index()));
        });
        if (!accepted) {
            own.ifPresent(proposal -> proposals.failNow(proposal, notLeader()));
        }
    }

    @Override
    public void restored(Memory memory) throws InterruptedException {
        dispatcher.put(() -> listener.restored(memory));
    }

    @Override
    public void readyToLead(long term) {
        synchronized (roleLock) {
            readyTerm = term;
        }
        hand(() -> tellLeading(term));
        if (!member.isLeader()) { // lost before it was ready, so that the loss may have been told before
            notLeading();
        }
    }

    @Override
    public void notLeading() {
        long term;
        synchronized (roleLock) {
            leads = false;
            overTerm = Math.max(overTerm, readyTerm);
            term = overTerm;
        }
        hand(() -> tellFollowing(term));
    }

    @Override
    public void leaderKnown(String leader) {
        hand(() -> tellLeader(Optional.of(leader)));
    }

    @Override
    public void leaderUnknown() {
        hand(() -> tellLeader(Optional.empty()));
    }

    @Override
    public void broken(String reason, Throwable cause) {
        synchronized (openLock) {
            if (!open) {
                brokenEarly = Optional.of(new IOException(reason, cause));
                return;
            }
        }
        if (ended.compareAndSet(false, true)) {
            String message = "controller " + config.self() + ", log in " + config.directory() + ": " + reason;
            LOG.atError().setCause(cause).addKeyValue("reason", message).log("the replicated log has failed");
            leads = false;
            dispatcher.finish(() -> {
                proposals.failAll(notLeader());
                listener.failed(message, cause);
            });
            closeMember();
        }
    }

    private void listenerThrew(Throwable thrown) {
        if (ended.compareAndSet(false, true)) {
            String message = "controller " + config.self() + ": the listener of the log has thrown " + thrown;
            LOG.atError().setCause(thrown).addKeyValue("reason", message).log("the replicated log has failed");
            leads = false;
            closeMember();
            proposals.failAll(notLeader());
            listener.failed(message, thrown);
        }
    }

    /** On a thread of its own: the caller may be a thread that closing waits for. */
    private void closeMember() {
        Thread.ofPlatform().daemon().name("log-failed-" + config.self()).start(member::close);
    }

    private void hand(Runnable call) {
        if (!dispatcher.offer(call)) {
            broken(
                    "more than " + CHANGES_WAITING_MAX + " changes of leadership wait for the listener; it is stuck,"
                            + " see a thread dump",
                    new IllegalStateException("the listener is stuck"));
        }
    }

    private void tellLeading(long term) {
        synchronized (roleLock) {
            if (term <= overTerm) {
                return;
            }
            leads = true;
        }
        toldTerm = term;
        dispatcher.tickEvery(WATCH_NANOS, this::watchMajority);
        listener.leading(term);
    }

    private void tellFollowing(long upToTerm) {
        if (toldTerm != 0 && toldTerm <= upToTerm) {
            toldTerm = 0;
            listener.following();
            if (toldLeader.equals(Optional.of(config.self()))) {
                tellLeader(Optional.empty());
            }
            proposals.failAll(notLeader());
        }
    }

    private void tellLeader(Optional<String> leader) {
        if (!leader.equals(toldLeader)) {
            toldLeader = leader;
            listener.leaderChanged(leader);
        }
    }

    private void watchMajority() {
        boolean leader = member.isLeader();
        if (toldTerm == 0 && !leader) {
            dispatcher.tickEvery(0, () -> {});
        } else if (toldTerm != 0
                && !(leader && member.hearsMajority(config.timings().electionTimeoutMaxMillis()))) {
            loseLeadership();
        } else if (toldTerm == 0 && steppingDown.isDone()) {
            stepDown(); // it still leads in the eyes of Ratis
        }
    }

    private void loseLeadership() {
        long term = toldTerm;
        synchronized (roleLock) {
            leads = false;
            overTerm = Math.max(overTerm, term);
        }
        LOG.atWarn()
                .addKeyValue("controller", config.self())
                .addKeyValue("term", term)
                .log("no majority has answered for an election timeout: this controller leads no more");
        tellFollowing(term);
        stepDown();
    }

    private void stepDown() {
        steppingDown = member.transfer(
                proposals.nextCallId(), Optional.empty(), config.timings().electionTimeoutMaxMillis());
    }
}
