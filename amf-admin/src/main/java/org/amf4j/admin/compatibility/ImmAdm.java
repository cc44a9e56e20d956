package org.amf4j.admin.compatibility;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An administrative operation by its number or name. */
@Command(name = "immadm", description = "Invokes an administrative operation on objects.")
final class ImmAdm extends OldCommand {

    @Option(
            names = {"-o", "--operation-id"},
            paramLabel = "ID",
            description = "number of the operation, as the specification of the object's service has it")
    private Optional<Integer> id = Optional.empty();

    @Option(
            names = {"-O", "--operation-name"},
            paramLabel = "NAME",
            description = "name of the operation, for instance lock")
    private Optional<String> name = Optional.empty();

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME:TYPE:VALUE",
            description = "no operation of AMF or CLM has one; refused")
    private List<String> parameters = List.of();

    @Option(
            names = {"-a", "--admin-owner"},
            paramLabel = "OWNER",
            description = "taken and not used: an operation needs no owner here")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = {"-r", "--release-on-finalize", "--disable-tryagain"},
            description = "taken and not used")
    private boolean unused;

    @Parameters(paramLabel = "DN", arity = "1..*", description = "objects")
    private List<String> targets;

    @Override
    void run(AdminClient client) {
        if (!parameters.isEmpty()) {
            throw new CommandFailure(ExitCode.REJECTED, "no operation has parameters: " + parameters, "");
        }
        if (id.isPresent() == name.isPresent()) {
            throw new CommandFailure(ExitCode.USAGE, "either -o ID or -O NAME must be given", "");
        }
        for (String target : targets) {
            OldOperation operation = name.isPresent()
                    ? OldOperation.named(name.get().toLowerCase(Locale.ROOT).replace('_', '-'))
                    : OldOperation.numbered(id.get(), target);
            expectDone("saImmOmAdminOperationInvoke_2", client.operate(target, operation.operation()));
        }
    }
}
