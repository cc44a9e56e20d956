package org.amf4j.testkit;

import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandLabel;
import org.amf4j.testkit.StepResult.SimulatedCommand;

/** Orders as the lines of a simulation's output. */
final class SimulatedCommands {

    private SimulatedCommands() {}

    /** A command as a line, its time counted from the beginning. */
    static SimulatedCommand of(VirtualCluster.Issued issued, long beginNanos) {
        long millis = (issued.atNanos() - beginNanos) / VirtualCluster.ACTION_NANOS;
        return switch (issued.command()) {
            case Command.Order order -> {
                Action action = order.action();
                yield new SimulatedCommand(
                        millis, CommandLabel.of(action), order.component().toString(), CommandLabel.detail(action));
            }
            case Command.Reboot reboot ->
                new SimulatedCommand(millis, "REBOOT", reboot.node().toString(), reboot.cause());
            case Command.Reply reply -> throw new IllegalArgumentException("no agent is sent " + reply);
        };
    }
}
