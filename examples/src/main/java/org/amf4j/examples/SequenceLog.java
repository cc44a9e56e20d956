package org.amf4j.examples;

import java.util.Optional;

/** Looks at numbers as they arrive: each must be the one after the last. Instants are {@link System#nanoTime()}. */
public final class SequenceLog {

    private boolean hasBegun;
    private long last;
    private long lastNanos;
    private String lastName = "";
    private long numbers;
    private long missing;
    private long repeated;
    private int changes;
    private long longestNanos;

    /**
     * Another one sends now.
     *
     * @param nanos from the last number before to the first one after
     * @param before who sent last
     * @param after who sends now
     */
    public record Change(long nanos, String before, String after) {}

    /** A number has arrived; the change that it shows, if it is the first of another sender. */
    synchronized Optional<Change> received(long nowNanos, long number, String name) {
        Optional<Change> change = Optional.empty();
        if (hasBegun) {
            if (number > last + 1) {
                missing += number - last - 1;
            } else if (number <= last) {
                repeated++;
            }
            if (!name.equals(lastName)) {
                changes++;
                change = Optional.of(new Change(nowNanos - lastNanos, lastName, name));
                longestNanos = Math.max(longestNanos, nowNanos - lastNanos);
            }
        }
        hasBegun = true;
        last = Math.max(last, number);
        lastNanos = nowNanos;
        lastName = name;
        numbers++;
        return change;
    }

    /** The sender knows less than had arrived. */
    synchronized void lost(long known) {
        missing += Math.max(1, last - known);
    }

    /** The last number that arrived; empty before the first. */
    public synchronized Optional<Long> last() {
        return hasBegun ? Optional.of(last) : Optional.empty();
    }

    /** Who sent it. */
    public synchronized String sender() {
        return lastName;
    }

    /** How many numbers have arrived. */
    public synchronized long numbers() {
        return numbers;
    }

    /** Numbers that never arrived, or that the sender has forgotten. */
    public synchronized long missing() {
        return missing;
    }

    /** Numbers that came once too often. */
    public synchronized long repeated() {
        return repeated;
    }

    /** How often another one began to send. */
    public synchronized int changes() {
        return changes;
    }

    /** The longest time without a number while the sender changed. */
    public synchronized long longestNanos() {
        return longestNanos;
    }
}
