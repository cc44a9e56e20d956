package org.amf4j.testkit;

import java.util.PriorityQueue;

/** The clock of a simulation and what is to happen when. Things due at the same instant happen in the order planned. */
final class VirtualTime {

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long nowNanos;
    private long sequence;

    /** Something that is to happen. */
    static final class Due implements Comparable<Due> {
        private final long atNanos;
        private final long sequence;
        private final Runnable what;
        private boolean cancelled;

        private Due(long atNanos, long sequence, Runnable what) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.what = what;
        }

        /** It does not happen. */
        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Due other) {
            int order = Long.compare(atNanos, other.atNanos);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void advanceTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    Due later(long delayNanos, Runnable what) {
        Due due = new Due(nowNanos + delayNanos, sequence++, what);
        queue.add(due);
        return due;
    }

    /** When the next thing happens; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        Due head = queue.peek();
        while (head != null && head.cancelled) {
            queue.poll();
            head = queue.peek();
        }
        return head == null ? Long.MAX_VALUE : head.atNanos;
    }

    /** Lets the next thing happen. */
    void next() {
        Due head = queue.poll();
        advanceTo(head.atNanos);
        head.what.run();
    }
}
