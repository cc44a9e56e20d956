package org.amf4j.api.amf;

import java.util.List;

/**
 * What the framework calls in a component; {@link ComponentAdapter} is the convenient way to implement it.
 *
 * <p>Calls never overlap. Each request must be answered once within its time limit, in the call or later; a call that
 * throws before its request is answered has answered it as failed. A call that takes long keeps the next one waiting,
 * healthchecks included: hand long work to a thread of your own and answer from there.
 */
public interface ComponentListener {

    /** One or all component service instances of the component get an HA state. */
    void assigned(Assignment assignment);

    /** One or all component service instances are taken away. */
    void removed(Removal removal);

    /**
     * The attributes of a component service instance have changed that the component has. Default: refused, so that the
     * component is recovered as configured and begins again with the new ones.
     */
    default void attributesChanged(AttributeChange change) {
        change.fail("this component takes new attributes only when it begins");
    }

    /** The component shall end; once it has answered, the process is expected to exit. */
    void terminate(Termination termination);

    /** A round of a healthcheck that the framework invokes. */
    void healthcheck(HealthcheckRequest healthcheck);

    /**
     * The agent was lost, under {@link AgentLossPolicy#CALLBACK}; the last call of the session.
     *
     * @param reason a sentence for the log
     */
    void agentLost(String reason);

    /**
     * To a container: instantiate a component in this process. The component opens a session of its own, with its name in
     * {@link SessionOptions}, and registers; both within the time limit. Default: refused, since this is no container.
     */
    default void instantiateContained(ContainedRequest request) {
        request.fail("this component is no container");
    }

    /**
     * To a container: end what there is of a component in this process, at once; nothing to end is success. A container
     * that fails to is cleaned up itself, with everything in it. Default: refused, since this is no container.
     */
    default void cleanUpContained(ContainedRequest request) {
        request.fail("this component is no container");
    }

    /** The healthchecks to start with the registration. */
    default List<HealthcheckDeclaration> healthchecks() {
        return List.of();
    }
}
