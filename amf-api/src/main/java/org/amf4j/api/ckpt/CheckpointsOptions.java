package org.amf4j.api.ckpt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.Availability;

/**
 * How to reach the checkpoint service of the node.
 *
 * @param socket its Unix domain socket
 * @param requestTimeout how long a call waits for its answer
 * @param reconnectTimeout how long the service may be away until everything that is open is given up; zero: not at all
 * @param replySpin how long a call looks for its reply before its thread sleeps, at most {@link #REPLY_SPIN_MAX}; zero: not at all.
 *     To wake a thread takes longer than much else of a write. Only a caller whose reply is the only one to come looks, and where
 *     replies take longer, hardly one in sixty does
 */
public record CheckpointsOptions(Path socket, Duration requestTimeout, Duration reconnectTimeout, Duration replySpin) {

    /** The name of the service's socket, in the folder of the agent's socket. */
    public static final String SOCKET_NAME = "ckpt.sock";

    /** How long a call waits unless said otherwise. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** How long the service may be away unless said otherwise: a restart of the node's process takes about a second. */
    public static final Duration RECONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long a call looks for its reply unless said otherwise: about as long as a write of a kilobyte to two replicas takes. */
    public static final Duration REPLY_SPIN = Duration.ofNanos(100_000);

    /** The longest that a call may look for its reply: what takes longer is worth the sleep. */
    public static final Duration REPLY_SPIN_MAX = Duration.ofMillis(1);

    public CheckpointsOptions {
        Objects.requireNonNull(socket, "socket");
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
        }
        if (reconnectTimeout.isNegative()) {
            throw new IllegalArgumentException("reconnectTimeout must not be negative: " + reconnectTimeout);
        }
        if (replySpin.isNegative() || replySpin.compareTo(REPLY_SPIN_MAX) > 0) {
            throw new IllegalArgumentException("replySpin must be from 0 to " + REPLY_SPIN_MAX + ", not " + replySpin);
        }
    }

    /** The defaults, for this socket. */
    public static CheckpointsOptions of(Path socket) {
        return new CheckpointsOptions(socket, REQUEST_TIMEOUT, RECONNECT_TIMEOUT, REPLY_SPIN);
    }

    /**
     * The defaults, for the node whose agent has started this process.
     *
     * @throws AisException ERR_NOT_EXIST when it was not started by an agent
     */
    public static CheckpointsOptions fromEnvironment(Map<String, String> environment) {
        String agent = environment.getOrDefault(Availability.AGENT_SOCKET_VARIABLE, "");
        if (agent.isEmpty()) {
            throw new AisException(
                    AisStatus.ERR_NOT_EXIST,
                    "missing in the environment: " + Availability.AGENT_SOCKET_VARIABLE
                            + ". AMF sets it when it starts a component; for a process started by hand, set it to"
                            + " agent.sock in the folder of a running node");
        }
        return of(Path.of(agent).resolveSibling(SOCKET_NAME));
    }

    /** The same with another time limit for calls. */
    public CheckpointsOptions withRequestTimeout(Duration timeout) {
        return new CheckpointsOptions(socket, timeout, reconnectTimeout, replySpin);
    }

    /** The same, but the service may be away for so long. */
    public CheckpointsOptions withReconnectTimeout(Duration timeout) {
        return new CheckpointsOptions(socket, requestTimeout, timeout, replySpin);
    }

    /** The same, but a call looks so long for its reply before its thread sleeps. */
    public CheckpointsOptions withReplySpin(Duration spin) {
        return new CheckpointsOptions(socket, requestTimeout, reconnectTimeout, spin);
    }
}
