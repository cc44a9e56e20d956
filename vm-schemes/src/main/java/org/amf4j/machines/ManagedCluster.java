package org.amf4j.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;

/** A cluster that keeps machines or what is in them, asked for where that is. Whoever owns its folder stops it. For one thread. */
final class ManagedCluster {
    /** For whatever is waited for: guests boot in a few seconds, on a machine at its limit in twenty and more. */
    static final Duration LIMIT = Duration.ofSeconds(180);

    private static final Duration ASKING_LIMIT = Duration.ofSeconds(20);

    /** Nodes and their commands go first: all machines share the processors of this one, and a boot takes one for itself. */
    static final Map<String, String> PRIORITY = Map.of("AMF_REALTIME", "all");

    private final ClusterFolder folder;
    private final ClusterStarter starter;
    private final AdminClient client;
    private final String component;

    /**
     * Where a machine, or another service instance, is kept.
     *
     * @param instance its name
     * @param unit its active unit, whose name is that of the host
     * @param node the node that drives this host
     * @param component what keeps it
     */
    record Place(String instance, String unit, String node, Dn component) {
        String host() {
            return Dn.of(unit).rdnValue();
        }
    }

    private ManagedCluster(ClusterFolder folder, ClusterStarter starter, String component) {
        this.folder = folder;
        this.starter = starter;
        this.component = component;
        this.client = new AdminClient(folder.adminSockets(), ASKING_LIMIT, retry -> {});
    }

    /**
     * Starts the nodes, and waits until every instance is active.
     *
     * @param component name of the component that each unit has
     */
    static ManagedCluster start(ClusterPlan plan, String component) {
        return start(plan, new ClusterStarter(plan, PRIORITY), component);
    }

    /** The same by a starter that has described the cluster before. */
    static ManagedCluster start(ClusterPlan plan, ClusterStarter starter, String component) {
        ManagedCluster cluster = begin(plan, starter, component);
        cluster.awaitSettled();
        return cluster;
    }

    /** The same, without waiting for more than the nodes that the starter starts. */
    static ManagedCluster begin(ClusterPlan plan, ClusterStarter starter, String component) {
        starter.start(LIMIT);
        return new ManagedCluster(plan.folder(), starter, component);
    }

    /** Waits until nothing is going on and every instance has its active unit. */
    void awaitSettled() {
        Settling settling = new Settling(client);
        await(
                "rest, with every instance active",
                () -> settling.await(ASKING_LIMIT)
                        && settling.status()
                                .path("sis")
                                .valueStream()
                                .allMatch(si -> place(
                                                Dn.of(si.path("dn").asText()).rdnValue())
                                        .isPresent()));
    }

    /**
     * Waits until, besides, no controller that is there lacks a part of the log. One that does can make up for no other one: what
     * fails then costs as long as it takes to come back.
     */
    void awaitRest() {
        awaitSettled();
        await("all controllers to have the log", () -> {
            JsonNode status = client.query("status", Map.of());
            Set<String> behind = Settling.behind(status);
            behind.retainAll(boots(status).keySet());
            return behind.isEmpty();
        });
    }

    /** When the nodes that are there have started, in nanoseconds since 1970, by their names. */
    Map<String, Long> boots() {
        return await("the nodes of the cluster", () -> Optional.of(boots(client.query("status", Map.of()))));
    }

    private static Map<String, Long> boots(JsonNode status) {
        Map<String, Long> boots = new TreeMap<>();
        status.path("clm_nodes")
                .valueStream()
                .filter(node -> node.path("up").asBoolean())
                .forEach(node -> boots.put(
                        Dn.of(node.path("dn").asText()).rdnValue(),
                        node.path("boot_timestamp_ns").asLong()));
        return boots;
    }

    /** Waits until nothing is going on, and the instance has no active unit. */
    void awaitUnplaced(String instance) {
        Settling settling = new Settling(client);
        await(
                "rest, with no place for " + instance,
                () -> settling.await(ASKING_LIMIT) && place(instance).isEmpty());
    }

    /** Waits until, besides, every instance has all the assignments that it is to have: a cluster without a standby can be at rest. */
    void awaitRedundant() {
        Settling settling = new Settling(client);
        await("every instance with its standby", () -> {
            settling.await(ASKING_LIMIT);
            return Settling.missing(settling.status()).isEmpty();
        });
        awaitSettled();
    }

