package org.amf4j.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.admin.OutputOption;
import org.amf4j.admin.model.InstalledModels;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.recorder.dump.Dump;
import org.amf4j.recorder.replay.Scenario;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RecordingException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a dump to a director and shows what it knows then. */
@Command(
        name = "replay",
        description = "Plays a dump up to an entry of the log and shows the state, or the reasons, at that moment.",
        footer = {
            "",
            "The same dump gives the same output everywhere. With another version than the one that recorded, decisions",
            "may differ; --verify plays everything and lists the entries where they do.",
            "--as-scenario writes the story as a text that a test plays; see amf-simulator/src/test/resources/recorded."
        })
final class ReplayCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--until",
            paramLabel = "INDEX",
            description = "stop after the entry with this index; default: the last")
    private Optional<Long> until = Optional.empty();

    @Option(names = "--node", paramLabel = "NODE", description = "whose recording; default: the longest")
    private Optional<String> node = Optional.empty();

    @ArgGroup
    private Wanted wanted = new Wanted();

    @Parameters(paramLabel = "FILE", description = "a dump that 'amf debug dump' has written")
    private Path file;

    /** What is to be shown instead of the state. */
    static final class Wanted {
        @Option(names = "--explain", paramLabel = "DN", description = "why this entity is as it is at that moment")
        private Optional<String> explain = Optional.empty();

        @Option(names = "--entries", description = "what the director was told up to then, entry by entry")
        private boolean entries;

        @Option(names = "--events", description = "what has changed up to then, as 'amf events' shows it")
        private boolean events;

        @Option(names = "--verify", description = "play everything, and list entries that are decided otherwise now")
        private boolean verify;

        @Option(names = "--as-scenario", paramLabel = "OUT", description = "write a scenario for a test to this file")
        private Optional<Path> scenario = Optional.empty();
    }

    @Override
    public void run() {
        try {
            Dump dump = read();
            Recording recording = dump.of(node)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.NOT_FOUND,
                            "the dump has no recording of " + node.orElse("any node"),
                            "it has "
                                    + dump.recordings().stream()
                                            .map(Recording::node)
                                            .toList()));
            show(dump, recording, until.orElse(recording.lastIndex()));
        } catch (RecordingException e) {
            throw new CommandFailure(
                    ExitCode.REJECTED, e.getMessage(), "'amf replay FILE --entries' lists what it has", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot use " + file + ": " + e.getMessage(), "check it", e);
        }
    }

    private Dump read() throws IOException {
        try {
            return Dump.read(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + file, "'amf debug dump' writes one", e);
        } catch (RecordingException e) {
            throw new CommandFailure(
                    ExitCode.REJECTED, e.getMessage(), "copy it again, in binary mode, or pack it anew", e);
        }
    }

    private void show(Dump dump, Recording recording, long index) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Played played = new Played(dump, recording, index);
        if (wanted.scenario.isPresent()) {
            writeScenario(wanted.scenario.get(), recording, index);
        } else if (wanted.verify) {
            ObjectNode found = played.verify();
            output.print(out, found, () -> ReplayView.verified(found));
        } else if (wanted.entries) {
            ObjectNode entries = played.entries();
            output.print(out, entries, () -> ReplayView.entries(entries));
        } else if (wanted.events) {
            ObjectNode events = played.events();
            output.print(out, events, () -> ReplayView.events(events));
        } else if (wanted.explain.isPresent()) {
            ObjectNode answer = played.explain(wanted.explain.get());
            output.print(out, answer, () -> ReplayView.explained(answer));
        } else {
            JsonNode status = played.status();
            output.print(out, status, () -> ReplayView.status(status));
        }
    }

    private void writeScenario(Path target, Recording recording, long index) throws IOException {
        Scenario scenario = Scenario.of(recording.segmentOf(index).orElseThrow(), index);
        Files.writeString(target, scenario.play(InstalledModels.load()));
        PrintWriter out = spec.commandLine().getOut();
        out.println(scenario.entries().size() + " entries written to " + target);
        out.flush();
    }
}
