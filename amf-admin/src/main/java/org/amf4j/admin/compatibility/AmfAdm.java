package org.amf4j.admin.compatibility;

import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** An administrative operation of AMF. */
@Command(name = "amf-adm", description = "Invokes an administrative operation of AMF.")
final class AmfAdm extends OldCommand {

    @Parameters(
            index = "0",
            paramLabel = "OPERATION",
            description =
                    "lock, unlock, lock-in, unlock-in, shutdown, restart, si-swap, sg-adjust, repaired, eam-start, eam-stop")
    private String operation;

    @Parameters(index = "1", paramLabel = "DN", description = "the entity")
    private String target;

    @Override
    void run(AdminClient client) {
        expectDone(
                operation, client.operate(target, OldOperation.named(operation).operation()));
    }
}
