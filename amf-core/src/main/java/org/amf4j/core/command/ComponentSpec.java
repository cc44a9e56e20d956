package org.amf4j.core.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.LifeCycle.Healthcheck;

/**
 * What an agent must know to run a component and to clean it up by itself. Paths are absolute, environment complete.
 *
 * <p>A contained component has no commands: its container instantiates and cleans it up when called back.
 *
 * @param saAware whether it registers and answers callbacks
 * @param instantiate INSTANTIATE
 * @param terminate TERMINATE, absent for SA-aware components
 * @param cleanup CLEANUP
 * @param environment variables of every command, {@code SA_AMF_COMPONENT_NAME} included
 * @param terminateTimeoutNanos limit of TERMINATE or of the terminate callback with the process's end, in nanoseconds
 * @param healthchecks configured healthchecks
 * @param recoveryOnError the recovery that NO_RECOMMENDATION stands for
 * @param contained where it lives, for a contained component
 * @param proxied who speaks for it, for a proxied component; empty in the order to run its own CLEANUP
 * @param outlivesLease whether it may go on when the node's lease has run out
 */
public record ComponentSpec(
        boolean saAware,
        Optional<CommandLine> instantiate,
        Optional<CommandLine> terminate,
        Optional<CommandLine> cleanup,
        Map<String, String> environment,
        long terminateTimeoutNanos,
        List<Healthcheck> healthchecks,
        RecommendedRecovery recoveryOnError,
        Optional<Contained> contained,
        Optional<Proxied> proxied,
        boolean outlivesLease) {

    public ComponentSpec {
        healthchecks = List.copyOf(healthchecks);
    }

    /** The specification of a component that nobody speaks for, and that ends when the lease has run out. */
    public ComponentSpec(
            boolean saAware,
            Optional<CommandLine> instantiate,
            Optional<CommandLine> terminate,
            Optional<CommandLine> cleanup,
            Map<String, String> environment,
            long terminateTimeoutNanos,
            List<Healthcheck> healthchecks,
            RecommendedRecovery recoveryOnError,
            Optional<Contained> contained) {
        this(
                saAware,
                instantiate,
                terminate,
                cleanup,
                environment,
                terminateTimeoutNanos,
                healthchecks,
                recoveryOnError,
                contained,
                Optional.empty(),
                false);
    }

    /** The same to run its own CLEANUP, whoever speaks for it. */
    public ComponentSpec withoutProxy() {
        return new ComponentSpec(
                saAware,
                instantiate,
                terminate,
                cleanup,
                environment,
                terminateTimeoutNanos,
                healthchecks,
                recoveryOnError,
                contained);
    }

    /**
     * The container of a contained component, and its time to answer.
     *
     * @param container the container component, on the same node
     * @param instantiateTimeoutNanos limit of the instantiate callback with the registration, in nanoseconds
     * @param cleanupTimeoutNanos limit of the cleanup callback, in nanoseconds
     */
    public record Contained(Dn container, long instantiateTimeoutNanos, long cleanupTimeoutNanos) {}

    /**
     * The proxy of a proxied component, and its time to answer.
     *
     * @param proxy the proxy component, on the node of the agent that gets the order
     * @param here whether the component itself is on that node, too, so that its CLEANUP can be run there
     * @param proxyCsi the CSI for which it is active as long as it is the proxy
     * @param instantiateTimeoutNanos limit of the instantiate callback, in nanoseconds
     * @param cleanupTimeoutNanos limit of the cleanup callback, in nanoseconds
     * @param activation for a component that is not pre-instantiable: the assignment by which it is instantiated
     */
    public record Proxied(
            Dn proxy,
            boolean here,
            Dn proxyCsi,
            long instantiateTimeoutNanos,
            long cleanupTimeoutNanos,
            Optional<Action.SetCsi> activation) {}
}
