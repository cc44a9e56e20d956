package org.amf4j.transport.ratis;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.amf4j.transport.ReplicatedLog.Memory;
import org.amf4j.transport.SteadyClock;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;

/**
 * What Ratis calls a state machine: it keeps no state but the latest timestamp, and passes everything on. Its snapshots are
 * memories that the listener has given.
 *
 * <p>Ratis calls from several threads, some of them under its lock; entries come from one thread, in order. Nothing
 * here may throw once started: Ratis answers that by closing, which {@link Owner#broken} says more clearly.
 */
final class EntryMachine extends BaseStateMachine {

    private final Owner owner;
    private final SteadyClock clock;
    private final MemoryFiles memories = new MemoryFiles();
    private final AtomicReference<Memory> offered = new AtomicReference<>();
    private volatile long latestTimestampNanos;
    private volatile long configurationTerm;

    /** Who is told. Only {@link #committed} may wait. */
    interface Owner {

        /** The storage is ready, and this controller has not voted since the start. */
        void beforeFirstVote() throws IOException;

        void committed(Committed entry) throws InterruptedException;

        /** Entries up to this memory will not come. */
        void restored(Memory memory) throws InterruptedException;

        void readyToLead(long term);

        void notLeading();

        void leaderKnown(String leader);

        void leaderUnknown();

        void broken(String reason, Throwable cause);
    }

    /** An entry and which client, by its id, proposed it under which call id. */
    record Committed(long index, long term, long timestampNanos, byte[] payload, ByteString clientId, long callId) {}

    /** With a clock that gives nanoseconds since the epoch and may go back. */
    EntryMachine(Owner owner, LongSupplier epochNanos) {
        this.owner = owner;
        this.clock = new SteadyClock(epochNanos, System::nanoTime);
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        owner.beforeFirstVote();
        memories.init(storage);
        restore();
        getLifeCycle().transition(LifeCycle.State.STARTING);
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    /** Before a snapshot of the leader is installed; without this the server would close itself. */
    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        restore();
        getLifeCycle().transition(LifeCycle.State.STARTING);
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    /** Tells the owner what lies on the disk, if it is news. */
    private void restore() throws IOException {
        Optional<Memory> latest = memories.load();
        if (latest.isPresent() && latest.get().index() > appliedIndex()) {
            Memory memory = latest.get();
            latestTimestampNanos = Math.max(latestTimestampNanos, memory.timestampNanos());
            clock.isAtLeast(latestTimestampNanos);
            setLastAppliedTermIndex(TermIndex.valueOf(memory.term(), memory.index()));
            try {
                owner.restored(memory);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while a memory was being restored", interrupted);
            }
        }
    }

    private long appliedIndex() {
        TermIndex applied = getLastAppliedTermIndex();
        return applied == null ? RaftLog.INVALID_LOG_INDEX : applied.getIndex();
    }

    /** The next {@link #takeSnapshot} writes it, instead of an older one that was not written yet. */
    void offer(Memory memory) {
        offered.set(memory);
    }

    @Override
    public long takeSnapshot() throws IOException {
        Memory memory = offered.getAndSet(null);
        return memory == null ? RaftLog.INVALID_LOG_INDEX : memories.write(memory);
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return memories.storage();
    }

    /** On the leader only: the time is given here, and is the same on all controllers. */
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        long timestampNanos = Math.max(clock.nowNanos(), latestTimestampNanos);
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setLogData(
                        EntryFormat.encode(timestampNanos, request.getMessage().getContent()))
                .build();
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        StateMachineLogEntryProto proposed = entry.getStateMachineLogEntry();
        try {
            EntryFormat content = EntryFormat.decode(proposed.getLogData());
            // Proposals may overtake each other between clock and log, and a new leader's clock may be behind.
            latestTimestampNanos = Math.max(latestTimestampNanos, content.timestampNanos());
            clock.isAtLeast(latestTimestampNanos);
            owner.committed(new Committed(
                    entry.getIndex(),
                    entry.getTerm(),
                    latestTimestampNanos,
                    content.payload(),
                    proposed.getClientId(),
                    proposed.getCallId()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            owner.broken("the log was interrupted at entry " + entry.getIndex(), interrupted);
        } catch (RuntimeException failed) {
            owner.broken("entry " + entry.getIndex() + " cannot be applied: " + failed.getMessage(), failed);
        }
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        configurationTerm = term;
    }

    /** Comes from the thread that applies entries, after the first configuration entry of the leader's own term. */
    @Override
    public void notifyLeaderReady() {
        owner.readyToLead(configurationTerm);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        owner.notLeading();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        owner.leaderKnown(leader.toString());
    }

    @Override
    public void notifyExtendedNoLeader(RoleInfoProto role) {
        owner.leaderUnknown();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto failedEntry) {
        owner.broken(
                "the log cannot be written any more: " + cause
                        + "; look at the disk, make room if it is full, then restart this controller",
                cause);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServers) {
        owner.broken(
                "the log has closed itself, after a pause of the process of a minute or an inner error;"
                        + " restart this controller",
                new IllegalStateException("closed while in use"));
    }

    @Override
    public void close() {
        notifyServerShutdown(RoleInfoProto.getDefaultInstance(), false);
    }
}
