package org.amf4j.admin.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names of the objects of cluster membership by short class names. */
@Command(
        name = "clm-find",
        description = "Lists the names of objects of cluster membership of a class, by its short name.")
final class ClmFind extends OldCommand {

    private static final long UNLOCKED = 1;
    private static final long LOCKED = 2;

    private static final Map<String, String> CLASSES =
            new TreeMap<>(Map.of("cluster", "SaClmCluster", "node", "SaClmNode"));

    @Option(names = "-c", description = "the cluster")
    private boolean cluster;

    @Option(names = "-l", description = "nodes that are LOCKED")
    private boolean locked;

    @Option(names = "-u", description = "nodes that are UNLOCKED")
    private boolean unlocked;

    @Option(names = "-m", description = "nodes that are members")
    private boolean members;

    @Option(names = "-n", description = "nodes that are no members")
    private boolean others;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CLASS",
            description = "cluster or node; without it and without options all nodes")
    private Optional<String> className = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "DN", description = "only below this object")
    private Optional<String> root = Optional.empty();

    @Override
    void run(AdminClient client) {
        String name = className.orElse(cluster ? "cluster" : "node");
        String wanted = Optional.ofNullable(CLASSES.get(name))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "there is no class " + name + "; there are " + CLASSES.keySet(), ""));
        boolean chosen = locked || unlocked || members || others;
        find(client, Optional.of(wanted), root).stream()
                .filter(dn -> !chosen || isWanted(get(client, dn).path("attributes")))
                .forEach(out()::println);
    }

    private boolean isWanted(JsonNode node) {
        long admin = node.path("saClmNodeAdminState").path(0).asLong();
        boolean member = node.path("saClmNodeIsMember").path(0).asLong() == 1;
        return locked && admin == LOCKED || unlocked && admin == UNLOCKED || (member ? members : others);
    }
}
