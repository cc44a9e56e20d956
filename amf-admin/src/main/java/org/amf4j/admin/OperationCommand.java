package org.amf4j.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One administrative operation on one entity. Silent success is a sentence; failure names the AIS result. */
@Command
final class OperationCommand implements Callable<Integer> {
    private final OperationName name;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private StateWait wait;

    @Parameters(paramLabel = "DN", description = "the entity; its name may be shortened while it stays unique")
    private String target;

    private OperationCommand(OperationName name) {
        this.name = name;
    }

    static CommandLine commandLine(OperationName name) {
        CommandLine command = new CommandLine(new OperationCommand(name));
        command.getCommandSpec().name(name.command()).aliases(name.aliases());
        command.getCommandSpec().usageMessage().description(name.description());
        return command;
    }

    @Override
    public Integer call() {
        return new Operating(amf, output)
                .perform(cluster.client(amf, timeout.limit()), name, target, wait, timeout.limit());
    }
}
