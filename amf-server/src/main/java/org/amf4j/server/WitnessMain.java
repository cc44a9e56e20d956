package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A witness in the foreground: {@code amf witness --name W --config FILE}. */
@Command(
        name = "amf witness",
        description = "Runs a witness in the foreground: the third vote of two controllers, for a small machine.")
public final class WitnessMain extends Program {

    private WitnessMain() {
        super("amf witness");
    }

    /** Runs the witness until it is stopped. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new WitnessMain()).execute(args));
    }

    @Override
    AutoCloseable start(String own, Path folder, ClusterSource source) throws IOException {
        WitnessServer server = WitnessServer.start(own, folder, source, this::fatal);
        RealtimePriority.take();
        return server;
    }
}
