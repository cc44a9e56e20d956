package org.amf4j.admin.compatibility;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names of objects. */
@Command(name = "immfind", description = "Lists the names of objects, one per line.")
final class ImmFind extends OldCommand {

    /** How far below a root. */
    enum Scope {
        SUBLEVEL,
        SUBTREE
    }

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "only objects of this class")
    private Optional<String> className = Optional.empty();

    @Option(
            names = {"-s", "--scope"},
            paramLabel = "sublevel|subtree",
            defaultValue = "subtree",
            description = "the root and its children, or all below it (default)")
    private Scope scope;

    @Parameters(paramLabel = "DN", arity = "0..*", description = "roots; without one all objects")
    private List<String> roots = List.of();

    @Override
    void run(AdminClient client) {
        String wanted = scope.name().toLowerCase(Locale.ROOT);
        if (roots.isEmpty()) {
            find(client, className, Optional.empty(), wanted).forEach(out()::println);
        }
        for (String root : roots) {
            find(client, className, Optional.of(root), wanted).forEach(out()::println);
        }
    }
}
