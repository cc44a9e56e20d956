package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** States of AMF entities; without arguments only what is not as it should be. */
@Command(
        name = "amf-state",
        description = "Shows the states of AMF entities; without arguments only what is not as it should be.")
final class AmfState extends OldCommand {

    private static final long UNLOCKED = 1;
    private static final long UNASSIGNED = 1;
    private static final long DISABLED = 2;

    /** How the attribute of a state ends, by the state's short name. */
    private static final Map<String, String> ENDINGS = Map.of(
            "adm", "AdminState",
            "ass", "AssignmentState",
            "ha", "HAState",
            "har", "HAReadinessState",
            "oper", "OperState",
            "pres", "PresenceState",
            "readi", "ReadinessState",
            "all", "State");

    private static final String HA_READINESS = "HAReadinessState";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLASS",
            description = "app, comp, csiass, node, ng, sg, si, siass or su")
    private Optional<String> className = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STATE",
            description = "adm, ass, ha, har, oper, pres, readi or all (default)")
    private Optional<String> state = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "DN", description = "the object, or one above it")
    private Optional<String> root = Optional.empty();

    @Override
    void run(AdminClient client) {
        if (className.isEmpty()) {
            questionable(client);
            return;
        }
        String ending = Optional.ofNullable(ENDINGS.get(state.orElse("all")))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "there is no state " + state.get() + "; there are " + ENDINGS.keySet(), ""));
        for (String dn : find(client, Optional.of(ShortClass.named(className.get())), root)) {
            out().println(dn);
            for (Map.Entry<String, JsonNode> entry :
                    get(client, dn).path("attributes").properties()) {
                if (ends(entry.getKey(), ending)) {
                    out().println("\t" + AttributeText.state(entry.getKey(), entry.getValue()));
                }
            }
        }
    }

    /** HA readiness is no readiness. */
    private static boolean ends(String attribute, String ending) {
        boolean readiness = ending.equals("ReadinessState");
        return attribute.endsWith(ending) && !(readiness && attribute.endsWith(HA_READINESS));
    }

    private void questionable(AdminClient client) {
        list(
                client,
                "Service Instances UNLOCKED and UNASSIGNED",
                "SaAmfSI",
                si -> is(si, "saAmfSIAdminState", UNLOCKED) && is(si, "saAmfSIAssignmentState", UNASSIGNED));
        list(
                client,
                "Service Units UNLOCKED and DISABLED",
                "SaAmfSU",
                su -> is(su, "saAmfSUAdminState", UNLOCKED) && is(su, "saAmfSUOperState", DISABLED));
        list(
                client,
                "Nodes UNLOCKED and DISABLED",
                "SaAmfNode",
                node -> is(node, "saAmfNodeAdminState", UNLOCKED) && is(node, "saAmfNodeOperState", DISABLED));
    }

    private void list(AdminClient client, String title, String type, Predicate<JsonNode> wanted) {
        out().println(title + ":");
        for (String dn : find(client, Optional.of(type), Optional.empty())) {
            if (wanted.test(get(client, dn).path("attributes"))) {
                out().println("   " + dn);
            }
        }
    }

    private static boolean is(JsonNode attributes, String name, long value) {
        return attributes.path(name).path(0).asLong() == value;
    }
}
