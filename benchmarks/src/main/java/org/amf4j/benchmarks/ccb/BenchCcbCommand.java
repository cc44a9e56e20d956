package org.amf4j.benchmarks.ccb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Table;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectManagement;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.benchmarks.ClusterStart;
import org.amf4j.benchmarks.Measurement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long large changes take. */
@Command(
        name = "ccb",
        description = "Measures changes of many objects on a cluster of three controllers.",
        footer = {
            "",
            "items-create, items-delete: objects of a class of nobody. services: half as many service instances of a locked",
            "group, with a CSI each; the model grows with every repeat. services-refused: the same with a mistake in the last",
            "object. A time ends when the program that asked by way of its agent is told that a majority of the controllers",
            "has it. The command fails when a change is not wholly there, or anything of a refused one is."
        })
final class BenchCcbCommand implements Runnable {

    /** What can be counted by a search, with room for the model of the demonstration. */
    private static final int ALL_OBJECTS_MAX = 18_000;

    private static final int OBJECTS_MAX = 4_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--objects",
            paramLabel = "N",
            defaultValue = "1000",
            description = "objects of a change (default: ${DEFAULT-VALUE})")
    private int objects;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "10",
            description = "how often each is measured, after once for warming up (default: ${DEFAULT-VALUE})")
    private int repeats;

    @Override
    public void run() {
        if (repeats < 1 || objects < 2 || objects > OBJECTS_MAX || (repeats + 1L) * objects > ALL_OBJECTS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--objects is between 2 and " + OBJECTS_MAX + ", and the product of --objects and of one more than"
                            + " --repeats, at least 1, is " + ALL_OBJECTS_MAX + " at most");
        }
        Measurement.run(
                spec, output, new Table("CASE", "OBJECTS", "MIN MS", "P50 MS", "MAX MS"), this::measureOnCluster);
    }

    private void measureOnCluster(RunFolder folder, Measurement results) throws InterruptedException {
        ClusterStart.startDemo(folder.cluster().path());
        AdminClient operator = new AdminClient(folder.cluster().adminSockets(), TIMEOUT, progress -> {});
        AisStatus locked = AdminClient.status(operator.operate(LargeChanges.GROUP, AdminOperation.LOCK));
        if (locked != AisStatus.OK) {
            throw new CommandFailure(ExitCode.FAILED, "the group could not be locked: " + locked, "");
        }
        try (ObjectManagement model = ObjectManagement.open(folder.cluster().agentSocket("n2"))) {
            measure(model, results);
        }
        results.answer().put("controllers", 3);
    }

    private void measure(ObjectManagement model, Measurement results) {
        model.createClasses(List.of(LargeChanges.ITEM));
        long[][] times = new long[4][repeats];
        for (int round = 0; round <= repeats; round++) {
            long[] taken = {
                change(model, LargeChanges.items(objects), objects),
                change(model, LargeChanges.itemsGone(), -objects),
                refused(model, LargeChanges.withMistake(LargeChanges.services(objects, round))),
                change(model, LargeChanges.services(objects, round), objects / 2 * 2)
            };
            for (int i = 0; round > 0 && i < taken.length; i++) {
                times[i][round - 1] = taken[i];
            }
        }
        List<String> names = List.of("items-create", "items-delete", "services-refused", "services");
        for (int i = 0; i < times.length; i++) {
            add(results, names.get(i), times[i]);
        }
    }

    /** How long a change takes, by which the model has so many more objects. */
    private static long change(ObjectManagement model, List<ObjectChange> changes, int more) {
        int before = count(model);
        long start = System.nanoTime();
        model.change(changes);
        long taken = System.nanoTime() - start;
        requireObjects(model, before + more);
        return taken;
    }

    /** How long it takes until a change is refused that must be. */
    private static long refused(ObjectManagement model, List<ObjectChange> changes) {
        int before = count(model);
        Dn wrong = changes.get(changes.size() - 1).dn();
        long start = System.nanoTime();
        try {
            model.change(changes);
        } catch (AisException e) {
            long taken = System.nanoTime() - start;
            if (!e.getMessage().contains(wrong.toString())) {
                throw new CommandFailure(ExitCode.FAILED, "the refusal does not name " + wrong, e.getMessage());
            }
            requireObjects(model, before);
            return taken;
        }
        throw new CommandFailure(ExitCode.FAILED, "a change with a mistake was made", "");
    }

    private static int count(ObjectManagement model) {
        return model.names(ObjectSearch.everything()).size();
    }

    private static void requireObjects(ObjectManagement model, int expected) {
        int count = count(model);
        if (count != expected) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the model has " + count + " objects after a change, not " + expected, "");
        }
    }

    private void add(Measurement results, String name, long[] nanos) {
        Arrays.sort(nanos);
        double min = millis(nanos[0]);
        double median = millis(nanos[nanos.length / 2]);
        double max = millis(nanos[nanos.length - 1]);
        ObjectNode result = results.cases()
                .addObject()
                .put("case", name)
                .put("objects", objects)
                .put("repeats", repeats);
        result.putObject("millis").put("min", min).put("p50", median).put("max", max);
        results.row(name, objects, min, median, max);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
