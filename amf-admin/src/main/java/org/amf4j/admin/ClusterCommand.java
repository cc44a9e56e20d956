package org.amf4j.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Clusters of processes on this machine. */
@Command(
        name = "cluster",
        description = "Starts, stops and lists clusters of processes on this machine, and has nodes come and go.",
        synopsisSubcommandLabel = "(start | stop | restart | list | reload | add-node | remove-node)")
final class ClusterCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new ClusterStartCommand())
                .addSubcommand(new ClusterStopCommand())
                .addSubcommand(new ClusterRestartCommand())
                .addSubcommand(new ClusterListCommand())
                .addSubcommand(new ClusterReloadCommand())
                .addSubcommand(new AddNodeCommand())
                .addSubcommand(new RemoveNodeCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "one of start, stop, restart, list, reload, add-node, remove-node is missing");
    }

    AmfCommand amf() {
        return amf;
    }
}
