package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.DifferenceView;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.protocol.admin.AdminReply;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands have in common that change the configuration. */
final class ChangeOptions {

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Option(
            names = "--dry-run",
            description = "say whether it could be done now and what it would change; change nothing")
    private boolean dryRun;

    @Option(names = "--diff", description = "show what changes, attribute by attribute, before it is done")
    private boolean diff;

    @Mixin
    private OwnerOption owner;

    /** Who asks the cluster within the time that is given. */
    AdminClient client(AmfCommand amf) {
        return cluster.client(amf, timeout.limit());
    }

    /** Whether nothing is to be changed. */
    boolean isDryRun() {
        return dryRun;
    }

    /** Has the change carried out, or looked at only; returns the exit code. */
    int run(AmfCommand amf, ConfigurationRequest wanted) {
        return run(amf, wanted, diff, () -> {});
    }

    /** The same for a change that somebody has to agree to, who has seen what differs if that was asked for. */
    int run(AmfCommand amf, ConfigurationRequest wanted, Runnable agreement) {
        return run(amf, wanted, diff, agreement);
    }

    /**
     * The same.
     *
     * @param shown whether what differs is shown before it is done
     * @param agreement returns when it may be done, else throws
     */
    int run(AmfCommand amf, ConfigurationRequest wanted, boolean shown, Runnable agreement) {
        ConfigurationRequest request = wanted.as(owner.name());
        AdminClient client = client(amf);
        long start = System.nanoTime();
        JsonNode changes = Json.object();
        boolean isLookedAt = dryRun || shown;
        if (!isLookedAt) {
            agreement.run();
        }
        AdminReply reply = client.change(request, isLookedAt);
        AisStatus status = AdminClient.status(reply);
        if (status == AisStatus.OK && isLookedAt) {
            changes = Json.parse(reply.getJson()).path("changes");
            if (!output.isJson()) {
                request.classes().forEach(c -> amf.out().println("+ class " + c.name()));
                amf.out().print(DifferenceView.text(changes));
                amf.out().flush();
            }
            if (!dryRun) {
                agreement.run();
                reply = client.change(request, false);
                status = AdminClient.status(reply);
            }
        }
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String text = request.located(reply.getText());
        if (output.isJson()) {
            ObjectNode answer = Json.object()
                    .put("result", status.aisName())
                    .put("result_number", status.value())
                    .put("text", text)
                    .put("dry_run", dryRun)
                    .put("took_ms", tookMillis);
            if (isLookedAt) {
                answer.set("changes", changes);
            }
            output.print(amf.out(), answer, String::new);
            return ExitCode.of(status).code();
        }
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("nothing is changed", status, text);
        }
        String ending = (text.isEmpty() ? "" : "; " + text) + created(request);
        amf.out()
                .println(
                        dryRun
                                ? "it could be done; nothing is changed" + ending
                                : "done in " + tookMillis + " ms" + ending);
        return ExitCode.OK.code();
    }

    private static String created(ConfigurationRequest request) {
        List<String> names = request.classes().stream().map(ImmClass::name).toList();
        return names.isEmpty() ? "" : "; new classes: " + String.join(", ", names);
    }
}
