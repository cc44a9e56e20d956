package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.Invocation;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** An operation on an object of an application. */
@Command(name = "invoke", description = "Has an administrative operation carried out by the implementer of an object.")
final class InvokeCommand implements Callable<Integer> {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private OwnerOption owner;

    @Parameters(index = "0", paramLabel = "DN", description = "the object, with its full name")
    private String dn;

    @Parameters(
            index = "1",
            paramLabel = "OPERATION",
            description = "number of the operation; its implementer knows them")
    private long operation;

    @Parameters(
            index = "2..*",
            paramLabel = "NAME:TYPE:VALUE",
            description = "parameters, for instance level:SA_UINT32_T:5")
    private List<String> parameters = List.of();

    @Override
    public Integer call() {
        Invocation invocation = new Invocation(
                dn, operation, parameters.stream().map(Invocation::parameter).toList(), owner.name());
        OperationResult result =
                invocation.carryOut(cluster.client(amf, timeout.limit().plusSeconds(1)), timeout.limit());
        if (output.isJson()) {
            output.print(amf.out(), json(result), String::new);
            return ExitCode.of(result.status()).code();
        }
        if (result.status() != AisStatus.OK) {
            throw AdminClient.refusal(
                    "operation " + operation + " on " + dn,
                    result.status(),
                    result.reason().orElse(""));
        }
        amf.out().println("done");
        result.parameters().forEach(p -> amf.out().println("    " + p.name() + "  " + text(p)));
        amf.out().flush();
        return ExitCode.OK.code();
    }

    private static String text(Parameter parameter) {
        return parameter.type().format(parameter.value());
    }

    private ObjectNode json(OperationResult result) {
        ObjectNode json = Json.object()
                .put("target", dn)
                .put("operation_id", operation)
                .put("result", result.status().aisName())
                .put("result_number", result.status().value());
        ArrayNode returned = json.putArray("parameters");
        result.parameters()
                .forEach(p -> returned.addObject()
                        .put("name", p.name())
                        .put("type", p.type().xmlName())
                        .put("value", text(p)));
        return json;
    }
}
