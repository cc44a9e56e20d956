package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.output.Json;
import org.amf4j.clc.KeptOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the commands of components have printed. */
@Command(
        name = "logs",
        description =
                "Shows what the life-cycle commands of a component, or of all in a unit, application or on a node,"
                        + " and the programs they have started have printed.")
final class LogsCommand implements Runnable {
    private static final Duration INTERVAL = Duration.ofMillis(300);

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Parameters(
            paramLabel = "DN",
            description = "a component or what contains it; may be shortened while it stays unique")
    private String dn;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until Ctrl-C; JSON is one object per line then")
    private boolean follow;

    @Option(names = "--command", paramLabel = "COMMAND", description = "only of this one: ${COMPLETION-CANDIDATES}")
    private Kind command;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "100",
            description = "the last N lines of each command; default 100")
    private int lines;

    private String lastHeading = "";

    /** The commands. */
    enum Kind {
        INSTANTIATE,
        AM_START,
        AM_STOP,
        TERMINATE,
        CLEANUP
    }

    @Override
    public void run() {
        ClusterFolder folder = cluster.folderEvenStopped(amf.surroundings());
        AdminClient client = new AdminClient(folder.adminSockets(), ReadingLimits.TIMEOUT, amf::tell);
        List<ComponentLogs> logs = ComponentLogs.of(folder, client, dn);
        List<JsonNode> first = new ArrayList<>();
        for (ComponentLogs each : logs) {
            for (KeptOutput.Part part : each.next()) {
                if (isWanted(part)) {
                    show(each, new KeptOutput.Part(part.command(), part.end(), lastLines(part.text())), first);
                }
            }
        }
        if (output.isJson() && !follow) {
            ObjectNode all = Json.object();
            all.putArray("logs").addAll(first);
            amf.out().println(Json.pretty(all));
        }
        amf.out().flush();
        while (follow) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            for (ComponentLogs each : logs) {
                each.next().stream().filter(this::isWanted).forEach(part -> show(each, part, new ArrayList<>()));
            }
            amf.out().flush();
        }
    }

    private boolean isWanted(KeptOutput.Part part) {
        return (command == null || command.name().equals(part.command()))
                && !part.text().isEmpty();
    }

    private void show(ComponentLogs logs, KeptOutput.Part part, List<JsonNode> list) {
        if (output.isJson()) {
            ObjectNode object = Json.object()
                    .put("component", logs.component().toString())
                    .put("node", logs.node())
                    .put("command", part.command())
                    .put("text", part.text());
            list.add(object);
            if (follow) {
                amf.out().println(Json.line(object));
            }
            return;
        }
        String heading = "== " + part.command() + " of " + logs.component() + " on " + logs.node();
        if (!heading.equals(lastHeading)) {
            amf.out().println(heading);
            lastHeading = heading;
        }
        amf.out().print(part.text().endsWith("\n") ? part.text() : part.text() + "\n");
    }

    private String lastLines(String text) {
        List<String> all = text.lines().toList();
        List<String> last = all.subList(Math.max(0, all.size() - Math.max(0, lines)), all.size());
        return last.isEmpty() ? "" : String.join("\n", last) + "\n";
    }
}
