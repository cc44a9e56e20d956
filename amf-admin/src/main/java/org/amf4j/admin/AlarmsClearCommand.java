package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.admin.output.AlarmsView;
import org.amf4j.admin.output.Json;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AlarmClearing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Ends alarms that nobody else ends any more. */
@Command(
        name = "clear",
        description = {
            "Clears alarms of applications, all of them or none, when the program that has raised them is gone for good.",
            "Who subscribes to notifications hears of it as of any alarm that is cleared, and that an operator has done it.",
            "Alarms of the framework end by themselves when what they tell of is over."
        })
final class AlarmsClearCommand implements Callable<Integer> {

    @ParentCommand
    private AlarmsCommand alarms;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private Confirmation confirmation;

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for those who read it later")
    private String reason = "";

    @Parameters(paramLabel = "ID", arity = "1..*", description = "number of an alarm as 'amf alarms' shows it")
    private List<Long> ids;

    @Override
    public Integer call() {
        AmfCommand amf = alarms.amf();
        Set<Long> wanted = new LinkedHashSet<>(ids);
        AdminClient client = cluster.client(amf, timeout.limit());
        ObjectNode concerned = concerned(client.query("alarms", Map.of()), wanted);
        if (!output.isJson()) {
            amf.out().print(AlarmsView.text(concerned));
            amf.out().flush();
        }
        confirmation.require(
                amf, wanted.size() == 1 ? "clear this alarm?" : "clear these " + wanted.size() + " alarms?");
        AdminReply reply = client.clear(AlarmClearing.newBuilder()
                .addAllAlarms(wanted)
                .setOperator(System.getProperty("user.name"))
                .setReason(reason)
                .build());
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("nothing is cleared", status, reply.getText());
        }
        concerned.put("result", status.aisName());
        output.print(amf.out(), concerned, () -> wanted.size() == 1 ? "cleared\n" : wanted.size() + " cleared\n");
        return ExitCode.OK.code();
    }

    /** What the alarms say. */
    private static ObjectNode concerned(JsonNode answer, Set<Long> wanted) {
        ArrayNode found = Json.array();
        Set<Long> lacking = new LinkedHashSet<>(wanted);
        answer.path("alarms").forEach(alarm -> {
            if (lacking.remove(alarm.path("notification_id").asLong())) {
                found.add(alarm);
            }
        });
        if (!lacking.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "no alarm is raised by notification " + lacking.iterator().next(),
                    "'amf alarms' lists those that are");
        }
        ObjectNode concerned = Json.object();
        concerned.set("alarms", found);
        return concerned;
    }
}
