package org.amf4j.api.amf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * The association of this process with the agent of its node.
 *
 * <p>Thread-safe; methods may be called from within callbacks. Methods that ask the agent block until it has answered,
 * at most {@link SessionOptions#requestTimeout()}; an answer of ERR_TRY_AGAIN is asked again within that time. They
 * throw {@link AisException} with the agent's status, with ERR_TIMEOUT when it did not answer, with ERR_TRY_AGAIN
 * after its loss, and with ERR_BAD_HANDLE after {@link #close()}.
 *
 * <p>While the agent is restarted with its components kept (see {@link AgentLossPolicy}), methods that ask it wait until it is back;
 * they throw with ERR_TRY_AGAIN, and nothing was done, when their time is over before.
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
     * Declares this component ready to speak for a proxied one, as its proxy.
     *
     * <p>To be called when the component becomes active for the proxy CSI of the other one: in that callback or later. The
     * first callback may arrive before this method returns; when the component runs already, none does. A proxy that finds
     * that a component which it has taken over does not run any more reports an error of it.
     *
     * @throws AisException ERR_NOT_EXIST for an unknown component; ERR_INVALID_PARAM when it is not proxied; ERR_EXIST when
     *     it has a proxy; ERR_BAD_OPERATION when this component is not active for its proxy CSI
     */
    ProxiedComponent registerProxied(Dn proxied, ProxiedListener listener);

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
     * Says how ready this component is for a component service instance, whether it has it or not. Lasts as long as this
     * instance of the component: the next one begins as READY_FOR_ASSIGNMENT.
     *
     * <p>Assignments follow from it: an instance that the component may not be active for any more is switched over, if
     * somebody else can take it, and is not served otherwise. The callbacks for that may begin before this method returns.
     *
     * @throws AisException ERR_NOT_EXIST when there is no such instance, or none that this component could be assigned;
     *     ERR_BAD_OPERATION when the component is not registered
     */
    void setHaReadiness(Dn csi, HaReadiness readiness);

    /**
     * Says the same for all component service instances at once; what was said of single ones before is forgotten.
     *
     * @throws AisException ERR_BAD_OPERATION when the component is not registered
     */
    void setHaReadiness(HaReadiness readiness);

    /**
     * Reports an error of any component of the cluster, detected now.
     *
     * @param text what was observed, for logs and notifications
     * @throws AisException ERR_NOT_EXIST for an unknown component; ERR_INVALID_PARAM when the recovery is not permitted
     *     for it; ERR_ACCESS when this process may not report it
     */
    void reportError(Dn component, RecommendedRecovery recovery, String text);

    /**
     * Reports an error of any component of the cluster that was detected before: the time lost counts in the records of the
     * recovery.
     *
     * @param detectedAt when; a time that is still to come counts as now
     * @throws AisException as {@link #reportError(Dn, RecommendedRecovery, String)}
     */
    void reportError(Dn component, RecommendedRecovery recovery, String text, Instant detectedAt);

    /**
     * Tells that a component of the cluster has no error any more for which it had been disabled, so that it needs no repair.
     *
     * @throws AisException ERR_NOT_EXIST for an unknown component; ERR_NO_OP when it is enabled; ERR_TRY_AGAIN while it is
     *     still being recovered
     */
    void clearError(Dn component);

    /**
     * Has the end of a process count as an error of this component, and that of its descendants.
     *
     * <p>Starting it again for the same process adds kinds of end, or changes the recovery that goes with them. It lasts
     * until it is stopped, the component ends or this session is closed.
     *
     * @param pid the process, of this node
     * @param descendantsDepth how many generations of descendants count, too: 0 for none, -1 for all, those to come included
     * @param ends which kinds of end are errors, at least one
     * @throws AisException ERR_NOT_EXIST when there is no such process, or processes cannot be watched on this node
     */
    void startProcessMonitoring(long pid, int descendantsDepth, Set<ProcessEnd> ends, RecommendedRecovery recovery);

    /**
     * Has the end of processes be no error any more.
     *
     * @param pid the process; of no meaning when all processes are meant
     * @param ends the kinds of end that are no errors any more
     * @throws AisException ERR_NOT_EXIST when nothing like that is monitored for this session
     */
    void stopProcessMonitoring(ProcessScope scope, long pid, Set<ProcessEnd> ends);

    /**
     * The components that have a component service instance at the moment, with their HA states.
     *
     * @throws AisException ERR_NOT_EXIST when there is no such instance
     */
    List<GroupMember> protectionGroup(Dn csi);

    /**
     * Follows who has a component service instance.
     *
     * <p>The listener is called one call after the other, with the callbacks of the component. A new tracking of the same
     * instance in this session takes the place of the former.
     *
     * @param flags CURRENT, CHANGES or CHANGES_ONLY, or CURRENT with one of the others
     * @throws AisException ERR_NOT_EXIST when there is no such instance; ERR_BAD_FLAGS for flags that exclude each other
     */
    Tracking trackProtectionGroup(Dn csi, Set<TrackFlag> flags, Consumer<GroupChange> listener);

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
