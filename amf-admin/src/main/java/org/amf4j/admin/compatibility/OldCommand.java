package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the old commands have in common. */
abstract class OldCommand implements Callable<Integer> {

    private static final int SECONDS_MAX = 3600;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SEC",
            defaultValue = "60",
            description = "give up after so many seconds (default: ${DEFAULT-VALUE})")
    private int seconds;

    private Function<Duration, AdminClient> cluster;

    final void connectBy(Function<Duration, AdminClient> newCluster) {
        cluster = newCluster;
    }

    /** Does the work; failures are told by exceptions. */
    abstract void run(AdminClient client);

    @Override
    public final Integer call() {
        try {
            run(cluster.apply(limit()));
            return 0;
        } catch (CommandFailure e) {
            out().flush();
            err().println("error - " + e.getMessage());
            if (!e.hint().isEmpty()) {
                err().println("hint: " + e.hint());
            }
            err().flush();
            return 1;
        } finally {
            out().flush();
        }
    }

    /** Whether more is to be said than usual. */
    final boolean isVerbose() {
        return Boolean.TRUE.equals(spec.root().findOption("--verbose").getValue());
    }

    /** Says what is wrong with the command line, and where what is right is found. */
    final int refuse(String problem) {
        err().println("error - " + problem);
        err().println("hint: '" + spec.name() + " --help' lists what it takes");
        err().flush();
        return 1;
    }

    /** How long it may take. */
    final Duration limit() {
        return Duration.ofSeconds(Math.clamp(seconds, 1, SECONDS_MAX));
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Throws when the cluster has not done what it was asked for. */
    static void expectDone(String what, AdminReply reply) {
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(what + " FAILED", status, reply.getText());
        }
    }

    static JsonNode get(AdminClient client, String dn) {
        return client.query("get", Map.of("dn", dn));
    }

    static List<String> find(AdminClient client, Optional<String> className, Optional<String> root) {
        return find(client, className, root, "subtree");
    }

    static List<String> find(AdminClient client, Optional<String> className, Optional<String> root, String scope) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("scope", scope);
        className.ifPresent(name -> arguments.put("class", name));
        root.ifPresent(dn -> arguments.put("root", dn));
        List<String> names = new ArrayList<>();
        client.query("find", arguments).path("dns").forEach(dn -> names.add(dn.asText()));
        return names;
    }
}
