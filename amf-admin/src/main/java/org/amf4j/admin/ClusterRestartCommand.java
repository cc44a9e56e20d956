package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.Detachment;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Restarts the processes of nodes of a local cluster under what runs there. */
@Command(
        name = "restart",
        description = {
            "Restarts the processes of nodes of a cluster on this machine, one after the other, and leaves what runs there",
            "as it is: 'amf detach', and the node started again. The next one waits until a controller has the log again."
        })
final class ClusterRestartCommand implements Callable<Integer> {

    @ParentCommand
    private ClusterCommand parent;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "nodes, by their names")
    private List<String> nodes;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            defaultValue = "1min",
            converter = Durations.class,
            description = "leave what runs alone for so long, at most 2min (default: ${DEFAULT-VALUE})")
    private Duration keep;

    @Override
    public Integer call() {
        AmfCommand amf = parent.amf();
        ClusterFolder folder = cluster.folder(amf.surroundings());
        Detachment detachment = new Detachment(folder, amf::tell);
        ArrayNode restarted = Json.array(List.of());
        StringBuilder text = new StringBuilder();
        for (String node : nodes) {
            long beganNanos = System.nanoTime();
            Set<String> behind = detachment.behind();
            detachment.detach(node, keep);
            detachment.attach(node, amf.surroundings().home(), keep);
            detachment.awaitLog(behind, keep);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
            restarted.add(Json.object().put("node", node).put("took_ms", millis));
            text.append("restarted ").append(node).append(" in ").append(millis).append(" ms\n");
        }
        output.print(amf.out(), Json.object().set("restarted", restarted), text::toString);
        return ExitCode.OK.code();
    }
}
