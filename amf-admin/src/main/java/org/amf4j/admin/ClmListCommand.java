package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.amf4j.admin.output.MembershipView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Who is a member. */
@Command(name = "list", description = "Lists the configured nodes: who is a member, since which view, and who is not.")
final class ClmListCommand implements Runnable {

    @ParentCommand
    private ClmCommand clm;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Override
    public void run() {
        AmfCommand amf = clm.amf();
        JsonNode answer = cluster.client(amf, ReadingLimits.TIMEOUT).query("membership", Map.of());
        output.print(amf.out(), answer, () -> MembershipView.text(answer));
    }
}
