package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Map;
import org.amf4j.admin.output.CheckpointView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows checkpoints: which there are, who keeps them, and what is in them. */
@Command(
        name = "ckpt",
        description = "Shows checkpoints: which there are, who keeps them, and what is in them.",
        synopsisSubcommandLabel = "(list|show|read|dump)")
final class CheckpointCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new CheckpointCommand())
                .addSubcommand(new ListAll())
                .addSubcommand(new Show())
                .addSubcommand(new Read())
                .addSubcommand(new Dump());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, show, read or dump is missing");
    }

    private JsonNode query(ClusterOption cluster, String kind, Map<String, String> arguments) {
        return cluster.client(amf, ReadingLimits.TIMEOUT).query("ckpt-" + kind, arguments);
    }

    /** All checkpoints. */
    @Command(name = "list", description = "Lists all checkpoints with their replicas and openers.")
    static final class ListAll implements Runnable {
        @ParentCommand
        private CheckpointCommand parent;

        @Mixin
        private ClusterOption cluster;

        @Mixin
        private OutputOption output;

        @Override
        public void run() {
            JsonNode answer = parent.query(cluster, "list", Map.of());
            output.print(parent.amf.out(), answer, () -> CheckpointView.list(answer));
        }
    }

    /** One checkpoint. */
    @Command(name = "show", description = "Shows one checkpoint with all its sections.")
    static final class Show implements Runnable {
        @ParentCommand
        private CheckpointCommand parent;

        @Mixin
        private ClusterOption cluster;

        @Mixin
        private OutputOption output;

        @Parameters(paramLabel = "NAME", description = "its name, or the value of its first part")
        private String name;

        @Override
        public void run() {
            JsonNode answer = parent.query(cluster, "show", Map.of("name", name));
            output.print(parent.amf.out(), answer, () -> CheckpointView.show(answer));
        }
    }

    /** One section as text. */
    @Command(name = "read", description = "Prints a section's bytes, in hexadecimal beside what can be printed.")
    static final class Read implements Runnable {
        @ParentCommand
        private CheckpointCommand parent;

        @Mixin
        private ClusterOption cluster;

        @Mixin
        private OutputOption output;

        @Parameters(index = "0", paramLabel = "NAME", description = "its name, or the value of its first part")
        private String name;

        @Parameters(
                index = "1",
                arity = "0..1",
                defaultValue = "",
                paramLabel = "SECTION",
                description = "the section's id as text; none for the only section")
        private String section;

        @Override
        public void run() {
            JsonNode answer = parent.query(cluster, "read", Map.of("name", name, "section", section));
            output.print(parent.amf.out(), answer, () -> CheckpointView.hexadecimal(bytes(answer)));
        }
    }

    /** All sections as text. */
    @Command(name = "dump", description = "Prints all sections of a checkpoint, one after the other.")
    static final class Dump implements Runnable {
        @ParentCommand
        private CheckpointCommand parent;

        @Mixin
        private ClusterOption cluster;

        @Parameters(paramLabel = "NAME", description = "its name, or the value of its first part")
        private String name;

        @Override
        public void run() {
            JsonNode answer = parent.query(cluster, "show", Map.of("name", name));
            for (JsonNode section : answer.path("sections")) {
                String id = section.path("id").asText();
                JsonNode content = parent.query(
                        cluster, "read", Map.of("name", answer.path("name").asText(), "section", id));
                parent.amf.out().println("section " + (id.isEmpty() ? "(the only one)" : id));
                parent.amf.out().print(CheckpointView.hexadecimal(bytes(content)));
            }
            parent.amf.out().flush();
        }
    }

    private static byte[] bytes(JsonNode answer) {
        return Base64.getDecoder().decode(answer.path("base64").asText());
    }
}
