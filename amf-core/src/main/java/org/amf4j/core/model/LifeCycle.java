package org.amf4j.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * The life-cycle commands of a component and the limits that go with them, defaults applied. Times are nanoseconds.
 *
 * @param instantiate INSTANTIATE, absent for proxied and contained components
 * @param terminate TERMINATE, only for components that are neither SA-aware nor proxied
 * @param cleanup CLEANUP, present for every local component that is not contained
 * @param amStart AM_START, when an external active monitor is configured
 * @param amStop AM_STOP, together with AM_START
 * @param instantiateTimeoutNanos limit of one instantiation attempt, registration or callback included
 * @param terminateTimeoutNanos limit of TERMINATE and of the terminate callback
 * @param cleanupTimeoutNanos limit of CLEANUP and of the cleanup callback
 * @param csiSetTimeoutNanos limit of the CSI-set callback
 * @param csiRemoveTimeoutNanos limit of the CSI-remove callback
 * @param quiescingCompleteTimeoutNanos limit from the answer to QUIESCING until quiescing is complete
 * @param instantiationLevel lower levels are instantiated first
 * @param attemptsWithoutDelay instantiation attempts before any delay
 * @param attemptsWithDelay further attempts, each after the delay
 * @param attemptDelayNanos the delay
 * @param amStartAttempts attempts of AM_START before the component counts as failed
 * @param amStopAttempts attempts of AM_STOP before the component counts as failed
 * @param environment variables of every command, component values over type values
 * @param bundle software bundle that relative paths belong to, or the root name
 * @param healthchecks periods by healthcheck key
 */
public record LifeCycle(
        Optional<CommandLine> instantiate,
        Optional<CommandLine> terminate,
        Optional<CommandLine> cleanup,
        Optional<CommandLine> amStart,
        Optional<CommandLine> amStop,
        long instantiateTimeoutNanos,
        long terminateTimeoutNanos,
        long cleanupTimeoutNanos,
        long csiSetTimeoutNanos,
        long csiRemoveTimeoutNanos,
        long quiescingCompleteTimeoutNanos,
        int instantiationLevel,
        int attemptsWithoutDelay,
        int attemptsWithDelay,
        long attemptDelayNanos,
        int amStartAttempts,
        int amStopAttempts,
        Map<String, String> environment,
        Dn bundle,
        List<Healthcheck> healthchecks) {

    /**
     * A configured healthcheck.
     *
     * @param key its key, up to 32 bytes
     * @param periodNanos time between the starts of two rounds
     * @param maxDurationNanos time limit of an answer
     */
    public record Healthcheck(String key, long periodNanos, long maxDurationNanos) {}
}
