package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ClassDefinitions;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.ClassText;
import org.amf4j.imm.BuiltInClasses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Objects with their attributes, or a class. */
@Command(name = "immlist", description = "Shows objects with their attributes, or the definition of a class.")
final class ImmList extends OldCommand {

    @Option(
            names = {"-a", "--attribute"},
            paramLabel = "NAME",
            description = "only this attribute; may be given several times")
    private List<String> wanted = List.of();

    @Option(
            names = {"-p", "--pretty-print"},
            paramLabel = "yes|no",
            description = "as a table (yes), or as name=value; the latter is usual with -a")
    private Optional<String> pretty = Optional.empty();

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "the definition of this class")
    private Optional<String> className = Optional.empty();

    @Parameters(paramLabel = "DN", arity = "0..*", description = "objects")
    private List<String> names = List.of();

    @Override
    void run(AdminClient client) {
        if (className.isPresent()) {
            out().print(definition(client, className.get()));
            return;
        }
        if (names.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "wrong number of arguments", "name an object, or a class by -c");
        }
        boolean table = pretty.map(answer -> answer.toLowerCase(Locale.ROOT).startsWith("y"))
                .orElse(wanted.isEmpty());
        for (String name : names) {
            print(get(client, name), table);
        }
    }

    private void print(JsonNode object, boolean table) {
        if (table) {
            AttributeText.heading().forEach(out()::println);
        }
        for (String attribute : wanted) {
            if (!object.path("attributes").has(attribute)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "attribute " + attribute + " does not exist in "
                                + object.path("dn").asText(),
                        "'immlist DN' without -a shows all that there are");
            }
        }
        for (Map.Entry<String, JsonNode> entry : object.path("attributes").properties()) {
            if (!wanted.isEmpty() && !wanted.contains(entry.getKey())) {
                continue;
            }
            out().println(
                            table
                                    ? AttributeText.row(
                                            entry.getKey(),
                                            AttributeText.type(object, entry.getKey()),
                                            entry.getValue())
                                    : AttributeText.plain(entry.getKey(), entry.getValue()));
        }
    }

    private static String definition(AdminClient client, String name) {
        return ClassText.of(BuiltInClasses.find(name)
                .or(() -> new ClassDefinitions(client).find(name))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "class " + name + " does not exist",
                        "'immfind' lists objects, and 'immlist' shows their classes")));
    }
}
