package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.output.EventView;
import org.amf4j.admin.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What has changed, one line per change. */
@Command(name = "events", description = "Lists what has changed, oldest first; JSON is one object per line.")
final class EventsCommand implements Runnable {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    /** Events asked for at a time. */
    private static final int BATCH_MAX = 1000;

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

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "begin after the event with this number")
    private long after;

    @Option(names = "--alarms", description = "only alarms, raised and cleared")
    private boolean alarms;

    @Option(names = "--notifications", description = "only changes that the standard has notified")
    private boolean notifications;

    @Override
    public void run() {
        AdminClient client = cluster.client(amf, ReadingLimits.TIMEOUT);
        boolean more = true;
        while (more || follow) {
            long before = after;
            show(client.query("events", arguments()));
            more = after > before;
            if (!more && follow) {
                LockSupport.parkNanos(INTERVAL.toNanos());
            }
        }
    }

    private Map<String, String> arguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("after", Long.toString(after));
        arguments.put("max", Integer.toString(BATCH_MAX));
        return arguments;
    }

    private void show(JsonNode answer) {
        for (JsonNode event : answer.path("events")) {
            long number = event.path("number").asLong();
            if (after > 0 && number > after + 1) {
                amf.err().println("amf: " + (number - after - 1) + " events are no longer kept by the cluster");
                amf.err().flush();
            }
            after = Math.max(after, number);
            if (isWanted(event.path("notification"))) {
                amf.out().println(output.isJson() ? Json.line(event) : EventView.line(event));
            }
        }
        amf.out().flush();
    }

    private boolean isWanted(JsonNode notification) {
        boolean alarm = notification.has("perceived_severity");
        return alarm || !alarms && (!notifications || notification.isObject());
    }
}
