package org.amf4j.machines;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Machines of three classes, checked at intervals of their own, on three hosts. Services die, and hosts lose their power with one and
 * with two machines on them. For one thread; what runs is ended by {@link #close()}.
 */
final class CheckClasses extends HostedMachines {
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12", "h3", "10.77.0.13");

    /** The most important first. */
    static final List<String> CLASSES = List.of("critical", "normal", "uncritical");

    private static final Map<String, String> MACHINES =
            Map.of("critical", "10.77.0.101", "normal", "10.77.0.102", "uncritical", "10.77.0.103");
    private static final Sites SITES = new Sites(HOSTS, MACHINES);

    private CheckClasses(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster, SITES);
    }

    /** Builds the guest if need be, boots the hosts, starts the cluster; returns when all machines answer. */
    static CheckClasses start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(stage, List.of(THIRD));
        try {
            for (String machine : MACHINES.keySet()) {
                lab.hosts().makeImage(machine);
            }
            return new CheckClasses(stage, lab, start(stage, lab, "check-classes", SITES));
        } catch (IOException | RuntimeException e) {
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    /** The service of a machine dies in a system that lives: the check of its class notices it. */
    void killService(String machine) {
        fail(machine, Crash.SERVICE, "service dead");
    }

    /**
     * The host of a machine loses its power: all its machines are placed at once, each on the host with the fewest, and nobody else's
     * check says anything.
     *
     * @return how many machines it had
     */
    int powerOff(String machine) {
        String host = place(machine).node();
        List<Place> places = CLASSES.stream().map(this::place).toList();
        List<Place> lost =
                places.stream().filter(place -> place.node().equals(host)).toList();
        CLASSES.forEach(each -> awaitAnswer(MACHINES.get(each)));
        awaitRest();
        long atNanos = now();
        lab.hosts().switchOff(host);
        for (Place from : lost) {
            Place to = awaitRepair(
                    "host powered off, " + lost.size() + " on it", from.instance(), from, Outcome.NONE, atNanos);
            require(!to.node().equals(host), from.instance() + " has stayed on " + host);
        }
        for (Place place : places) {
            boolean touched = cluster.note(place, "CLEANUP", atNanos).isPresent();
            require(lost.contains(place) || !touched, place.instance() + " was repaired although its host lives");
        }
        long hostsUsed =
                CLASSES.stream().map(each -> place(each).node()).distinct().count();
        require(hostsUsed == Math.min(CLASSES.size(), HOSTS.size() - 1), "the machines are not spread over the hosts");
        return lost.size();
    }

    /** A host has its power again, and its node joins; nothing moves there. */
    void boot(String host) {
        stage.tell("booting host " + host + " again");
        lab.hosts().boot(host, HOSTS.get(host));
        cluster.startAgain(host);
    }

    /** The host of which two machines are, if there is one; the machine that is named first there. */
    Optional<String> firstOfTwo() {
        return CLASSES.stream()
                .filter(machine -> CLASSES.stream()
                                .filter(other -> place(other)
                                        .node()
                                        .equals(place(machine).node()))
                                .count()
                        == 2)
                .findFirst();
    }
}
