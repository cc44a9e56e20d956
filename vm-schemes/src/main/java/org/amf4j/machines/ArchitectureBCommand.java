package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.admin.measure.Machine;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Architecture B: managers drive hosts. */
@Command(
        name = "architecture-b",
        description = {
            "Two managers keep two virtual machines on two hosts through libvirt; machines, services and a host fail.",
            "Everything is played on this machine with real virtual machines; nothing is left behind."
        },
        footer = {
            "",
            "reaction: fault to the first action. called: to INSTANTIATE. repair: to its end, when the service answers.",
            "boot: how long INSTANTIATE took. outage: between two answers to a client. For the superuser of Linux."
        })
final class ArchitectureBCommand implements Runnable {
    private static final int REPEATS_MAX = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "2",
            description = "how often a machine is killed (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Override
    public void run() {
        if (repeats < 1 || repeats > REPEATS_MAX) {
            throw new ParameterException(spec.commandLine(), "--repeats is between 1 and " + REPEATS_MAX);
        }
        HostLab.obstacle().ifPresent(why -> {
            throw new CommandFailure(ExitCode.FAILED, "no hosts can be played here: " + why, "");
        });
        Path home = Path.of(Optional.ofNullable(System.getenv("AMF_HOME")).orElse("."));
        PrintWriter told = spec.commandLine().getErr();
        try (RunFolder folder = RunFolder.create(Path.of("").toAbsolutePath(), "vm");
                ArchitectureB scheme = ArchitectureB.start(home, folder.cluster(), line -> {
                    told.println(line);
                    told.flush();
                })) {
            try {
                boolean copyStarts = scheme.secondCopyStarts("vm2");
                play(scheme);
                ObjectNode result = result(scheme, copyStarts);
                output.print(spec.commandLine().getOut(), result, () -> text(scheme.outcomes()));
                if (copyStarts) {
                    throw new CommandFailure(
                            ExitCode.FAILED, "a second copy of vm2 was not refused by its image's lock", "");
                }
                folder.succeeded();
            } finally {
                new ClusterStopper(folder.cluster()).stop();
            }
        } catch (IOException e) {
            throw HostLab.cannot("the lab cannot be set up", e);
        }
    }

    private void play(ArchitectureB scheme) {
        for (int i = 0; i < repeats; i++) {
            scheme.killMachine("vm" + (1 + i % 2)); // in turn: many restarts of one in a minute move it
        }
        scheme.panic("vm1");
        scheme.killService("vm2");
        scheme.powerOff("vm1");
        scheme.boot("h1");
        scheme.bringHome("vm1", "h1");
        scheme.killManager("vm1");
        scheme.cutOff("vm2"); // both are on its host by now
    }

    private static ObjectNode result(ArchitectureB scheme, boolean copyStarts) {
        ObjectNode result = Json.object();
        result.set("machine", Machine.describe());
        ArrayNode cases = result.putArray("cases");
        scheme.outcomes().forEach(outcome -> cases.add(outcome.toJson()));
        return result.put("copies_seen", scheme.copies()).put("second_copy_refused", !copyStarts);
    }

    private static String text(List<Outcome> outcomes) {
        Table table = new Table("CASE", "MACHINE", "FROM", "TO", "REACTION", "CALLED", "REPAIR", "BOOT", "OUTAGE", "");
        for (Outcome each : outcomes) {
            table.row(
                    each.what(),
                    each.machine(),
                    each.from(),
                    each.to(),
                    seconds(each.reactionNanos()),
                    seconds(each.calledNanos()),
                    seconds(each.repairNanos()),
                    seconds(each.bootNanos()),
                    seconds(each.outageNanos()),
                    "s");
        }
        return "\n" + table + "\nload " + Machine.describe().path("load_1min").asText() + "\n";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
