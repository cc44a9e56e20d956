package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Two machines that run side by side, each an SA-aware component on a host of its own: one is ACTIVE and counts, the other one is
 * STANDBY. The active one's kernel panics, its process is killed, and its host loses its power. For one thread; what runs is ended by
 * {@link #close()}.
 */
final class Paired extends Scheme {
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");

    /** The machine of each host. */
    private static final Map<String, String> MACHINES = Map.of("h1", "m1", "h2", "m2");

    private static final Map<String, String> ADDRESSES = Map.of("m1", "10.77.0.101", "m2", "10.77.0.102");

    /** The third controller, from whose network the client asks. */
    private static final String THIRD = "c";

    /** The service instance, and what the client calls it. */
    private static final String SERVICE = "count";

    private static final String SERVICE_PORT = ":9000";

    private Paired(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster);
    }

    /** Builds guest and disk if need be, boots the hosts, starts the cluster; returns when the service has its standby. */
    static Paired start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(stage, List.of(THIRD));
        try {
            lab.hosts().buildComponents(stage.home());
            for (String host : List.of("h1", "h2")) {
                lab.hosts().makeImage(MACHINES.get(host));
                stage.tell("booting host " + host);
                lab.hosts().bootBare(host, HOSTS.get(host));
            }
            String both = String.join(SERVICE_PORT + ",", ADDRESSES.values()) + SERVICE_PORT;
            lab.observe(THIRD, List.of(ADDRESSES.get("m1"), ADDRESSES.get("m2"), SERVICE + "=" + both));
            stage.tell("starting the cluster of the hosts, which starts both machines");
            Path model = stage.folder().path().resolve("paired.xml");
            Files.writeString(model, lab.text("examples/models/paired.xml"));
            ClusterPlan plan = new ClusterPlan(
                            stage.folder(), "hosts", List.of(model), stage.home(), List.of("h1", "h2", THIRD))
                    .withPlaces(lab.hosts().places());
            ManagedCluster cluster = ManagedCluster.start(plan, new ClusterStarter(plan, PRIORITY), "machine");
            cluster.awaitRedundant();
            return new Paired(stage, lab, cluster);
        } catch (IOException | RuntimeException e) {
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    /** The guest of the active machine halts by a panic of its kernel. */
    void panic() {
        Place from = active();
        fail("guest panics", from, true, () -> lab.hosts().harm(THIRD, address(from), "panic"));
    }

    /** The program in the active machine is killed; the system there lives. */
    void killProgram() {
        Place from = active();
        fail("program killed", from, true, () -> lab.hosts().harm(THIRD, address(from), "component"));
    }

    /** The process of the active machine is killed. */
    void kill() {
        Place from = active();
        fail("machine killed", from, true, () -> lab.hosts().kill(MACHINES.get(from.node())));
    }

    /** The host of the active machine loses its power; it stays off. */
    void powerOff() {
        Place from = active();
        fail("host powered off", from, false, () -> lab.hosts().switchOff(from.node()));
    }

    /** How often a number was not above the one before it. */
    int numbersGoneBack() {
        return lab.observer().numbersGoneBack(SERVICE);
    }

    /** The last number that the client has heard. */
    long lastNumber() {
        return lab.observer().number(SERVICE);
    }

    private Place active() {
        Place place = place(SERVICE);
        awaitAnswer(SERVICE);
        return place;
    }

    private static String address(Place place) {
        return ADDRESSES.get(MACHINES.get(place.node()));
    }

    private void fail(String what, Place from, boolean hostLives, Runnable cause) {
        String standby = ADDRESSES.get(MACHINES.get(from.node().equals("h1") ? "h2" : "h1"));
        awaitAnswer(standby);
        awaitRest();
        String boot = lab.observer().boot(standby);
        long before = lastNumber();
        long atNanos = now();
        cause.run();
        Observer.Return back = cluster.await(
                "an answer of the other machine", () -> lab.observer().returned(SERVICE, atNanos));
        Place to = cluster.await(
                "the standby of " + from.unit() + " to be active",
                () -> cluster.place(SERVICE).filter(place -> !place.equals(from)));
        require(
                lab.observer().boot(SERVICE).equals(boot),
                "another boot of the machine answers than the one that was standby");
        require(lastNumber() > before, "the number is " + lastNumber() + " after " + before);
        cluster.await(
                "the machine of the standby to live on", () -> lab.observer().hasAnswered(standby, back.backAtNanos()));
        require(lab.observer().boot(standby).equals(boot), "the fault has reached the machine that was standby");
        require(copies() == 0, "who had been replaced has answered again");
        long reactionNanos = Outcome.NONE;
        long redundantNanos = Outcome.NONE;
        if (hostLives) {
            reactionNanos = awaitCleanup(from, atNanos);
            cluster.awaitRedundant();
            redundantNanos = now() - atNanos;
        }
        add(new Outcome(
                what,
                SERVICE,
                from.node(),
                to.node(),
                new Outcome.Times(
                        reactionNanos, Outcome.NONE, Outcome.NONE, Outcome.NONE, back.outageNanos(), redundantNanos)));
    }
}
