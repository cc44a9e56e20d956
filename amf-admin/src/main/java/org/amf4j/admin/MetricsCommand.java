package org.amf4j.admin;

import java.util.List;
import java.util.Map;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What a node counts and measures. */
@Command(
        name = "metrics",
        description =
                "Shows what a node counts and measures, in the form that Prometheus reads; docs/reference/metrics.md lists it.")
final class MetricsCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Parameters(paramLabel = "NODE", description = "the node, by the name of its agent: n1")
    private String node;

    @Override
    public void run() {
        ClusterFolder folder = cluster.folder(amf.surroundings());
        if (!folder.nodes().contains(node)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "the cluster has no node '" + node + "'",
                    "its nodes are " + String.join(", ", folder.nodes()));
        }
        AdminClient client = new AdminClient(List.of(folder.adminSocket(node)), ReadingLimits.TIMEOUT, amf::tell);
        amf.out().print(client.query("metrics", Map.of()).path("prometheus").asText());
        amf.out().flush();
    }
}
