package org.amf4j.machines;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;

/** The managers' cluster, asked for machines. Whoever owns its folder stops it. For one thread. */
final class ManagedCluster {
    /** For whatever is waited for: guests boot in a few seconds, on a machine at its limit in twenty. */
    static final Duration LIMIT = Duration.ofSeconds(120);

    private static final Duration ASKING_LIMIT = Duration.ofSeconds(20);
    private static final String COMPONENT = "safComp=machine,";

    private final ClusterFolder folder;
    private final ClusterStarter starter;
    private final AdminClient client;

    /**
     * Where a machine is kept.
     *
     * @param unit its active unit, whose name is that of the host
     * @param node the manager that drives this host
     */
    record Place(String unit, String node) {
        String host() {
            return Dn.of(unit).rdnValue();
        }

        Dn component() {
            return Dn.of(COMPONENT + unit);
        }
    }

    private ManagedCluster(ClusterFolder folder, ClusterStarter starter) {
        this.folder = folder;
        this.starter = starter;
        this.client = new AdminClient(folder.adminSockets(), ASKING_LIMIT, retry -> {});
    }

    /** Starts the nodes, and waits until every machine's service answers. */
    static ManagedCluster start(ClusterPlan plan) {
        ClusterStarter starter = new ClusterStarter(plan);
        starter.start(LIMIT);
        ManagedCluster cluster = new ManagedCluster(plan.folder(), starter);
        cluster.awaitSettled();
        return cluster;
    }

    /** Waits until nothing is going on and every instance has its active unit. */
    void awaitSettled() {
        Settling settling = new Settling(client);
        await(
                "rest, with every machine active",
                () -> settling.await(ASKING_LIMIT)
                        && settling.status()
                                .path("sis")
                                .valueStream()
                                .allMatch(si -> place(
                                                Dn.of(si.path("dn").asText()).rdnValue())
                                        .isPresent()));
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
                .map(unit -> new Place(unit, node(status, unit)));
    }

    private static String node(JsonNode status, String unit) {
        return status.path("sus")
                .valueStream()
                .filter(su -> su.path("dn").asText().equals(unit))
                .map(su -> Dn.of(su.path("node").asText()).rdnValue())
                .findFirst()
                .orElseThrow();
    }

    /** The first successful command of a machine's component on a node since the instant. */
    Optional<CommandNotes.Note> note(Place place, String kind, long sinceNanos) {
        return CommandNotes.first(folder.logs(place.node()), place.component(), kind, sinceNanos);
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
        // It is answered when the machine has moved.
        AdminClient patient = new AdminClient(folder.adminSockets(), LIMIT, retry -> {});
        AdminReply reply = patient.operate("safSg=" + machine + ",safApp=machines", AdminOperation.SG_ADJUST);
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("adjust " + machine, status, reply.getText());
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
                found[0] = Optional.empty(); // the limit ends it
            }
            return ((Optional<?>) found[0]).isPresent();
        });
        @SuppressWarnings("unchecked")
        Optional<T> answer = (Optional<T>) found[0];
        return answer.orElseThrow(() -> new CommandFailure(
                ExitCode.TIMED_OUT,
                "waited " + LIMIT.toSeconds() + " s in vain for " + what,
                "the logs are in " + folder.path()));
    }
}
