package org.amf4j.admin;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.Detachment;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf detach}: ends the process of a node and leaves what it runs. */
@Command(
        name = "detach",
        description = {
            "Ends the process of a node and leaves what runs there alone, for a new version of the program for instance:",
            "when the node is started again in time, it goes on with everything, and nobody notices. Otherwise what runs",
            "there is ended, and its work moves. To be called on the node's machine."
        },
        footer = {"", "For instance: amf detach n1 --keep 1min, then amf node --name n1 --config cluster.yaml"})
final class DetachCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "NODE", description = "the node, by its name")
    private String node;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Durations.class,
            description =
                    "leave what runs alone for so long, at most 2min (default: ${DEFAULT-VALUE}); nobody watches it"
                            + " meanwhile")
    private Duration keep;

    @Override
    public Integer call() {
        ClusterFolder folder = cluster.folder(amf.surroundings());
        new Detachment(folder, amf::tell).detach(node, keep);
        output.print(
                amf.out(),
                Json.object().put("node", node).put("kept_ms", keep.toMillis()),
                () -> "the process of " + node + " has ended; what runs there is left alone for " + keep.toSeconds()
                        + " s, start the node again until then\n");
        return ExitCode.OK.code();
    }
}
