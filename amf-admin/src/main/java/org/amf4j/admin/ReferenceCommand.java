package org.amf4j.admin;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.outcome.StatusMeaning;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.imm.BuiltInClasses;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the pages of the reference, in Markdown, from what the program knows of itself. */
@Command(name = "reference", description = "Writes a page of the reference, in Markdown.")
final class ReferenceCommand implements Runnable {

    private static final Map<String, Function<CommandLine, String>> PAGES = pages();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PAGE",
            description = "commands, classes, results, events, metrics or configuration",
            completionCandidates = Pages.class)
    private String page = "";

    /** The names of the pages, for completion by the shell. */
    static final class Pages implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PAGES.keySet().iterator();
        }
    }

    private static Map<String, Function<CommandLine, String>> pages() {
        Map<String, Function<CommandLine, String>> pages = new LinkedHashMap<>();
        pages.put("commands", ReferenceCommand::commands);
        pages.put("classes", root -> classes());
        pages.put("results", root -> results());
        pages.put("events", root -> head("Events and notifications", "events") + ReferenceTables.events());
        pages.put("metrics", root -> head("Metrics", "metrics") + ReferenceTables.metrics());
        pages.put("configuration", root -> head("Configuration", "configuration") + ReferenceTables.configuration());
        return pages;
    }

    @Override
    public void run() {
        Function<CommandLine, String> writer = PAGES.get(page);
        if (writer == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "there is no page '" + page + "'",
                    "pages are " + String.join(", ", PAGES.keySet()));
        }
        AmfCommand amf = AmfCommand.of(spec);
        amf.out().print(writer.apply(spec.root().commandLine()));
        amf.out().flush();
    }

    private static String head(String title, String name) {
        return "# " + title + "\n\nThis page is written by `./amf help reference " + name + "`.\n";
    }

    private static String commands(CommandLine root) {
        StringBuilder text = new StringBuilder(head("Commands", "commands"));
        describe(root, text);
        return text.toString();
    }

    /** The command, then those below it, in their order; those that only programs call are left out. */
    private static void describe(CommandLine command, StringBuilder text) {
        text.append("\n## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```text\n")
                .append(command.getUsageMessage(Ansi.OFF).stripTrailing())
                .append("\n```\n");
        command.getSubcommands().values().stream()
                .distinct()
                .filter(below -> !below.getCommandSpec().usageMessage().hidden())
                .forEach(below -> describe(below, text));
    }

    private static String classes() {
        StringBuilder text = new StringBuilder(head("Built-in classes", "classes"));
        text.append("\nValues and rules of the attributes are those of the SA Forum's specifications.\n");
        for (ImmClass type : BuiltInClasses.all()) {
            text.append("\n## ")
                    .append(type.name())
                    .append("\n\n")
                    .append(type.category().xmlName());
            text.append("\n\n| Attribute | Type | Flags | Default |\n|---|---|---|---|\n");
            type.attributes().forEach(attribute -> text.append(row(attribute)).append('\n'));
        }
        return text.toString();
    }

    private static String row(ImmAttribute attribute) {
        String flags =
                attribute.flags().stream().map(AttributeFlag::name).sorted().collect(Collectors.joining(", "));
        String value = attribute.defaultValue().map(v -> "`" + v + "`").orElse("");
        return "| "
                + String.join(" | ", List.of(attribute.name(), attribute.type().xmlName(), flags, value)) + " |";
    }

    private static String results() {
        StringBuilder text = new StringBuilder(head("Results", "results"));
        text.append("\n| Number | Name | Exit code | Meaning, and what to do |\n|---|---|---|---|\n");
        for (AisStatus status : AisStatus.values()) {
            ExitCode code = ExitCode.of(status);
            text.append("| %d | `%s` | %d `%s` | %s |%n"
                    .formatted(status.value(), status.aisName(), code.code(), code.name(), StatusMeaning.of(status)));
        }
        return text.toString();
    }
}
