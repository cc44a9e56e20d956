package org.amf4j.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ConfigurationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf create}: a new object. */
@Command(
        name = "create",
        description = {
            "Creates an object in a configuration change of its own.",
            "What only makes sense together, a service unit with its components say, is created by 'amf ccb'."
        })
final class CreateCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Parameters(index = "0", paramLabel = "CLASS", description = "its class, for instance SaAmfSI")
    private String className;

    @Parameters(index = "1", paramLabel = "DN", description = "its full name; its parent must exist")
    private String dn;

    @Parameters(index = "2..*", paramLabel = "ATTR=VALUE", description = "values of its attributes")
    private List<String> values = List.of();

    @Override
    public Integer call() {
        List<String> operation = new ArrayList<>(List.of("create", className, dn));
        operation.addAll(values);
        return options.run(amf, new ConfigurationRequest(List.of(operation), n -> "create " + dn));
    }
}
