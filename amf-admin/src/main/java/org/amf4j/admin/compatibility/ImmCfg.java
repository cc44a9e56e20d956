package org.amf4j.admin.compatibility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ClassDefinitions;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.connection.Invocation;
import org.amf4j.admin.connection.ModelImport;
import org.amf4j.admin.model.ModelText;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.configuration.ChangeReader;
import org.amf4j.imm.InformationModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Changes of the configuration. */
@Command(
        name = "immcfg",
        description = {
            "Changes, creates (-c) or deletes (-d) objects, or creates those of a file (-f); all or nothing.",
            "Without arguments it reads such lines from the standard input and makes them one change, at its end or at"
                    + " 'immcfg --ccb-apply'."
        })
final class ImmCfg extends OldCommand {

    private static final int LINES_MAX = 100_000;
    private static final Pattern NAME = Pattern.compile("^\\s*immcfg(\\s+|$)");

    @Mixin
    private ImmCfgLine line;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "create the classes and objects of this IMM XML file")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-L", "--validate"},
            paramLabel = "FILE",
            description = "like -f, but only look whether it could be done")
    private Optional<Path> validated = Optional.empty();

    @Option(
            names = "--delete-class",
            paramLabel = "CLASS",
            arity = "1..*",
            description = "delete classes that have no objects")
    private List<String> deletedClasses = List.of();

    @Option(
            names = "--admin-owner-clear",
            paramLabel = "DN",
            arity = "1..*",
            description = "take objects from whoever owns them")
    private List<String> cleared = List.of();

    @Option(names = "--ccb-validate", description = "look whether the change could be done, and do not do it")
    private boolean validate;

    @Option(
            names = {"-o", "--admin-owner"},
            paramLabel = "OWNER",
            description = "as this owner of objects: what nobody owns is its own for the length of the change")
    private String owner = "";

    @Option(names = "--ignore-duplicates", description = "with -f or -L: leave alone objects that are there")
    private boolean ignoresDuplicates;

    @Option(
            names = {"-u", "--unsafe", "--strict"},
            description = "taken and not used: every change is checked")
    private boolean unused;

    @Option(
            names = {"-X", "--xsd"},
            paramLabel = "FILE",
            description = "taken and not used: what a file may say is known here")
    private Optional<Path> schema = Optional.empty();

    @Option(names = "--class-name", paramLabel = "CLASS", description = "not done here: the class of the next two")
    private Optional<String> changedClass = Optional.empty();

    @Option(
            names = {"--enable-attr-notify", "--disable-attr-notify"},
            paramLabel = "ATTR",
            arity = "1..*",
            description = "not done here: the definition of a class stays as it was created")
    private List<String> notified = List.of();

    @Override
    void run(AdminClient client) {
        if (changedClass.isPresent() || !notified.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the definition of a class cannot be changed while it exists",
                    "'immlist -c CLASS' shows it; delete its objects, then 'immcfg --delete-class CLASS', and create it by"
                            + " 'immcfg -f FILE' with SA_NOTIFY among the flags of the attribute");
        } else if (!deletedClasses.isEmpty()) {
            new ClassDefinitions(client).delete(deletedClasses);
        } else if (!cleared.isEmpty()) {
            Invocation.clearOwners(client, cleared, false);
        } else if (file.isPresent() || validated.isPresent()) {
            Path read = file.or(() -> validated).orElseThrow();
            create(client, ModelText.readPart(List.of(read)));
        } else if (line.isEmpty()) {
            transaction(client);
        } else {
            send(client, line.changes(), validate);
        }
    }

    private void create(AdminClient client, InformationModel model) {
        Set<String> present =
                ignoresDuplicates ? new HashSet<>(find(client, Optional.empty(), Optional.empty())) : Set.of();
        ConfigurationRequest request = ModelImport.request(client, model, present);
        boolean nothingIsNew =
                request.operations().isEmpty() && request.classes().isEmpty();
        if (!ignoresDuplicates || !nothingIsNew) {
            send(client, request, validate || file.isEmpty());
        }
    }

    private void send(AdminClient client, List<List<String>> operations, boolean dryRun) {
        send(client, new ConfigurationRequest(operations, number -> "change " + number), dryRun);
    }

    private void send(AdminClient client, ConfigurationRequest request, boolean dryRun) {
        expectDone("saImmOmCcbApply", client.change(request.as(owner), dryRun));
    }

    private void transaction(AdminClient client) {
        List<List<String>> operations = new ArrayList<>();
        for (String text : lines()) {
            List<String> words = ChangeReader.words(NAME.matcher(text).replaceFirst(""));
            if (words.isEmpty() || words.get(0).startsWith("#")) {
                continue;
            }
            switch (words.get(0)) {
                case "--ccb-apply" -> {
                    send(client, operations, false);
                    operations.clear();
                }
                case "--ccb-validate" -> send(client, operations, true);
                case "--ccb-abort" -> operations.clear();
                default -> operations.addAll(parsed(words));
            }
        }
        if (!operations.isEmpty()) {
            send(client, operations, false);
        }
    }

    private static List<List<String>> parsed(List<String> words) {
        ImmCfgLine parsed = new ImmCfgLine();
        try {
            new CommandLine(parsed).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new CommandFailure(ExitCode.USAGE, "'" + String.join(" ", words) + "': " + e.getMessage(), "", e);
        }
        return parsed.changes();
    }

    private static List<String> lines() {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            List<String> lines = new ArrayList<>();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (lines.size() == LINES_MAX) {
                    throw new CommandFailure(ExitCode.USAGE, "more than " + LINES_MAX + " lines in one change", "");
                }
                lines.add(text);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
