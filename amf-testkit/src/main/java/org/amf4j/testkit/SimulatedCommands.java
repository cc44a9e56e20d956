package org.amf4j.testkit;

import org.amf4j.core.command.Action;
import org.amf4j.core.command.CommandLabel;
import org.amf4j.testkit.StepResult.SimulatedCommand;

/** Orders as the lines of a simulation's output. */
final class SimulatedCommands {

    private SimulatedCommands() {}

    /** An order as a line, its time counted from the beginning. */
    static SimulatedCommand of(VirtualCluster.Issued issued, long beginNanos) {
        Action action = issued.order().action();
        return new SimulatedCommand(
                (issued.atNanos() - beginNanos) / VirtualCluster.ACTION_NANOS,
                CommandLabel.of(action),
                issued.order().component().toString(),
                CommandLabel.detail(action));
    }
}
