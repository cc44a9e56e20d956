package org.amf4j.transport;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A log that a majority of the controllers keeps, in one order, on disk.
 *
 * <p>Promises: every controller's listener sees the same entries in the same order, each once per start of the process,
 * from the first entry or from the last snapshot on. An entry whose proposal was answered with success is never lost
 * while a majority of the disks survives. A failed or unanswered proposal may still turn up in the log.
 */
public interface ReplicatedLog extends AutoCloseable {

    /**
     * Starts or resumes this controller's copy.
     *
     * @throws IOException when the storage is missing, full or corrupt; the message says which and what to do
     */
    void open(Listener listener) throws IOException;

    /**
     * Asks for an entry. Does not block; may be called by any thread. Completes, after the local listener has been told
     * of the entry, with its index. Fails with {@link NotLeaderException} when this controller does not lead or stops
     * leading, and with {@link LogBusyException} when too many proposals are under way.
     */
    CompletableFuture<Long> propose(byte[] payload);

    /** Whether this controller leads and has seen all earlier entries. Advisory: leadership can end at any moment. */
    boolean isLeader();

    /** The member believed to lead. */
    Optional<String> leader();

    /** Asks another controller to lead; completes when it does. */
    CompletableFuture<Void> transferLeadership(String member);

    /** Stops this controller's copy. Idempotent. */
    @Override
    void close();

    /**
     * What the log tells its owner. Calls come from one thread at a time, in the order of what happened, and must not
     * block.
     */
    interface Listener {

        /**
         * The next entry.
         *
         * @param index its position; rises, with holes
         * @param term the leader's term, rises with each change of leader
         * @param timestampNanos nanoseconds since the epoch by the clock of the leader that accepted it, adjusted so that
         *     it never goes back
         * @param payload the bytes proposed
         */
        void entry(long index, long term, long timestampNanos, byte[] payload);

        /** This controller leads and has been told all entries before. */
        void leading(long term);

        /** This controller does not lead any more; pending proposals fail. */
        void following();

        /** Another controller is believed to lead; empty while none is known. */
        void leaderChanged(Optional<String> leader);

        /** The log cannot go on (disk failure, closed by a long pause): the process must end, and says why. */
        void failed(String reason, Throwable cause);
    }

    /** This controller does not lead. */
    final class NotLeaderException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<String> leader;

        public NotLeaderException(Optional<String> leader) {
            super("this controller does not lead" + leader.map(l -> "; " + l + " does").orElse(""));
            this.leader = leader;
        }

        /** The member believed to lead. */
        public Optional<String> leader() {
            return leader == null ? Optional.empty() : leader;
        }
    }

    /** Too many proposals are under way; try again when some have ended. */
    final class LogBusyException extends Exception {
        private static final long serialVersionUID = 1L;

        public LogBusyException(int limit) {
            super("more than " + limit + " proposals under way");
        }
    }
}
