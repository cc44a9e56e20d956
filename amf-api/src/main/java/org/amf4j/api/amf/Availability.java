package org.amf4j.api.amf;

import java.nio.file.Path;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Providers;

/** The way into the framework: opens the session of this process with the agent of its node. Thread-safe. */
public final class Availability {

    /** Environment variable that holds the DN of the component; the framework sets it for every command it runs. */
    public static final String COMPONENT_NAME_VARIABLE = "SA_AMF_COMPONENT_NAME";

    /** Environment variable that holds the path of the node agent's Unix domain socket. */
    public static final String AGENT_SOCKET_VARIABLE = "AMF_AGENT_SOCKET";

    private Availability() {}

    /**
     * The socket of the agent that started this process, or that {@link #AGENT_SOCKET_VARIABLE} names.
     *
     * @throws AisException ERR_NOT_EXIST when the variable is missing
     */
    public static Path agentSocket() {
        String socket = System.getenv().getOrDefault(AGENT_SOCKET_VARIABLE, "");
        if (socket.isEmpty()) {
            throw new AisException(
                    AisStatus.ERR_NOT_EXIST,
                    AGENT_SOCKET_VARIABLE + " is missing in the environment; it holds the path of the node"
                            + " agent's socket, in a local cluster DIR/NODE/agent.sock");
        }
        return Path.of(socket);
    }

    /**
     * Opens the session of the component that this process was started for.
     *
     * @throws AisException ERR_NOT_EXIST when the process was not started by the framework; ERR_LIBRARY when no
     *     implementation is on the class path; ERR_TRY_AGAIN or ERR_TIMEOUT when the agent does not answer; else the
     *     agent's reason to refuse
     */
    public static AmfSession open() {
        return open(SessionOptions.fromEnvironment(System.getenv()));
    }

    /**
     * Opens a session with options of one's own.
     *
     * @throws AisException as {@link #open()}
     */
    public static AmfSession open(SessionOptions options) {
        return Providers.find(SessionProvider.class).open(options);
    }
}
