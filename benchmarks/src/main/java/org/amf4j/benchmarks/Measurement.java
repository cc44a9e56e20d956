package org.amf4j.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.measure.Machine;
import org.amf4j.admin.measure.RunFolder;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.Table;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What every measurement on running processes has around it: a folder that is removed with all that runs in it, the machine, and
 * results for people and for programs. Not thread-safe.
 */
public final class Measurement {

    private final ObjectNode answer = Json.object();
    private final ArrayNode cases;
    private final Table table;
    private String failure;

    private Measurement(Table table) {
        this.table = table;
        answer.set("machine", Machine.describe());
        cases = answer.putArray("cases");
    }

    /** What is measured. */
    @FunctionalInterface
    public interface Body {
        /** Measures, and notes the results. */
        void measure(RunFolder folder, Measurement results) throws InterruptedException;
    }

    /**
     * Measures and prints.
     *
     * @param table with the columns' names; rows come with the results
     * @throws CommandFailure when it was interrupted, or the body says that it has failed
     */
    public static void run(CommandSpec spec, OutputOption output, Table table, Body body) {
        Measurement results = new Measurement(table);
        try (RunFolder folder = RunFolder.create(Path.of("").toAbsolutePath(), "bench")) {
            body.measure(folder, results);
            output.print(spec.commandLine().getOut(), results.answer, table::toString);
            if (results.failure != null) {
                throw new CommandFailure(ExitCode.FAILED, results.failure, "");
            }
            folder.succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted", "");
        }
    }

    /** All that programs are told: the machine, the cases, and what else is put here. */
    public ObjectNode answer() {
        return answer;
    }

    /** The cases, for programs. */
    public ArrayNode cases() {
        return cases;
    }

    /** A row for people. */
    public void row(Object... cells) {
        table.row(cells);
    }

    /** The command is to fail for this reason after the results are printed. */
    public void fail(String why) {
        failure = why;
    }
}
