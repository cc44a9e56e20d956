package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterDescription;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Two clusters that do not know of each other: one on hosts keeps machines, the other one in the machines keeps a service
 * in 2N. The service, the machine it is in and that one's host fail in turn. For one thread; what runs is ended by
 * {@link #close()}.
 */
final class ArchitectureA extends Scheme {
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");
    private static final Map<String, String> MACHINES = Map.of("s1", "10.77.0.101", "s2", "10.77.0.102");

    /** The third controller of the hosts' cluster, from whose network the client asks. */
    private static final String THIRD = "c";

    /**
     * Controllers of the cluster in the machines, outside of them: in emulation a controller is too slow for the times within
     * which others must hear it.
     */
    private static final List<String> CONTROLLERS = List.of("c1", "c2", "c3");

    /** The service instance inside, and what the client calls it. */
    private static final String SERVICE = "service";

    private static final String SERVICE_PORT = ":9000";

    /** Of the cluster in the machines: in emulation nodes may answer later than leases usually wait. */
    private static final int LEASE_MILLIS = 3_000;

    private final ManagedCluster inside;
    private final ClusterFolder insideFolder;

    private ArchitectureA(
            Lab.Stage stage, Lab lab, ManagedCluster cluster, ManagedCluster inside, ClusterFolder folder) {
        super(stage, lab, cluster);
        this.inside = inside;
        this.insideFolder = folder;
    }

    /** Builds guest and disk if need be, boots the hosts, starts both clusters; returns when the service has its standby. */
    static ArchitectureA start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(
                stage, Stream.concat(Stream.of(THIRD), CONTROLLERS.stream()).toList());
        ClusterFolder insideFolder = new ClusterFolder(stage.folder().path().resolve("inside"));
        try {
            lab.hosts().buildNode(stage.home());
            for (String host : List.of("h1", "h2")) {
                stage.tell("booting host " + host);
                lab.hosts().bootBare(host, HOSTS.get(host));
            }
            ClusterPlan insidePlan = new ClusterPlan(
                            insideFolder,
                            "inside",
                            List.of(lab.model("architecture-a-inside")),
                            stage.home(),
                            Stream.concat(CONTROLLERS.stream(), Stream.of("s1", "s2"))
                                    .toList())
                    .withPlaces(lab.places(MACHINES))
                    .withElsewhere(List.of("s1", "s2"))
                    .withLease(LEASE_MILLIS);
            ClusterStarter insideStarter = new ClusterStarter(insidePlan, PRIORITY);
            prepareMachines(lab, insidePlan, insideStarter.describe());
            lab.observe(
                    THIRD, List.of(SERVICE + "=" + String.join(SERVICE_PORT + ",", MACHINES.values()) + SERVICE_PORT));
            // Before the machines, which then need not share the processors with its start, and whose nodes find it at
            // once.
            stage.tell("starting the controllers of the cluster in the machines");
            ManagedCluster inside = ManagedCluster.begin(insidePlan, insideStarter, "answer");
            stage.tell("starting the cluster of the hosts, which starts the machines");
            ClusterPlan plan = new ClusterPlan(
                            stage.folder(),
                            "hosts",
                            List.of(lab.model("architecture-a")),
                            stage.home(),
                            List.of("h1", "h2", THIRD))
                    .withPlaces(lab.hosts().places());
            ManagedCluster cluster = ManagedCluster.start(plan, new ClusterStarter(plan, PRIORITY), "machine");
            stage.tell("waiting for the cluster in the machines");
            inside.awaitRedundant();
            return new ArchitectureA(stage, lab, cluster, inside, insideFolder);
        } catch (IOException | RuntimeException e) {
            keepLogs(lab, insideFolder);
            new ClusterStopper(insideFolder).stop();
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    /** Each machine gets a disk of its own with what its node is told. */
    private static void prepareMachines(Lab lab, ClusterPlan plan, ClusterDescription description) throws IOException {
        Path data = Files.createDirectories(plan.folder().path().resolve("data"));
        Files.copy(plan.files().get(0), data.resolve("model.xml"));
        description.at(Path.of("/amf"), List.of(Path.of("/data/model.xml"))).write(data.resolve("cluster.yaml"));
        for (String machine : MACHINES.keySet()) {
            lab.hosts().makeImage(machine, data);
        }
    }

    /** The active component is killed: its standby takes over. */
    void killService() {
        Place from = active();
        awaitRestOfBoth();
        long atNanos = now();
        lab.hosts().harm(THIRD, MACHINES.get(from.node()), "component");
        long outageNanos = awaitService(from, atNanos);
        inside.awaitRedundant();
        add(new Outcome(
                "service killed",
                SERVICE,
                from.node(),
                active().node(),
                new Outcome.Times(
                        Outcome.NONE, Outcome.NONE, Outcome.NONE, Outcome.NONE, outageNanos, now() - atNanos)));
    }

    /** The machine of the active component is killed: the standby takes over, and the machine is started where it was. */
    void killMachine() {
        Place from = active();
        Place machine = place(from.node());
        awaitRestOfBoth();
        long atNanos = now();
        lab.hosts().kill(from.node());
        long outageNanos = awaitService(from, atNanos);
        finish("machine killed", machine, awaitCleanup(machine, atNanos), atNanos, outageNanos);
    }

    /** The host of the active component's machine loses its power: the machine is started on the other host. */
    void powerOff() {
        Place from = active();
        Place machine = place(from.node());
        awaitRestOfBoth();
        long atNanos = now();
        lab.hosts().switchOff(machine.node());
        long outageNanos = awaitService(from, atNanos);
        Place to = finish("host powered off", machine, Outcome.NONE, atNanos, outageNanos);
        require(!to.node().equals(machine.node()), from.node() + " has stayed on " + machine.node());
    }

    private void awaitRestOfBoth() {
        inside.awaitRest();
        awaitRest();
    }

    private Place active() {
        Place place = inside.await("an active unit of the service", () -> inside.place(SERVICE));
        awaitAnswer(SERVICE);
        return place;
    }

    /** How long the client had no answer until somebody else gave it. */
    private long awaitService(Place from, long atNanos) {
        long outageNanos = inside.await(
                        "an answer of the service", () -> lab.observer().returned(SERVICE, atNanos))
                .outageNanos();
        inside.await(
                "the standby of " + from.unit() + " to be active",
                () -> inside.place(SERVICE).filter(place -> !place.equals(from)));
        return outageNanos;
    }

    private Place finish(String what, Place machine, long reactionNanos, long atNanos, long outageNanos) {
        String name = machine.instance();
        Place to = awaitStart(name, atNanos);
        require(lab.hosts().processes(name).size() == 1, name + " does not run exactly once");
        inside.awaitRedundant();
        long redundantNanos = now() - atNanos;
        add(new Outcome(
                what,
                name,
                machine.node(),
                to.node(),
                times(to, atNanos, reactionNanos, outageNanos).redundantAfter(redundantNanos)));
        return to;
    }

    @Override
    void keepLogs() {
        keepLogs(lab, insideFolder);
    }

    /** What the nodes in the machines have logged, of machines that answer. Nobody wants it who has interrupted the command. */
    private static void keepLogs(Lab lab, ClusterFolder folder) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        MACHINES.forEach((machine, address) ->
                lab.hosts().fetch(THIRD, address, "node-log", folder.path().resolve("log-of-" + machine)));
    }

    @Override
    public void close() {
        new ClusterStopper(insideFolder).stop();
        super.close();
    }
}
