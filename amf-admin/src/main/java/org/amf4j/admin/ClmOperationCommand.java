package org.amf4j.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One operation on a node as a member of the cluster. */
@Command
final class ClmOperationCommand implements Callable<Integer> {

    /** What marks a short name as that of a node of the cluster. */
    private static final String PREFIX = "clm:";

    private final OperationName name;
    private final Precaution precaution = new Precaution();

    @ParentCommand
    private ClmCommand clm;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private StateWait wait;

    @Parameters(paramLabel = "NODE", description = "the node: n1, or safNode=n1,safCluster=...")
    private String target;

    private ClmOperationCommand(OperationName name) {
        this.name = name;
    }

    static CommandLine commandLine(String command, OperationName name, String description) {
        ClmOperationCommand operation = new ClmOperationCommand(name);
        CommandLine line = new CommandLine(operation);
        if (name == OperationName.RESTART) {
            line.getCommandSpec().addMixin("precaution", CommandSpec.forAnnotatedObject(operation.precaution));
        }
        line.getCommandSpec().name(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() {
        String full = target.contains("=") || target.startsWith(PREFIX) ? target : PREFIX + target;
        if (name == OperationName.RESTART) {
            precaution.take(clm.amf(), "reboot " + target + " at once?");
        }
        return new Operating(clm.amf(), output)
                .perform(cluster.client(clm.amf(), timeout.limit()), name, full, wait, timeout.limit());
    }
}
