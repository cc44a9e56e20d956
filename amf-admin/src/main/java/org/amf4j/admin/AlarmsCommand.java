package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.amf4j.admin.output.AlarmsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What somebody should do something about. */
@Command(
        name = "alarms",
        subcommands = AlarmsClearCommand.class,
        description = {
            "Lists the alarms that are raised now, oldest first.",
            "Those of the past: 'amf notifications --type ALARM', or 'amf events --alarms' without those of applications."
        })
final class AlarmsCommand implements Runnable {

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    AmfCommand amf() {
        return amf;
    }

    @Override
    public void run() {
        JsonNode answer = cluster.client(amf, ReadingLimits.TIMEOUT).query("alarms", Map.of());
        output.print(amf.out(), answer, () -> AlarmsView.text(answer));
    }
}
