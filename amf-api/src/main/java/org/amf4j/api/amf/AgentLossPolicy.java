package org.amf4j.api.amf;

/**
 * What happens to a registered component whose node agent is gone.
 *
 * <p>An agent that an operator restarts with its components kept is not gone: it says so before it ends, with a time within which
 * it is back, and the session goes on by itself. Nothing is called and {@link AmfSession#state()} stays what it is; requests and
 * answers wait, each as long as a request may take. The policy applies when the agent is not back in that time or does not know
 * the session any more, and at once when it ends without a word.
 */
public enum AgentLossPolicy {
    /**
     * The process ends at once, without shutdown hooks, with exit code {@link #EXIT_CODE}. Without its agent nobody can
     * tell the component to stop, and another one may be made active; so it must not stay.
     */
    HALT,

    /**
     * {@link ComponentListener#agentLost(String)} is called and decides. Only for components that cannot do harm by
     * staying active unsupervised, or that stop their service there.
     */
    CALLBACK;

    /** Exit code of a process that ended because its agent was lost (a temporary failure, in the words of sysexits). */
    public static final int EXIT_CODE = 75;
}
