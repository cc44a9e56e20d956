package org.amf4j.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;

/** Has an operation done, waits for a state if that was asked for, and tells what came of it. */
record Operating(AmfCommand amf, OutputOption output) {

    /** What the cluster says when there is nothing more to say. */
    private static final String DONE = "done";

    int perform(AdminClient client, OperationName name, String target, StateWait wait, Duration limit) {
        wait.check(client, target);
        long start = System.nanoTime();
        AdminReply reply = client.operate(target, name.operation());
        AisStatus status = AdminClient.status(reply);
        boolean asWished = status == AisStatus.OK || status == AisStatus.ERR_NO_OP && wait.isWanted();
        if (asWished) {
            wait.until(client, target, start + limit.toNanos());
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (output.isJson()) {
            output.print(amf.out(), json(name, target, reply, tookMillis), String::new);
            return asWished ? ExitCode.OK.code() : ExitCode.of(status).code();
        }
        if (!asWished) {
            throw AdminClient.refusal(name.command() + " " + target, status, reply.getText());
        }
        String text = reply.getText().isEmpty() || reply.getText().equals(DONE) ? "" : "; " + reply.getText();
        amf.out().println("done in " + tookMillis + " ms" + text);
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
