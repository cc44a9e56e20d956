package org.amf4j.admin;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.NodeArrival;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A payload node comes to a local cluster. */
@Command(
        name = "add-node",
        description = {
            "Adds a payload node to a cluster on this machine while it runs: its line in cluster.yaml, its certificate, its"
                    + " objects, and its process. Ends when it is a member.",
            "It has no work then: create units for it, or add it to a node group. When the command was broken off, call it"
                    + " again."
        })
final class AddNodeCommand implements Callable<Integer> {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    @ParentCommand
    private ClusterCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private TimeoutOption timeout;

    @Option(
            names = "--like",
            paramLabel = "NODE",
            defaultValue = "",
            description = "have its objects like those of this node, its software bundles too; any one if not said")
    private String like;

    @Parameters(paramLabel = "NODE", description = "its name, which its CLM node and its AMF node get")
    private String node;

    @Override
    public Integer call() {
        if (!node.matches(NAME)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + node + "' cannot be a node's name here; use up to 63 letters, digits, '.', '_' and '-'");
        }
        AmfCommand amf = parent.amf();
        ClusterFolder folder = cluster.folder(amf.surroundings());
        long start = System.nanoTime();
        new NodeArrival(folder, cluster.client(amf, timeout.limit()), timeout.limit(), amf::tell)
                .add(node, like, amf.surroundings().home());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        output.print(
                amf.out(),
                Json.object().put("node", node).put("joined", true).put("took_ms", millis),
                () -> node + " has joined after " + millis + " ms; create units on it, or add it to a node group\n");
        return ExitCode.OK.code();
    }
}
