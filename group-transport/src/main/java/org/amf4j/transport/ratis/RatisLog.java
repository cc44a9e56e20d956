package org.amf4j.transport.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.ReplicatedLog;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ReplicatedLog} on Apache Ratis over gRPC, with an entry flushed by a majority before it counts.
 *
 * <p>What Ratis leaves to its user is done here: few proposals under way, an own watch on the majority that ends a
 * leadership within the election timeout whatever the load, an end of the process' part when the disk or the server
 * fails, and no start on a lost disk.
 *
 * <p>A memory that the listener gives becomes a snapshot of Ratis: a start begins with it, entries before it are removed but
 * for the last thousand, and a controller that has missed more gets it from the leader.
 */
public final class RatisLog implements ReplicatedLog {

    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);
    private static final long TRANSFER_MILLIS_MAX = 3_000;
    private static final long SNAPSHOT_MILLIS_MAX = 30_000;

    private final LogConfig config;
    private final Optional<NodeCredentials> credentials;
    private final LongSupplier epochNanos;
    private final Proposals proposals;
    private final AtomicBoolean opened = new AtomicBoolean();
    private volatile Optional<Running> running = Optional.empty();

    /** What exists while the log is open. */
    private record Running(RaftMember member, LogEvents events, EntryMachine machine, Succession succession) {}

    /** A copy that speaks with the others in plain text, for networks that nobody else can reach. */
    public RatisLog(LogConfig config) {
        this(config, Optional.empty());
    }

    /** A copy whose connections are mutual TLS, if there are credentials. */
    public RatisLog(LogConfig config, Optional<NodeCredentials> credentials) {
        this(config, credentials, RatisLog::systemEpochNanos);
    }

    /** With a clock that gives nanoseconds since the epoch. */
    RatisLog(LogConfig config, Optional<NodeCredentials> credentials, LongSupplier epochNanos) {
        this.config = config;
        this.credentials = credentials;
        this.epochNanos = epochNanos;
        this.proposals =
                new Proposals(TimeUnit.MILLISECONDS.toNanos(config.timings().electionTimeoutMaxMillis()));
    }

    @Override
    public void open(Listener listener) throws IOException {
        if (!opened.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the log of controller " + config.self() + " was opened before; make a new one");
        }
        VoterMarker marker = new VoterMarker(config);
        marker.check();
        LogEvents events = new LogEvents(config, listener, proposals, marker);
        try {
            TornTail.cut(marker.storage()).ifPresent(what -> LOG.warn("controller {}: {}", config.self(), what));
            Files.createDirectories(config.directory());
            EntryMachine machine = new EntryMachine(events, epochNanos);
            RaftMember member = new RaftMember(config, credentials, machine);
            events.attach(member);
            Succession succession = new Succession(config, member);
            running = Optional.of(new Running(member, events, machine, succession));
            member.start();
            succession.start();
            events.opened();
        } catch (IOException | RuntimeException failed) {
            events.close();
            running.ifPresent(open -> {
                open.succession().close();
                open.member().close();
            });
            throw new IOException(startFailure(marker, failed), failed);
        }
    }

    @Override
    public CompletableFuture<Long> propose(byte[] payload) {
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a payload of " + payload.length + " bytes is longer than "
                    + PAYLOAD_BYTES_MAX + "; propose it in pieces");
        }
        Optional<Running> open = running;
        if (open.isEmpty() || !open.get().events().leads()) {
            return CompletableFuture.failedFuture(notLeader());
        }
        Proposals.Proposal proposal;
        try {
            proposal = proposals.begin();
        } catch (LogBusyException busy) {
            return CompletableFuture.failedFuture(busy);
        }
        try {
            open.get()
                    .member()
                    .submit(proposal.callId(), payload)
                    .whenComplete((reply, thrown) ->
                            failureOf(reply, thrown).ifPresent(reason -> proposals.fail(proposal.callId(), reason)));
        } catch (IOException | RuntimeException failed) {
            proposals.fail(proposal.callId(), withCause(failed));
        }
        return proposal.indexFuture();
    }

    @Override
    public CompletableFuture<Void> remember(Memory memory) {
        Optional<Running> open = running;
        if (open.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("the log is not open"));
        }
        open.get().machine().offer(memory);
        CompletableFuture<Void> kept = new CompletableFuture<>();
        try {
            open.get()
                    .member()
                    .takeSnapshot(proposals.nextCallId(), SNAPSHOT_MILLIS_MAX)
                    .whenComplete((reply, thrown) -> {
                        if (reply != null && reply.isSuccess()) {
                            kept.complete(null);
                        } else {
                            kept.completeExceptionally(notKept(memory, reply == null ? thrown : reply.getException()));
                        }
                    });
        } catch (IOException | RuntimeException failed) {
            kept.completeExceptionally(notKept(memory, failed));
        }
        return kept;
    }

    private IOException notKept(Memory memory, Throwable cause) {
        return new IOException(
                "controller " + config.self() + " cannot keep its memory after entry " + memory.index() + " in "
                        + config.directory() + ": " + cause,
                cause);
    }

    @Override
    public boolean isLeader() {
        return running.filter(open -> open.events().leads()).isPresent();
    }

    @Override
    public Optional<String> leader() {
        return notLeader().leader();
    }

    @Override
    public List<String> keepers() {
        return running.map(open -> open.member().keepers()).orElse(List.of());
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String to) {
        Optional<Running> open = running;
        if (open.isEmpty() || !open.get().events().leads()) {
            return CompletableFuture.failedFuture(notLeader());
        }
        if (!config.voters().containsKey(to)) {
            return CompletableFuture.failedFuture(new IOException("controller " + to
                    + " is not a voter; the voters are " + config.voters().keySet()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        open.get()
                .member()
                .transfer(proposals.nextCallId(), Optional.of(to), TRANSFER_MILLIS_MAX)
                .whenComplete((reply, thrown) -> {
                    if (reply != null && reply.isSuccess()) {
                        done.complete(null);
                    } else if (reply != null && reply.getNotLeaderException() != null) {
                        done.completeExceptionally(notLeader());
                    } else {
                        Throwable cause = reply == null ? thrown : reply.getException();
                        done.completeExceptionally(new IOException(
                                "controller " + to + " did not take over from " + config.self() + " within "
                                        + TRANSFER_MILLIS_MAX + " ms; see that it runs and is reachable",
                                cause));
                    }
                });
        return done;
    }

    @Override
    public void ended(String member) {
        running.ifPresent(open -> open.succession().ended(member));
    }

    /** As it is done every few seconds; for tests. */
    void rehearseElection() {
        running.ifPresent(open -> open.member().rehearseElection());
    }

    @Override
    public void close() {
        opened.set(true);
        running.ifPresent(open -> {
            open.succession().close();
            open.events().close();
            open.member().close();
        });
        proposals.failAll(notLeader());
    }

    private NotLeaderException notLeader() {
        return running.map(open -> open.events().notLeader()).orElseGet(() -> new NotLeaderException(Optional.empty()));
    }

    private NotLeaderException withCause(Throwable cause) {
        NotLeaderException failure = notLeader();
        failure.initCause(cause);
        return failure;
    }

    /** Why Ratis did not take a proposal; empty when it did. */
    private Optional<Throwable> failureOf(RaftClientReply reply, Throwable thrown) {
        if (thrown != null) {
            return Optional.of(withCause(thrown));
        }
        if (reply.isSuccess()) {
            return Optional.empty();
        }
        if (reply.getException() instanceof ResourceUnavailableException) {
            return Optional.of(new LogBusyException(PROPOSALS_MAX));
        }
        if (reply.getException() instanceof LeaderSteppingDownException) {
            return Optional.of(new LogBusyException("leadership is being handed over; try again soon"));
        }
        return Optional.of(withCause(reply.getException()));
    }

    private String startFailure(VoterMarker marker, Throwable failed) {
        List<String> damaged = DamagedFiles.find(marker.storage());
        String where = "controller " + config.self() + " cannot open its log in " + config.directory() + ": ";
        if (!damaged.isEmpty()) {
            return where + String.join("; ", damaged) + " Do not delete it: entries that count as safe may be in it."
                    + " Copy the directory, check the disk, and bring the files back from a copy; without one, see 'A"
                    + " controller that has lost its log' in docs/operating.md";
        }
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return where + root + ". Check that the directory can be written and has 64 MB free, that no other process uses"
                + " it, and that " + LogConfig.literal(config.voters().get(config.self()))
                + " is an address of this node and free";
    }

    private static long systemEpochNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
