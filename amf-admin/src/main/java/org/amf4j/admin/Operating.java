package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;

/** Has an operation done and tells what came of it. */
record Operating(AmfCommand amf, OutputOption output) {

    int perform(AdminClient client, OperationName name, String target) {
        long start = System.nanoTime();
        AdminReply reply = client.operate(target, name.operation());
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        AisStatus status = AdminClient.status(reply);
        if (output.isJson()) {
            output.print(amf.out(), json(name, target, reply, tookMillis), String::new);
            return ExitCode.of(status).code();
        }
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(name.command() + " " + target, status, reply.getText());
        }
        amf.out().println("done in " + tookMillis + " ms" + (reply.getText().isEmpty() ? "" : "; " + reply.getText()));
        return ExitCode.OK.code();
    }

    private static ObjectNode json(OperationName name, String target, AdminReply reply, long tookMillis) {
        AisStatus status = AdminClient.status(reply);
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
