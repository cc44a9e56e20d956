package org.amf4j.api.ntf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.amf4j.api.AisException;
import org.amf4j.api.Providers;
import org.amf4j.api.amf.Availability;

/**
 * What happens in the cluster, as seen from any node. For components and for any other program on a node.
 *
 * <p>The cluster numbers notifications, and keeps the latest on every controller; a subscription reads along in the order of the
 * numbers, across changes of the leader. A subscriber that is slow holds nothing up and costs no memory: it reads later, and when
 * it is so late that the cluster has forgotten what it has not read, it is told so.
 *
 * <p>Thread-safe. ERR_TRY_AGAIN means that the agent is gone or nobody leads, ERR_BAD_HANDLE that this was closed.
 */
public interface Notifications extends AutoCloseable {

    /** How long a request may take. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /** Most subscriptions of one session. */
    int SUBSCRIPTIONS_MAX = 50;

    /** Most notifications in one call. */
    int BATCH_MAX = 1_000;

    /** Most bytes of one notification, as it is sent. */
    int CONTENT_BYTES_MAX = 64 * 1024;

    /**
     * Opens with the agent that started this component, or that {@link Availability#AGENT_SOCKET_VARIABLE} names.
     *
     * @throws AisException ERR_NOT_EXIST when the variable is missing; else as {@link #open(Path)}
     */
    static Notifications open() {
        return open(Availability.agentSocket());
    }

    /**
     * Opens with the agent that serves this socket.
     *
     * @throws AisException ERR_LIBRARY when no implementation is on the class path; ERR_TRY_AGAIN or ERR_TIMEOUT when the
     *     agent does not answer; ERR_ACCESS_DENIED when it serves other users
     */
    static Notifications open(Path agentSocket) {
        return Providers.find(NotificationProvider.class).open(agentSocket);
    }

    /**
     * Hears of notifications from a position on. When this returns, everything after the position will be told, what has
     * happened meanwhile included.
     *
     * @throws AisException ERR_INVALID_PARAM when the position lies in the future; ERR_NO_RESOURCES beyond
     *     {@link #SUBSCRIPTIONS_MAX}
     */
    NotificationSubscription subscribe(NotificationFilter filter, Position from, NotificationListener listener);

    /** Hears of notifications from now on. */
    default NotificationSubscription subscribe(NotificationFilter filter, NotificationListener listener) {
        return subscribe(filter, Position.now(), listener);
    }

    /**
     * Reads what has happened.
     *
     * @param max how many notifications at most, 1 to {@link #BATCH_MAX}; there may be fewer, and more after them
     * @throws AisException ERR_INVALID_PARAM when the position lies in the future or the number is out of range
     */
    NotificationPage read(NotificationFilter filter, Position from, int max);

    /**
     * Tells the cluster something, and returns when a majority of the controllers has it.
     *
     * @return the number of the notification
     * @throws AisException ERR_INVALID_PARAM when it is larger than {@link #CONTENT_BYTES_MAX}; ERR_TRY_AGAIN when it was not
     *     taken; ERR_TIMEOUT when it is not known whether it was
     */
    default long send(NotificationContent content) {
        return send(List.of(content));
    }

    /**
     * Tells the cluster several things at once, in this order and without others between them.
     *
     * @param contents 1 to {@link #BATCH_MAX}, and 512 KiB all together
     * @return the number of the first; those of the others follow it
     */
    long send(List<NotificationContent> contents);

    /** Ends it and its subscriptions; repeating it has no effect. */
    @Override
    void close();
}
