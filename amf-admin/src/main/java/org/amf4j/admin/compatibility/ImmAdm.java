package org.amf4j.admin.compatibility;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.Invocation;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.OperationResult;
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
            description = "for an operation of an application; no operation of AMF or CLM has one")
    private List<String> parameters = List.of();

    @Option(
            names = {"-a", "--admin-owner"},
            paramLabel = "OWNER",
            description = "as this owner, for an object of an application that has one; else not used")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = {"-r", "--release-on-finalize", "--disable-tryagain"},
            description = "taken and not used")
    private boolean unused;

    @Parameters(paramLabel = "DN", arity = "1..*", description = "objects")
    private List<String> targets;

    @Override
    void run(AdminClient client) {
        if (id.isPresent() == name.isPresent()) {
            throw new CommandFailure(ExitCode.USAGE, "either -o ID or -O NAME must be given", "");
        }
        for (String target : targets) {
            if (isOfApplication(target)) {
                invoke(client, target);
                continue;
            }
            if (!parameters.isEmpty()) {
                throw new CommandFailure(ExitCode.REJECTED, "no operation has parameters: " + parameters, "");
            }
            OldOperation operation = name.isPresent()
                    ? OldOperation.named(name.get().toLowerCase(Locale.ROOT).replace('_', '-'))
                    : OldOperation.numbered(id.get(), target);
            expectDone("saImmOmAdminOperationInvoke_2", client.operate(target, operation.operation()));
        }
    }

    /** The framework's own objects, whose names all begin so, have operations with names. */
    private static boolean isOfApplication(String target) {
        return target.contains("=") && !target.startsWith("saf");
    }

    private void invoke(AdminClient client, String target) {
        int operation = id.orElseThrow(() -> new CommandFailure(
                ExitCode.USAGE, "operations of applications have numbers: -o ID, not -O " + name.orElse(""), ""));
        OperationResult result = new Invocation(
                        target,
                        operation,
                        parameters.stream().map(Invocation::parameter).toList(),
                        owner.orElse(""))
                .carryOut(client, limit());
        if (isVerbose() && !result.parameters().isEmpty()) {
            out().println("Object: " + target);
            AttributeText.heading().forEach(out()::println);
            result.parameters()
                    .forEach(p -> out().println(AttributeText.row(
                            p.name(), p.type(), Json.array(List.of(p.type().format(p.value()))))));
        }
        if (result.status() != AisStatus.OK) {
            throw new CommandFailure(
                    ExitCode.of(result.status()),
                    "admin-op RETURNED: " + result.status().aisName()
                            + result.reason().map(r -> ": " + r).orElse(""),
                    "");
        }
    }
}
