package org.amf4j.api.amf;

import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;

/**
 * A component that this process speaks for, as its proxy.
 *
 * <p>It ends with the proxy's role: when the proxy is not active for the proxy CSI any more, requests answer ERR_NOT_EXIST, and
 * whoever becomes active registers the component anew.
 */
public interface ProxiedComponent {

    /** The proxied component. */
    Dn component();

    /** The HA state that the framework has confirmed for one of its component service instances. */
    HaState haState(Dn csi);

    /** What it has accepted through this process, without asking the agent. */
    Map<Dn, HaState> assignments();

    /** Says how ready it is for one of its component service instances, as {@link AmfSession#setHaReadiness} does. */
    void setHaReadiness(Dn csi, HaReadiness readiness);

    /** Says how ready it is for all of them. */
    void setHaReadiness(HaReadiness readiness);

    /** Reports that it has failed. */
    void reportError(RecommendedRecovery recovery, String text);

    /** Has the end of a process of this node count as an error of it, as {@link AmfSession#startProcessMonitoring} does. */
    void startProcessMonitoring(long pid, int descendantsDepth, Set<ProcessEnd> ends, RecommendedRecovery recovery);

    /** Has the end of processes be no error of it any more. */
    void stopProcessMonitoring(ProcessScope scope, long pid, Set<ProcessEnd> ends);

    /** Starts a healthcheck that is configured for it. */
    void startHealthcheck(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery);

    /** Tells the result of a round of a component-invoked healthcheck of it. */
    void confirmHealthcheck(String key, Health health);

    /** Stops a healthcheck of it. */
    void stopHealthcheck(String key);
}
