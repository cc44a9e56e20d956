package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Ends a local cluster. */
@Command(name = "stop", description = "Ends a cluster on this machine with all its processes; its logs stay.")
final class ClusterStopCommand implements Callable<Integer> {

    @ParentCommand
    private ClusterCommand parent;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Override
    public Integer call() {
        AmfCommand amf = parent.amf();
        ClusterFolder folder = cluster.folder(amf.surroundings());
        List<String> stopped = new ClusterStopper(folder).stop();
        ObjectNode result = Json.object()
                .put("cluster", folder.clusterName())
                .put("dir", folder.path().toString());
        result.set("stopped", Json.array(stopped));
        output.print(amf.out(), result, () -> text(folder, stopped));
        return stopped.isEmpty() ? ExitCode.NO_OPERATION.code() : ExitCode.OK.code();
    }

    private static String text(ClusterFolder folder, List<String> stopped) {
        return stopped.isEmpty()
                ? "nothing ran in " + folder.path() + "\n"
                : "stopped " + String.join(", ", stopped) + " in " + folder.path() + "\n";
    }
}
