package org.amf4j.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ConfigurationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf set}: other values for attributes of one object or several, all or nothing. */
@Command(
        name = "set",
        description = {
            "Changes attributes of objects in one configuration change: all of it is done, or nothing.",
            "Several objects are separated by the word 'and'."
        })
final class SetCommand implements Callable<Integer> {
    private static final String SEPARATOR = "and";

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Parameters(
            paramLabel = "DN ATTR=VALUE",
            arity = "2..*",
            description = {
                "the object, whose name may be shortened while it stays unique, and what to set: ATTR=VALUE replaces, ATTR+=VALUE"
                        + " adds, ATTR-=VALUE takes away, ATTR= empties; times may have a unit: 500ms"
            })
    private List<String> words;

    @Override
    public Integer call() {
        List<List<String>> operations = new ArrayList<>();
        List<String> operation = new ArrayList<>(List.of("set"));
        for (String word : words) {
            if (word.equals(SEPARATOR)) {
                operations.add(operation);
                operation = new ArrayList<>(List.of("set"));
            } else {
                operation.add(word);
            }
        }
        operations.add(operation);
        return options.run(
                amf,
                new ConfigurationRequest(
                        operations, n -> "set " + operations.get(n - 1).get(1)));
    }
}
