package org.amf4j.admin;

import java.nio.file.Path;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stands in the list of commands; the launcher starts a node's program itself, which has a class path of its own. */
@Command(name = "node", description = "Runs one node agent in the foreground: what a service unit of the system runs.")
final class NodeCommand implements Runnable {

    @Option(names = "--name", required = true, paramLabel = "N", description = "the node's name")
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
                "node " + name + " (" + config + (insecure ? ", insecure" : "") + ") is not started by this program",
                "call the amf script, which starts nodes, instead of java");
    }
}
