package org.amf4j.core.lease;

/**
 * How long leases last, in nanoseconds of monotonic clocks. All but the first count from a renewal that a majority of the
 * controllers has granted: for the agent from when it asked, for a controller from when it granted, which is later.
 *
 * @param renewNanos time between two renewals that are answered
 * @param heldNanos after this time the agent cleans up what it runs
 * @param guardNanos after this time its guardian process kills what is left, whatever the agent does
 * @param awaitedNanos after this time the leader takes it for granted that nothing runs there; what lies between this and
 *     the guardian's time is for processes to end and for clocks that do not run alike
 */
public record LeaseTimes(long renewNanos, long heldNanos, long guardNanos, long awaitedNanos) {

    private static final long MILLI = 1_000_000;

    /** Renewals that may get lost without harm. */
    private static final int RENEWALS_MIN = 3;

    /** How much sooner a renewal is repeated that nobody has answered. */
    private static final int REPEATS = 3;

    /** Renewed every 300 ms, over after 1 s, killed after 1.15 s, awaited for 1.3 s. */
    public static final LeaseTimes STEADY = new LeaseTimes(300 * MILLI, 1_000 * MILLI, 1_150 * MILLI, 1_300 * MILLI);

    /** Renewed every 60 ms, over after 400 ms, killed after 480 ms, awaited for 580 ms. Needs machines that are not overloaded. */
    public static final LeaseTimes FAST = new LeaseTimes(60 * MILLI, 400 * MILLI, 480 * MILLI, 580 * MILLI);

    /** Time from a renewal to the next one while they are not answered. */
    public long repeatNanos() {
        return Math.max(1, renewNanos / REPEATS);
    }

    /** What lies between the end of a lease for the guardian and the instant from which the leader relies on it. */
    public long marginNanos() {
        return awaitedNanos - guardNanos;
    }

    public LeaseTimes {
        if (renewNanos < MILLI || heldNanos < RENEWALS_MIN * renewNanos) {
            throw new IllegalArgumentException("a lease of " + heldNanos + " ns renewed every " + renewNanos
                    + " ns: at least " + RENEWALS_MIN + " renewals must fit, of 1 ms or more");
        }
        if (guardNanos <= heldNanos || awaitedNanos <= guardNanos) {
            throw new IllegalArgumentException(
                    "a lease of " + heldNanos + " ns must end before the guardian acts, after " + guardNanos
                            + " ns, and that before the leader relies on it, after " + awaitedNanos + " ns");
        }
    }
}
