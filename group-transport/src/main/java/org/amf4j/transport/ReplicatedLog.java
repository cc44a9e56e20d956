package org.amf4j.transport;

import java.io.IOException;
import java.util.List;
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

    /** The longest payload of an entry, in bytes: one million. */
    int PAYLOAD_BYTES_MAX = 1_000_000;

    /** How many proposals of one controller may be under way. */
    int PROPOSALS_MAX = 64;

    /**
     * Starts or resumes this controller's copy.
     *
     * @throws IOException when the storage is missing, full or corrupt; the message says which and what to do
     */
    void open(Listener listener) throws IOException;

    /**
     * Asks for an entry. Does not block; may be called by any thread. Completes, after the local listener has been told
     * of the entry and on the listener's thread, with its index. Fails, on any thread, with {@link NotLeaderException}
     * when this controller does not lead or stops leading, and with {@link LogBusyException} when {@link
     * #PROPOSALS_MAX} are under way or the oldest one waits too long.
     *
     * @param payload the bytes, {@link #PAYLOAD_BYTES_MAX} at most; do not change them afterwards
     * @throws IllegalArgumentException when the payload is too long
     */
    CompletableFuture<Long> propose(byte[] payload);

    /**
     * Keeps what this controller remembers after an entry, so that its next start begins there, as does another controller
     * that has missed too much; the entries before may be forgotten. Does not block; may be called by any thread.
     *
     * @param memory after an entry that the local listener has been told
     * @return completes, on any thread, when it is on disk or a later one is; fails with an {@link IOException} when it
     *     cannot be kept, which costs disk space and nothing else
     */
    CompletableFuture<Void> remember(Memory memory);

    /**
     * What a controller remembers after an entry.
     *
     * @param index of the entry
     * @param term of the entry
     * @param timestampNanos of the entry
     * @param bytes the listener's own; not changed afterwards
     */
    record Memory(long index, long term, long timestampNanos, byte[] bytes) {}

    /** Whether this controller leads and has seen all earlier entries. Advisory: leadership can end at any moment. */
    boolean isLeader();

    /** The member believed to lead. */
    Optional<String> leader();

    /** How many of the latest entries a voter may lack and still count as one that keeps them, as they are on their way. */
    int BEHIND_MAX = 100;

    /**
     * The voters that keep the entries, but for {@link #BEHIND_MAX} of the latest, and have answered the leader within the last
     * second or two; by name, the leader included. While they are fewer than all, a further loss may leave no majority. Only
     * the leader knows: empty elsewhere. Advisory: any of them can be lost at any moment.
     */
    List<String> keepers();

    /**
     * Asks another controller to lead; completes when it does. Fails with {@link NotLeaderException} when this
     * controller does not lead, and with an {@link IOException} when the other one did not take over in time; this one
     * leads on then.
     */
    CompletableFuture<Void> transferLeadership(String member);

    /**
     * Says that a member's process has ended, so that nobody needs to wait until it has been missed for long enough: if it is
     * the one believed to lead, one of the others stands for election at once. Tell all of them. An untrue word costs an
     * election and nothing else. Does not block; may be called by any thread.
     */
    void ended(String member);

    /**
     * Stops this controller's copy; the listener is not called any more and pending proposals fail. Idempotent; a
     * closed log cannot be opened again.
     */
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
         * @param timestampNanos nanoseconds since the epoch by the clock of the leader that accepted it, adjusted so
         *     that it never goes back
         * @param payload the bytes proposed
         */
        void entry(long index, long term, long timestampNanos, byte[] payload);

        /**
         * What was remembered after an entry, instead of all entries up to it that have not been told: at the start, or
         * when this controller has missed entries that the others have forgotten.
         */
        void restored(Memory memory);

        /**
         * This controller leads and has been told all entries before.
         *
         * @param term the term it leads, higher than that of all entries before
         */
        void leading(long term);

        /** This controller does not lead any more; pending proposals fail after this call. Follows each leading. */
        void following();

        /** Another controller is believed to lead; empty while none is known. */
        void leaderChanged(Optional<String> leader);

        /**
         * The log cannot go on (disk failure, closed by a long pause, a listener that has thrown): the process must
         * end, and says why. The last call.
         */
        void failed(String reason, Throwable cause);
    }

    /** This controller does not lead. */
    final class NotLeaderException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<String> leader;

        public NotLeaderException(Optional<String> leader) {
            super("this controller does not lead"
                    + leader.map(l -> "; " + l + " does").orElse(""));
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
            super("more than " + limit + " proposals under way; try again when some have ended");
        }

        public LogBusyException(String reason) {
            super(reason);
        }
    }
}
