package org.amf4j.admin.compatibility;

import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An administrative operation of CLM. */
@Command(name = "clm-adm", description = "Invokes an administrative operation of CLM.")
final class ClmAdm extends OldCommand {

    @Option(
            names = {"-o", "--operation"},
            required = true,
            paramLabel = "OPERATION",
            description = "lock, unlock, shutdown or reset")
    private String operation;

    @Parameters(paramLabel = "DN", description = "the node, or the cluster for reset")
    private String target;

    @Override
    void run(AdminClient client) {
        expectDone(
                operation, client.operate(target, OldOperation.named(operation).operation()));
    }
}
