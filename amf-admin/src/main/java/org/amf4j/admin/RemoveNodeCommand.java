package org.amf4j.admin;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.NodeArrival;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A payload node goes from a local cluster. */
@Command(
        name = "remove-node",
        description = {
            "Takes a payload node out of a cluster on this machine while it runs: locks it, ends its process, deletes its"
                    + " objects, and has the others let it in no more.",
            "Nothing may be configured to be on it. Its folder with its logs stays."
        })
final class RemoveNodeCommand implements Callable<Integer> {

    @ParentCommand
    private ClusterCommand parent;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private Precaution precaution = new Precaution();

    @Parameters(paramLabel = "NODE", description = "the node, by its name")
    private String node;

    @Override
    public Integer call() {
        AmfCommand amf = parent.amf();
        ClusterFolder folder = cluster.folder(amf.surroundings());
        precaution.take(amf, "take " + node + " out of the cluster and end its process?");
        long start = System.nanoTime();
        new NodeArrival(folder, cluster.client(amf, timeout.limit()), timeout.limit(), amf::tell).remove(node);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        output.print(
                amf.out(),
                Json.object().put("node", node).put("removed", true).put("took_ms", millis),
                () -> node + " has left after " + millis + " ms; its logs are in " + folder.logs(node) + "\n");
        return ExitCode.OK.code();
    }
}