    /** Where a machine is active now. */
    Optional<Place> place(String machine) {
        JsonNode status = client.query("status", Map.of());
        return status.path("assignments")
                .valueStream()
                .filter(a -> Dn.of(a.path("si").asText()).rdnValue().equals(machine))
                .filter(a -> a.path("ha").asText().equals("ACTIVE"))
                .map(a -> a.path("su").asText())
                .findFirst()
                .map(unit -> new Place(machine, unit, node(status, unit), Dn.of("safComp=" + component + "," + unit)));
    }

    private static String node(JsonNode status, String unit) {
        return status.path("sus")
                .valueStream()
                .filter(su -> su.path("dn").asText().equals(unit))
                .map(su -> Dn.of(su.path("node").asText()).rdnValue())
                .findFirst()
                .orElseThrow();
    }

    /** Whether a node is given nothing new. */
    boolean isCordoned(String node) {
        return client.query("status", Map.of())
                .path("nodes")
                .valueStream()
                .filter(each -> Dn.of(each.path("dn").asText()).rdnValue().equals(node))
                .anyMatch(each -> each.path("cordoned").asBoolean());
    }

    /** Has a node be given nothing new, or lets it again. */
    void setCordoned(String node, boolean cordoned) {
        String what = (cordoned ? "cordon " : "uncordon ") + node;
        AdminReply reply = client.change(
                new ConfigurationRequest(
                        List.of(List.of("set", node, "amfNodeCordoned=" + (cordoned ? 1 : 0))), number -> what),
                false);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(what, status, reply.getText());
        }
    }

    /** The commands of a machine's component on a node since the instant that have ended, in their order. */
    List<CommandNotes.Note> notes(Place place, String kind, long sinceNanos) {
        return CommandNotes.since(folder.logs(place.node()), place.component(), kind, sinceNanos);
    }

    /** The first of them that has succeeded. */
    Optional<CommandNotes.Note> note(Place place, String kind, long sinceNanos) {
        return notes(place, kind, sinceNanos).stream()
                .filter(CommandNotes.Note::succeeded)
                .findFirst();
    }

    /** How often a text was printed by the INSTANTIATE of a machine's component, and by what that has left running. */
    long timesPrinted(Place place, String text) {
        return CommandNotes.timesPrinted(folder.logs(place.node()), place.component(), "INSTANTIATE", text);
    }

    /** The description that a machine was started with. */
    Path description(Place place) {
        return folder.node(place.node())
                .resolve("components")
                .resolve(place.component().toString())
                .resolve("guest.xml");
    }

    /** Kills a manager's process; its guardian ends what it has left. */
    void kill(String node) {
        folder.agent(node)
                .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "manager " + node + " does not run", ""))
                .destroyForcibly();
    }

    /** Starts a killed manager again, and waits until it has joined. */
    void startAgain(String node) {
        starter.startAgain(node);
        await(
                "manager " + node,
                () -> client.query("status", Map.of())
                        .path("nodes")
                        .valueStream()
                        .filter(each ->
                                Dn.of(each.path("dn").asText()).rdnValue().equals(node))
                        .allMatch(each -> each.path("member").asBoolean()));
    }

    /** The group of a machine goes back to its most preferred unit. */
    void adjust(String machine) {
        operate("safSg=" + machine + ",safApp=machines", AdminOperation.SG_ADJUST);
    }

    /** The unit of a place gives its machine to the group's other one, and is ready to take it again. */
    void leave(Place place) {
        operate(place.unit(), AdminOperation.LOCK);
        operate(place.unit(), AdminOperation.UNLOCK);
    }

    private void operate(String name, AdminOperation operation) {
        // It is answered when the machine has moved.
        AdminClient patient = new AdminClient(folder.adminSockets(), LIMIT, retry -> {});
        AdminReply reply = patient.operate(name, operation);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal(operation + " of " + name, status, reply.getText());
        }
    }

    void await(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits for something; a cluster that does not answer for a moment is no failure. */
    <T> T await(String what, Supplier<Optional<T>> look) {
        Object[] found = {Optional.empty()};
        Await.until(LIMIT, () -> {
            try {
                found[0] = look.get();
            } catch (CommandFailure e) {
                found[0] = Optional.empty(); // the limit ends it, or an interruption
            }
            return ((Optional<?>) found[0]).isPresent();
        });
        @SuppressWarnings("unchecked")
        Optional<T> answer = (Optional<T>) found[0];
        return answer.orElseThrow(() -> Thread.currentThread().isInterrupted()
                ? new CommandFailure(ExitCode.FAILED, "interrupted while waiting for " + what, "")
                : new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "waited " + LIMIT.toSeconds() + " s in vain for " + what,
                        "the logs are in " + folder.path()));
    }
}
