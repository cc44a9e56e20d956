package org.amf4j.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.AdminClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** One administrative operation on one entity. Silent success is a sentence; failure names the AIS result. */
@Command
final class OperationCommand implements Callable<Integer> {
    private static final Set<String> WHOLE = Set.of("SaAmfCluster", "SaClmCluster");

    private final OperationName name;
    private final Precaution precaution = new Precaution();

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ClusterOption cluster;

    @Mixin
    private OutputOption output;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private StateWait wait;

    @Parameters(paramLabel = "DN", description = "the entity; its name may be shortened while it stays unique")
    private String target;

    private OperationCommand(OperationName name) {
        this.name = name;
    }

    static CommandLine commandLine(OperationName name) {
        OperationCommand operation = new OperationCommand(name);
        CommandLine command = new CommandLine(operation);
        if (name.endsService()) {
            command.getCommandSpec().addMixin("precaution", CommandSpec.forAnnotatedObject(operation.precaution));
        }
        command.getCommandSpec().name(name.command()).aliases(name.aliases());
        command.getCommandSpec().usageMessage().description(name.description());
        return command;
    }

    @Override
    public Integer call() {
        AdminClient client = cluster.client(amf, timeout.limit());
        if (name.endsService() && precaution.isDue(amf)) {
            askFor(client);
        }
        return new Operating(amf, output).perform(client, name, target, wait, timeout.limit());
    }

    /** Asks when it is about everything, or ends processes; what a short name means has to be asked, too. */
    private void askFor(AdminClient client) {
        JsonNode object = client.query("get", Map.of("dn", target));
        boolean isCluster = WHOLE.contains(object.path("class").asText());
        if (isCluster || name.endsProcesses()) {
            String what = object.path("dn").asText();
            precaution.take(amf, name.command() + " " + (isCluster ? "the whole cluster, " : "") + what + "?");
        }
    }
}
