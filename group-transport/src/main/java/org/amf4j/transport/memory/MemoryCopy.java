package org.amf4j.transport.memory;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.dispatch.SerialDispatcher;

/** One controller's copy of a {@link MemoryLog}; what is not final is guarded by the log. */
final class MemoryCopy implements ReplicatedLog {

    /** How many calls may wait for the listener; a test that needs more has lost its listener. */
    private static final int CALLS_MAX = 1 << 20;

    private final MemoryLog log;
    private final String voter;
    private final LongSupplier epochNanos;
    private final Map<Long, CompletableFuture<Long>> underWay = new TreeMap<>();
    private Optional<Started> started = Optional.empty();
    private boolean closed;
    private int entriesTold;
    private Optional<String> leaderTold = Optional.empty();

    private record Started(Listener listener, SerialDispatcher dispatcher) {}

    MemoryCopy(MemoryLog log, String voter, LongSupplier epochNanos) {
        this.log = log;
        this.voter = voter;
        this.epochNanos = epochNanos;
    }

    String voter() {
        return voter;
    }

    @Override
    public void open(Listener listener) {
        synchronized (log) {
            if (closed || started.isPresent()) {
                throw new IllegalStateException(
                        "the log of controller " + voter + " was opened before; make a new one");
            }
            SerialDispatcher dispatcher = new SerialDispatcher(
                    "memory-log-" + voter, CALLS_MAX, 0, thrown -> listenerThrew(listener, thrown));
            started = Optional.of(new Started(listener, dispatcher));
            log.join(this);
        }
    }

    @Override
    public CompletableFuture<Long> propose(byte[] payload) {
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a payload of " + payload.length + " bytes is longer than "
                    + PAYLOAD_BYTES_MAX + "; propose it in pieces");
        }
        synchronized (log) {
            if (log.leads(this) && underWay.size() >= PROPOSALS_MAX) {
                return CompletableFuture.failedFuture(new LogBusyException(PROPOSALS_MAX));
            }
            Optional<Long> index = log.append(this, payload, epochNanos.getAsLong());
            if (index.isEmpty()) {
                return CompletableFuture.failedFuture(new NotLeaderException(leader()));
            }
            CompletableFuture<Long> future = new CompletableFuture<>();
            underWay.put(index.get(), future);
            tell(listener -> succeed(index.get())); // follows the entry, which append has handed over
            return future;
        }
    }

    @Override
    public boolean isLeader() {
        return log.leads(this);
    }

    @Override
    public Optional<String> leader() {
        return log.leader();
    }

    @Override
    public List<String> keepers() {
        return log.keepers(this);
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String member) {
        if (!log.leads(this)) {
            return CompletableFuture.failedFuture(new NotLeaderException(leader()));
        }
        return log.transfer(this, member)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IOException("controller " + member + " cannot lead"));
    }

    @Override
    public void ended(String member) {
        log.ended(this, member);
    }

    @Override
    public void close() {
        List<CompletableFuture<Long>> unanswered;
        synchronized (log) {
            closed = true;
            log.leave(this);
            unanswered = List.copyOf(underWay.values());
            underWay.clear();
        }
        started.ifPresent(open -> open.dispatcher().close());
        unanswered.forEach(future -> future.completeExceptionally(new NotLeaderException(leader())));
    }

    @Override
    public CompletableFuture<Void> remember(Memory memory) {
        log.remember(memory);
        return CompletableFuture.completedFuture(null);
    }

    /** Tells entries that have not been told, and first the memory if some of them are forgotten. */
    void tell(Optional<Memory> memory, int forgotten, List<MemoryLog.Entry> entries) {
        if (entriesTold < forgotten) {
            entriesTold = forgotten;
            memory.ifPresent(m -> tell(listener -> listener.restored(m)));
        }
        for (; entriesTold < forgotten + entries.size(); entriesTold++) {
            MemoryLog.Entry entry = entries.get(entriesTold - forgotten);
            tell(listener -> listener.entry(entry.index(), entry.term(), entry.timestampNanos(), entry.payload()));
        }
    }

    void tellLeading(long term) {
        tell(listener -> listener.leading(term));
    }

    void tellFollowing() {
        tell(Listener::following);
    }

    void tellLeader(Optional<String> leader) {
        if (!leader.equals(leaderTold)) {
            leaderTold = leader;
            tell(listener -> listener.leaderChanged(leader));
        }
    }

    private void tell(Consumer<Listener> call) {
        Started open = started.orElseThrow();
        if (!open.dispatcher().offer(() -> call.accept(open.listener()))) {
            throw new IllegalStateException("more than " + CALLS_MAX + " calls wait for the listener of " + voter);
        }
    }

    private void succeed(long index) {
        CompletableFuture<Long> future;
        synchronized (log) {
            future = underWay.remove(index);
        }
        if (future != null) {
            future.complete(index);
        }
    }

    private void listenerThrew(Listener listener, Throwable thrown) {
        close();
        listener.failed("controller " + voter + ": the listener of the log has thrown " + thrown, thrown);
    }
}
