package org.amf4j.api.amf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;

/**
 * How a session behaves; start from {@link #fromEnvironment} or {@link #of} and change what differs. Immutable.
 *
 * @param component the component, {@link Dn#ROOT} in a process that only reports errors
 * @param agentSocket path of the node agent's Unix domain socket
 * @param executor runs the callbacks, one after the other whatever it is; empty: daemon threads of the session
 * @param agentLossPolicy what to do when the agent of a registered component is lost
 * @param requestTimeout how long a request, and opening the session, may take
 * @param closeTimeout how long {@link AmfSession#close()} waits for a running callback
 * @param problems told, in a sentence, what goes wrong outside a call: a callback that threw, an answer that is
 *     overdue. Called from threads of the session, must not block. Default: a warning of the system logger
 *     {@code org.amf4j.client}
 */
public record SessionOptions(
        Dn component,
        Path agentSocket,
        Optional<Executor> executor,
        AgentLossPolicy agentLossPolicy,
        Duration requestTimeout,
        Duration closeTimeout,
        Consumer<String> problems) {

    /** Default of {@link #requestTimeout()}. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Default of {@link #closeTimeout()}. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    public SessionOptions {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(agentSocket, "agentSocket");
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(agentLossPolicy, "agentLossPolicy");
        Objects.requireNonNull(problems, "problems");
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
        }
        if (closeTimeout.isNegative()) {
            throw new IllegalArgumentException("closeTimeout must not be negative: " + closeTimeout);
        }
    }

    /** The defaults, for this component and agent. */
    public static SessionOptions of(Dn component, Path agentSocket) {
        return new SessionOptions(
                component,
                agentSocket,
                Optional.empty(),
                AgentLossPolicy.HALT,
                REQUEST_TIMEOUT,
                CLOSE_TIMEOUT,
                ProblemLog::warn);
    }

    /**
     * The defaults, for the component and agent that the framework named in the environment.
     *
     * @throws AisException ERR_NOT_EXIST when a variable is missing; the message says which, and what to do;
     *     ERR_INVALID_PARAM when the name is not a DN
     */
    public static SessionOptions fromEnvironment(Map<String, String> environment) {
        String name = environment.getOrDefault(Availability.COMPONENT_NAME_VARIABLE, "");
        String socket = environment.getOrDefault(Availability.AGENT_SOCKET_VARIABLE, "");
        if (name.isEmpty() || socket.isEmpty()) {
            throw new AisException(AisStatus.ERR_NOT_EXIST, notStartedByAmf(name, socket));
        }
        try {
            return of(Dn.of(name), Path.of(socket));
        } catch (IllegalArgumentException e) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "the environment variables " + Availability.COMPONENT_NAME_VARIABLE + " and "
                            + Availability.AGENT_SOCKET_VARIABLE + " must hold a DN and a path: " + e.getMessage(),
                    e);
        }
    }

    private static String notStartedByAmf(String name, String socket) {
        List<String> missing = new ArrayList<>();
        if (name.isEmpty()) {
            missing.add(Availability.COMPONENT_NAME_VARIABLE + " (DN of the component)");
        }
        if (socket.isEmpty()) {
            missing.add(Availability.AGENT_SOCKET_VARIABLE + " (path of the node agent's socket)");
        }
        return "missing in the environment: " + String.join(", ", missing)
                + ". AMF sets both when it starts a component, so this process was probably started by hand. Let an IMM"
                + " XML file name its start script (saAmfCtRelPathInstantiateCmd) and run './amf cluster start FILE';"
                + " or set both variables to a configured component and the socket of a running node agent";
    }

    /** The same, but callbacks run in this executor, still one after the other. The session does not shut it down. */
    public SessionOptions withExecutor(Executor callbacks) {
        return new SessionOptions(
                component,
                agentSocket,
                Optional.of(callbacks),
                agentLossPolicy,
                requestTimeout,
                closeTimeout,
                problems);
    }

    /** The same with another policy for the loss of the agent. */
    public SessionOptions withAgentLossPolicy(AgentLossPolicy policy) {
        return new SessionOptions(component, agentSocket, executor, policy, requestTimeout, closeTimeout, problems);
    }

    /** The same with another time limit for requests. */
    public SessionOptions withRequestTimeout(Duration timeout) {
        return new SessionOptions(component, agentSocket, executor, agentLossPolicy, timeout, closeTimeout, problems);
    }

    /** The same with another time limit for closing. */
    public SessionOptions withCloseTimeout(Duration timeout) {
        return new SessionOptions(component, agentSocket, executor, agentLossPolicy, requestTimeout, timeout, problems);
    }

    /** The same, but problems are told to this consumer. */
    public SessionOptions withProblems(Consumer<String> consumer) {
        return new SessionOptions(
                component, agentSocket, executor, agentLossPolicy, requestTimeout, closeTimeout, consumer);
    }
}
