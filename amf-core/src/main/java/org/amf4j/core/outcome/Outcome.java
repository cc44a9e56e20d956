package org.amf4j.core.outcome;

import java.util.List;
import org.amf4j.core.command.Command;
import org.amf4j.core.reason.Reason;

/**
 * What follows from a log entry.
 *
 * @param commands to be carried out, in this order, by the leader only, after the entry is committed
 * @param changes states that have changed, in order
 * @param notifications what the world is told of the changes, in their order
 * @param sent what applications tell the world, in order; numbered in one row with the notifications
 * @param reasons why
 */
public record Outcome(
        List<Command> commands,
        List<Change> changes,
        List<Notification> notifications,
        List<SentNotification> sent,
        List<Reason> reasons) {
    public Outcome {
        sent = List.copyOf(sent);
        commands = List.copyOf(commands);
        changes = List.copyOf(changes);
        notifications = List.copyOf(notifications);
        reasons = List.copyOf(reasons);
    }

    /** An outcome that nobody is notified of. */
    public Outcome(List<Command> commands, List<Change> changes, List<Reason> reasons) {
        this(commands, changes, List.of(), List.of(), reasons);
    }
}
