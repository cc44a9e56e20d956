package org.amf4j.api.ntf;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that has happened, as the cluster tells it. A value; immutable.
 *
 * @param id its number, unique in the cluster and rising by one from notification to notification
 * @param time when the cluster took it down
 * @param content what it says
 */
public record Notification(long id, Instant time, NotificationContent content) {
    public Notification {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(content, "content");
    }
}
