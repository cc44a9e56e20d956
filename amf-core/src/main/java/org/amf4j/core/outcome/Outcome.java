package org.amf4j.core.outcome;

import java.util.List;
import org.amf4j.core.command.Command;
import org.amf4j.core.reason.Reason;

/**
 * What follows from a log entry.
 *
 * @param commands to be carried out, in this order, by the leader only, after the entry is committed
 * @param changes states that have changed, in order
 * @param reasons why
 */
public record Outcome(List<Command> commands, List<Change> changes, List<Reason> reasons) {
    public Outcome {
        commands = List.copyOf(commands);
        changes = List.copyOf(changes);
        reasons = List.copyOf(reasons);
    }
}
