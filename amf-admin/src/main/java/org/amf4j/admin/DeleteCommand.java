package org.amf4j.admin;

import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ConfigurationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code amf delete}: objects go, with all below them. */
@Command(
        name = "delete",
        description = {
            "Deletes objects and all below them in one configuration change: all of it is done, or nothing.",
            "What is in use is not deleted; the answer says what to lock first."
        })
final class DeleteCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Mixin
    private Precaution precaution;

    @Parameters(
            paramLabel = "DN",
            arity = "1..*",
            description = "the objects; a name may be shortened while it stays unique")
    private List<String> dns;

    @Override
    public Integer call() {
        List<List<String>> operations =
                dns.stream().map(dn -> List.of("delete", dn)).toList();
        return options.run(
                amf,
                new ConfigurationRequest(operations, n -> "delete " + dns.get(n - 1)),
                () -> precaution.take(amf, "delete " + String.join(", ", dns) + " and all below?"));
    }
}
