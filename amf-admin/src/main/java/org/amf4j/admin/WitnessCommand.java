package org.amf4j.admin;

import java.nio.file.Path;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the list of commands, as {@link NodeCommand} does. */
@Command(
        name = "witness",
        description = "Runs a witness in the foreground: the third vote of two controllers, for a small machine.")
final class WitnessCommand implements Runnable {

    @Option(names = "--name", required = true, paramLabel = "N", description = "the witness's name")
    private String name;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "the cluster's cluster.yaml")
    private Path config;

    @Option(
            names = "--insecure",
            description = "do without certificates: traffic between nodes is neither encrypted nor authenticated")
    private boolean insecure;

    @Override
    public void run() {
        throw new CommandFailure(
                ExitCode.FAILED,
                "witness " + name + " (" + config + (insecure ? ", insecure" : "") + ") is not started by this program",
                "call the amf script, which starts witnesses, instead of java");
    }
}
