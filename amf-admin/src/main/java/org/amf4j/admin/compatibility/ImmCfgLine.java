package org.amf4j.admin.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What one line of changes can say. A picocli mixin, and a command of its own for the lines of a transaction. */
@Command
final class ImmCfgLine {

    @Option(
            names = {"-a", "--attribute"},
            paramLabel = "ATTR=VALUE",
            description =
                    "replaces; ATTR+=VALUE adds, ATTR-=VALUE takes away, ATTR= empties; may be given several times")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = {"-c", "--create-object"},
            paramLabel = "CLASS",
            description = "create objects of this class")
    private Optional<String> className = Optional.empty();

    @Option(
            names = {"-d", "--delete-object"},
            description = "delete objects")
    private boolean delete;

    @Option(
            names = {"-m", "--modify-object"},
            description = "change objects; what is done when nothing is said")
    private boolean modify;

    @Parameters(paramLabel = "DN", arity = "0..*", description = "objects")
    private List<String> names = new ArrayList<>();

    boolean isEmpty() {
        return attributes.isEmpty() && className.isEmpty() && !delete && names.isEmpty();
    }

    /** The words of each change. */
    List<List<String>> changes() {
        if (names.isEmpty() || delete && (className.isPresent() || !attributes.isEmpty())) {
            throw new CommandFailure(
                    ExitCode.USAGE, "wrong combination of arguments: objects with -a, with -c CLASS, or with -d", "");
        }
        List<List<String>> changes = new ArrayList<>();
        for (String name : names) {
            List<String> words = new ArrayList<>();
            if (delete) {
                words.add("delete");
            } else if (className.isPresent()) {
                words.addAll(List.of("create", className.get()));
            } else {
                words.add("set");
            }
            words.add(name);
            words.addAll(attributes);
            changes.add(words);
        }
        return changes;
    }
}
