package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One administrative operation on one entity. Silent success is a sentence; failure names the AIS result. */
@Command
final class OperationCommand implements Callable<Integer> {
    private final OperationName name;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Durations.class,
            description = "give up after this time, for instance 500ms or 2min (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Parameters(paramLabel = "DN", description = "the entity; its name may be shortened while it stays unique")
    private String target;

    private OperationCommand(OperationName name) {
        this.name = name;
    }

    static CommandLine commandLine(OperationName name) {
        CommandLine command = new CommandLine(new OperationCommand(name));
        command.getCommandSpec().name(name.command()).aliases(name.aliases());
        command.getCommandSpec().usageMessage().description(name.description());
        return command;
    }

    @Override
    public Integer call() {
        AdminClient client = cluster.client(amf, timeout);
        long start = System.nanoTime();
        AdminReply reply = client.operate(target, name.operation());
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        AisStatus status = AdminClient.status(reply);
        if (output.isJson()) {
            output.print(amf.out(), json(reply, status, tookMillis), String::new);
            return ExitCode.of(status).code();
        }
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(name.command() + " " + target, status, reply.getText());
        }
        amf.out().println("done in " + tookMillis + " ms" + (reply.getText().isEmpty() ? "" : "; " + reply.getText()));
        return ExitCode.OK.code();
    }

    private ObjectNode json(AdminReply reply, AisStatus status, long tookMillis) {
        return Json.object()
                .put("operation", name.operation().name())
                .put("operation_id", name.operation().value())
                .put("target", target)
                .put("result", status.aisName())
                .put("result_number", status.value())
                .put("text", reply.getText())
                .put("took_ms", tookMillis);
    }
}
