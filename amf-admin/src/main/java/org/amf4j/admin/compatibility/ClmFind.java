package org.amf4j.admin.compatibility;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names of the objects of cluster membership by short class names. */
@Command(
        name = "clm-find",
        description = "Lists the names of objects of cluster membership of a class, by its short name.")
final class ClmFind extends OldCommand {

    private static final Map<String, String> CLASSES =
            new TreeMap<>(Map.of("cluster", "SaClmCluster", "node", "SaClmNode"));

    @Parameters(index = "0", paramLabel = "CLASS", description = "cluster or node")
    private String className;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DN", description = "only below this object")
    private Optional<String> root = Optional.empty();

    @Override
    void run(AdminClient client) {
        String wanted = Optional.ofNullable(CLASSES.get(className))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "there is no class " + className + "; there are " + CLASSES.keySet(), ""));
        find(client, Optional.of(wanted), root).forEach(out()::println);
    }
}
