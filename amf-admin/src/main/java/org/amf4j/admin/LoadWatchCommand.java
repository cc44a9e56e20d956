package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.load.LoadGate;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code amf load-watch}: cordons a node while the machine of the command is busy. Ends when it is ended. */
@Command(
        name = "load-watch",
        description = {
            "Watches the load of this machine: above a limit the node is cordoned, so that it is given nothing new; when",
            "the load has been below a lower limit for a while it is not any more. Runs until it is ended, and leaves the",
            "node as it is then. To be run as a component of that node."
        },
        footer = {"", "For instance: amf load-watch n1 --above 4 --below 2 --calm 2min"})
final class LoadWatchCommand implements Callable<Integer> {

    private static final List<Integer> AVERAGES = List.of(1, 5, 15);
    private static final Duration CHANGE_LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Parameters(paramLabel = "NODE", description = "the node, by its name or DN")
    private String node;

    @Option(names = "--above", paramLabel = "LOAD", required = true, description = "cordon above this load")
    private double above;

    @Option(names = "--below", paramLabel = "LOAD", required = true, description = "uncordon at this load or less")
    private double below;

    @Option(
            names = "--calm",
            paramLabel = "DURATION",
            defaultValue = "2min",
            converter = Durations.class,
            description = "after the load has been that low for so long (default: ${DEFAULT-VALUE})")
    private Duration calm;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = Durations.class,
            description = "how often is looked (default: ${DEFAULT-VALUE})")
    private Duration every;

    @Option(
            names = "--average",
            paramLabel = "MINUTES",
            defaultValue = "5",
            description = "the system's load average over 1, 5 or 15 minutes (default: ${DEFAULT-VALUE})")
    private int average;

    @Option(names = "--load-file", hidden = true, defaultValue = "/proc/loadavg")
    private Path loadFile;

    @Override
    public Integer call() {
        if (!AVERAGES.contains(average) || every.isZero()) {
            throw new ParameterException(
                    spec.commandLine(), "--average is one of " + AVERAGES + ", and --every more than nothing");
        }
        LoadGate gate;
        try {
            gate = new LoadGate(above, below, calm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        try {
            while (true) {
                look(gate);
                TimeUnit.NANOSECONDS.sleep(every.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK.code();
        }
    }

    private void look(LoadGate gate) {
        double load = load();
        Optional<Boolean> closed = gate.look(load, System.nanoTime());
        if (closed.isPresent() && !isDone(closed.get(), load)) {
            gate.failed();
        }
    }

    private double load() {
        try {
            return Double.parseDouble(Files.readString(loadFile).split(" ")[AVERAGES.indexOf(average)]);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot read the load of this machine from " + loadFile + ": " + e.getMessage(),
                    "this command needs Linux",
                    e);
        }
    }

    /** Tries to; what fails now is tried again at the next look. */
    private boolean isDone(boolean closed, double load) {
        String verb = closed ? "cordon" : "uncordon";
        try {
            var reply = cluster.client(amf, CHANGE_LIMIT)
                    .change(
                            new ConfigurationRequest(
                                    List.of(CordonCommand.operation(node, closed)), n -> verb + " " + node),
                            false);
            AisStatus status = AdminClient.status(reply);
            amf.out()
                    .println(verb + " " + node + " at a load of " + load + ": "
                            + (status == AisStatus.OK ? "done" : status.aisName() + ", " + reply.getText()));
            amf.out().flush();
            return status == AisStatus.OK;
        } catch (CommandFailure e) {
            amf.err()
                    .println("amf: " + verb + " " + node + ": " + e.getMessage() + "; tried again in "
                            + every.toSeconds() + " s");
            amf.err().flush();
            return false;
        }
    }
}
