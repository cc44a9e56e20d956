package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.cluster.ClusterReload;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lets payload nodes come and go while all others run. */
@Command(
        name = "reload",
        description = {
            "Has every node and witness of a cluster read its cluster.yaml again, so that payload nodes come and go without a"
                    + " restart of the others.",
            "Each reads its own file. All are asked first: when one cannot take it, or files differ, nothing changes anywhere."
        })
final class ClusterReloadCommand implements Callable<Integer> {

    @ParentCommand
    private ClusterCommand parent;

    @Mixin
    private OutputOption output;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private TimeoutOption timeout;

    @Option(names = "--dry-run", description = "say what would change; change nothing")
    private boolean dryRun;

    @Option(
            names = "--expel",
            description = "also shut out nodes that can be heard: they end what they run when their lease has run out")
    private boolean expel;

    @Override
    public Integer call() {
        AmfCommand amf = parent.amf();
        ClusterReload.Outcome outcome = new ClusterReload(cluster.client(amf, timeout.limit())).run(dryRun, expel);
        ObjectNode json = Json.object().put("dry_run", dryRun);
        json.set("added", Json.array(outcome.added()));
        json.set("removed", Json.array(outcome.removed()));
        json.set("read", Json.array(outcome.read()));
        json.set("silent", Json.array(outcome.silent()));
        output.print(amf.out(), json, () -> text(outcome));
        return ExitCode.OK.code();
    }

    private String text(ClusterReload.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        line(text, dryRun ? "would be let in" : "let in", outcome.added());
        line(text, dryRun ? "would not be let in any more" : "not let in any more", outcome.removed());
        line(text, dryRun ? "agreed" : "taken by", outcome.read());
        line(text, "not heard, reads the file when it starts", outcome.silent());
        return text.toString();
    }

    private static void line(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append(what).append(": ").append(String.join(", ", names)).append('\n');
        }
    }
}
