package org.amf4j.admin;

import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ConfigurationRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf cordon} and {@code amf uncordon}: whether nodes are given anything new. */
@Command
final class CordonCommand implements Callable<Integer> {
    private static final String ATTRIBUTE = "amfNodeCordoned";

    private final boolean cordoned;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "nodes, by their names or DNs")
    private List<String> nodes;

    private CordonCommand(boolean cordoned) {
        this.cordoned = cordoned;
    }

    /** The command that cordons nodes, or its opposite. */
    static CommandLine commandLine(boolean cordoned) {
        CommandLine command = new CommandLine(new CordonCommand(cordoned));
        command.getCommandSpec().name(cordoned ? "cordon" : "uncordon");
        command.getCommandSpec()
                .usageMessage()
                .description(
                        cordoned
                                ? new String[] {
                                    "Has nodes keep the work that they have, and be given nothing else.",
                                    "It is a change of the configuration and lasts until 'uncordon'. 'lock' takes the"
                                            + " work away."
                                }
                                : new String[] {"Lets nodes be given work again; what waits for room is assigned."});
        return command;
    }

    @Override
    public Integer call() {
        List<List<String>> operations =
                nodes.stream().map(node -> operation(node, cordoned)).toList();
        return options.run(
                amf,
                new ConfigurationRequest(operations, n -> (cordoned ? "cordon " : "uncordon ") + nodes.get(n - 1)));
    }

    /** The operation that cordons a node, or the opposite. */
    static List<String> operation(String node, boolean cordoned) {
        return List.of("set", node, ATTRIBUTE + "=" + (cordoned ? 1 : 0));
    }
}
