package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.output.Json;
import org.amf4j.admin.output.NotificationLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Notifications, those of applications included, one line each. */
@Command(
        name = "notifications",
        description = {
            "Lists what the framework and applications have notified, oldest first; JSON is one object per line.",
            "Of criteria all must be met; one that is given several times is met by any of its values."
        })
final class NotificationsCommand implements Runnable {

    /** Notifications asked for at a time. */
    private static final int BATCH_MAX = 500;

    /** For how long the cluster waits for the next one, in milliseconds. */
    private static final int WAIT_MILLIS = 1_000;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until Ctrl-C")
    private boolean follow;

    @Option(names = "--after", paramLabel = "ID", description = "begin after the notification with this number")
    private Long after;

    @Option(names = "--now", description = "begin with the next one that happens")
    private boolean now;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "OBJECT_CREATE_DELETE, ATTRIBUTE_CHANGE, STATE_CHANGE, ALARM, SECURITY_ALARM, MISCELLANEOUS")
    private List<String> types = List.of();

    @Option(names = "--severity", paramLabel = "SEVERITY", description = "of alarms: CLEARED, ... MAJOR, CRITICAL")
    private List<String> severities = List.of();

    @Option(
            names = "--class",
            paramLabel = "V.M.N",
            description = "vendor, major and minor id, for instance 18568.2.104")
    private List<String> classes = List.of();

    @Option(names = "--object", paramLabel = "DN", description = "about this object")
    private List<String> objects = List.of();

    @Option(names = "--subtree", paramLabel = "DN", description = "about this object or any below it")
    private List<String> subtrees = List.of();

    @Override
    public void run() {
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        Map<String, String> arguments = arguments();
        boolean more = true;
        while (more || follow) {
            JsonNode answer = client.query("notifications", arguments);
            show(answer);
            more = answer.path("notifications").size() > 0;
            arguments.remove("now");
            arguments.put("after", answer.path("position").asText());
        }
    }

    private Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        if (after != null) {
            arguments.put("after", after.toString());
        }
        arguments.put("now", Boolean.toString(now));
        arguments.put("max", Integer.toString(BATCH_MAX));
        arguments.put("wait_ms", Integer.toString(follow ? WAIT_MILLIS : 0));
        arguments.put("types", String.join(",", types));
        arguments.put("severities", String.join(",", severities));
        arguments.put("classes", String.join(",", classes));
        arguments.put("objects", String.join(";", objects));
        arguments.put("subtrees", String.join(";", subtrees));
        return arguments;
    }

    private void show(JsonNode answer) {
        long lost = answer.path("lost_count").asLong();
        if (lost > 0) {
            amf.err()
                    .println("amf: " + lost + " notifications up to "
                            + answer.path("lost_until").asText() + " are no longer kept by the cluster");
            amf.err().flush();
        }
        for (JsonNode notification : answer.path("notifications")) {
            amf.out().println(output.isJson() ? Json.line(notification) : NotificationLine.of(notification));
        }
        amf.out().flush();
    }
}
