package org.amf4j.api.clm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.amf4j.api.AisException;
import org.amf4j.api.Providers;
import org.amf4j.api.amf.Availability;

/**
 * Who is in the cluster, as seen from this node. For components and for any other program on a node.
 *
 * <p>Thread-safe. On a node that has not joined yet one may open and track, in order to wait for it. When the own node leaves,
 * everything fails with ERR_UNAVAILABLE for ever, also after it has joined again; open anew then. ERR_TRY_AGAIN means that
 * the agent cannot be reached, or has not heard of the cluster yet; ERR_BAD_HANDLE that this was closed.
 */
public interface ClusterMembership extends AutoCloseable {

    /** How long a request may take unless said otherwise. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Opens with the agent that started this component, or that {@link Availability#AGENT_SOCKET_VARIABLE} names.
     *
     * @throws AisException ERR_NOT_EXIST when the variable is missing; else as {@link #open(Path)}
     */
    static ClusterMembership open() {
        return open(Availability.agentSocket());
    }

    /**
     * Opens with the agent that serves this socket.
     *
     * @throws AisException ERR_LIBRARY when no implementation is on the class path; ERR_TRY_AGAIN or ERR_TIMEOUT when the
     *     agent does not answer; ERR_ACCESS_DENIED when it serves other users
     */
    static ClusterMembership open(Path agentSocket) {
        return Providers.find(MembershipProvider.class).open(agentSocket);
    }

    /**
     * Tracks the membership; {@link TrackFlag#CURRENT} alone gives one call of the listener and no standing subscription. A
     * standing one takes the place of the one before.
     *
     * <p>The first call of the listener may come before this method returns.
     *
     * @throws AisException ERR_BAD_FLAGS when the flags do not go together; ERR_INIT without a listener
     */
    Subscription track(Set<TrackFlag> flags, MembershipListener listener);

    /** The present view: the members, or on a configured node that is none that node alone. */
    ClusterView current();

    /**
     * A member by its number.
     *
     * @param nodeId {@link ClusterNode#LOCAL_NODE_ID} for the own node
     * @param limit how long it may take
     * @throws AisException ERR_INVALID_PARAM for the number 0 or a negative time; ERR_TIMEOUT when the time is over, so always
     *     for none; ERR_NOT_EXIST when no member has the number
     */
    ClusterNode node(long nodeId, Duration limit);

    /** A member by its number, within {@link #REQUEST_TIMEOUT}. */
    default ClusterNode node(long nodeId) {
        return node(nodeId, REQUEST_TIMEOUT);
    }

    /** Ends it and its subscription; repeating it has no effect. */
    @Override
    void close();
}
