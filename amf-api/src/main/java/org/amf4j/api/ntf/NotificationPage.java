package org.amf4j.api.ntf;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of what has happened.
 *
 * @param notifications those that the filter has let pass, oldest first
 * @param position the last one that was looked at: read on after it
 * @param discarded what should come before and is not kept any more
 */
public record NotificationPage(List<Notification> notifications, long position, Optional<Discarded> discarded) {
    public NotificationPage {
        notifications = List.copyOf(notifications);
        Objects.requireNonNull(discarded, "discarded");
    }
}
