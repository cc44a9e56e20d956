package org.amf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/** Starts the cluster that something is measured on. */
public final class ClusterStart {

    private ClusterStart() {}

    /** Where the installation is that the command was called from. */
    public static Path home() {
        return Path.of(Optional.ofNullable(System.getenv("AMF_HOME")).orElse("."));
    }

    /**
     * Calls the command itself, so that it is the cluster that users have; the end of the run's folder stops it. Its nodes
     * talk in plain text on loopback, as do the products that are measured beside it.
     *
     * @param model the IMM XML file
     * @param folder the cluster's folder
     */
    public static void start(Path model, Path folder) throws InterruptedException {
        String command = home().resolve("amf").toString();
        try {
            Process process = new ProcessBuilder(
                            command, "cluster", "start", model.toString(), "--insecure", "--dir", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new CommandFailure(
                        ExitCode.FAILED, "the cluster could not be started", "its logs are in " + folder);
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot run " + command + ": " + e.getMessage(), "");
        }
    }

    /** The same with the model of the demonstration: three nodes, all of them controllers. */
    public static void startDemo(Path folder) throws InterruptedException {
        start(home().resolve("examples").resolve("models").resolve("demo.xml"), folder);
    }
}
