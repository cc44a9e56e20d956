package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Local clusters, running or not. */
@Command(
        name = "list",
        description =
                "Lists the clusters below ./.amf, below the installation and in the folder named by --dir or AMF_DIR.")
final class ClusterListCommand implements Runnable {

    @ParentCommand
    private ClusterCommand parent;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Override
    public void run() {
        AmfCommand amf = parent.amf();
        Surroundings surroundings = amf.surroundings();
        List<ClusterFolder> folders = Stream.concat(
                        cluster.named(surroundings).filter(ClusterFolder::exists).stream(),
                        ClusterOption.local(surroundings).stream())
                .distinct()
                .toList();
        ObjectNode result = Json.object();
        ArrayNode list = result.putArray("clusters");
        for (ClusterFolder folder : folders) {
            ObjectNode entry = list.addObject()
                    .put("cluster", folder.clusterName())
                    .put("dir", folder.path().toString())
                    .put("running", folder.isRunning())
                    .put("started_ms", folder.startedAt().toMillis());
            entry.set("nodes", ClusterStartCommand.nodes(folder));
        }
        output.print(amf.out(), result, () -> text(result));
    }

    private static String text(JsonNode result) {
        Table table = new Table("CLUSTER", "STATE", "NODES", "DIR");
        for (JsonNode entry : result.path("clusters")) {
            long running = entry.path("nodes")
                    .valueStream()
                    .filter(n -> n.path("running").asBoolean())
                    .count();
            table.row(
                    entry.path("cluster").asText(),
                    entry.path("running").asBoolean() ? "running" : "stopped",
                    running,
                    entry.path("dir").asText());
        }
        return table.toString();
    }
}
