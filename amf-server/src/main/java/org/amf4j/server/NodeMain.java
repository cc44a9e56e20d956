package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One node in the foreground: {@code amf node --name N --config FILE}. */
@Command(name = "amf node", description = "Runs one node agent, and on a controller the director, in the foreground.")
public final class NodeMain extends Program {

    private NodeMain() {
        super("amf node");
    }

    /** Runs the node until it is stopped. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new NodeMain()).execute(args));
    }

    @Override
    AutoCloseable start(String own, Path folder, ClusterSource source) throws IOException {
        NodeServer.Hosting hosting = new NodeServer.Hosting(RealtimePriority::take, this::stop, this::fatal);
        return NodeServer.start(own, folder, source, source.read(), hosting);
    }
}
