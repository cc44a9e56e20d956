package org.amf4j.api.amf;

import java.time.Duration;
import java.util.Map;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * The association of this process with the agent of its node.
 *
 * <p>Thread-safe; methods may be called from within callbacks. Methods that ask the agent block until it has answered,
 * at most {@link SessionOptions#requestTimeout()}; an answer of ERR_TRY_AGAIN is asked again within that time. They
 * throw {@link AisException} with the agent's status, with ERR_TIMEOUT when it did not answer, with ERR_TRY_AGAIN
 * after its loss, and with ERR_BAD_HANDLE after {@link #close()}.
 */
public interface AmfSession extends AutoCloseable {

    /** The component that this session speaks for; {@link Dn#ROOT} in a process that only reports errors. */
    Dn component();

    /** Where the session stands. */
    SessionState state();

    /**
     * Declares the component ready for callbacks, and starts the healthchecks that the listener declares.
     *
     * <p>The first callback may arrive before this method returns.
     *
     * @throws AisException ERR_EXIST when already registered; ERR_BAD_OPERATION when the component's category or state
     *     does not permit it; ERR_NOT_EXIST for a component, or for a declared healthcheck, that is not configured
     */
    void register(ComponentListener listener);

    /**
     * Waits until the framework has terminated the component, or the session is closed.
     *
     * @throws AisException ERR_TRY_AGAIN when the agent was lost instead
     * @throws InterruptedException when interrupted
     */
    void awaitTermination() throws InterruptedException;

    /**
     * Waits like {@link #awaitTermination()}, but not longer than the given time.
     *
     * @return whether the component was terminated or the session closed
     */
    boolean awaitTermination(Duration limit) throws InterruptedException;

    /**
     * The HA state that the framework has confirmed for a component service instance of this component.
     *
     * @throws AisException ERR_NOT_EXIST when it is not assigned
     */
    HaState haState(Dn csi);

    /**
     * What this process has accepted so far, without asking the agent.
     *
     * @return an unmodifiable copy, in the order of first assignment
     */
    Map<Dn, HaState> assignments();

    /**
     * Reports an error of any component of the cluster, detected now.
     *
     * @param text what was observed, for logs and notifications
     * @throws AisException ERR_NOT_EXIST for an unknown component; ERR_INVALID_PARAM when the recovery is not permitted
     *     for it; ERR_ACCESS when this process may not report it
     */
    void reportError(Dn component, RecommendedRecovery recovery, String text);

    /**
     * Starts a configured healthcheck.
     *
     * @throws AisException ERR_NOT_EXIST when no such key is configured; ERR_EXIST when it runs
     */
    void startHealthcheck(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery);

    /**
     * Tells the result of a round of a component-invoked healthcheck; due once in each configured period.
     *
     * @throws AisException ERR_NOT_EXIST when it was not started; ERR_BAD_OPERATION when the framework invokes it
     */
    void confirmHealthcheck(String key, Health health);

    /**
     * Stops a healthcheck.
     *
     * @throws AisException ERR_NOT_EXIST when it was not started
     */
    void stopHealthcheck(String key);

    /**
     * Ends the association; repeating it has no effect.
     *
     * <p>No callback starts afterwards. A callback that is running is waited for, at most
     * {@link SessionOptions#closeTimeout()}, then interrupted; from within a callback this method does not wait. For a
     * registered component that was not asked to terminate, this is a failure: the framework recovers it.
     */
    @Override
    void close();
}
