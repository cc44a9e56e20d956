package org.amf4j.core.runtime;

/**
 * A service instance that needs another one ({@code SaAmfSIDependency}), across groups and applications.
 *
 * @param dependent who needs
 * @param sponsor who is needed
 * @param toleranceNanos how long the dependent may stay active while the sponsor is unassigned, in nanoseconds
 */
public record Dependency(InstanceState dependent, InstanceState sponsor, long toleranceNanos) {

    /** Longer than this, some 146 years, means for ever. */
    private static final long ENDLESS_NANOS = Long.MAX_VALUE / 2;

    /** Whether the dependent cannot be without its sponsor at all. */
    public boolean isStrict() {
        return toleranceNanos == 0;
    }

    /** Whether the dependent may stay without its sponsor for ever. */
    public boolean isEndless() {
        return toleranceNanos >= ENDLESS_NANOS;
    }

    /** The timer that runs while the dependent goes on without its sponsor. */
    public Timer timer() {
        return new Timer.Tolerance(dependent.instance(), sponsor.instance());
    }
}
