package org.amf4j.machines;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Two machines that are killed again and again: one boots each time, the other one goes on from where its service first answered. For
 * one thread; what runs is ended by {@link #close()}.
 */
final class FastStart extends HostedMachines implements Homes {
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");

    /** The machine that boots, and the one that goes on. */
    static final List<String> NAMES = List.of("boots", "resumes");

    private static final Map<String, String> MACHINES = Map.of("boots", "10.77.0.101", "resumes", "10.77.0.102");
    private static final Sites SITES = new Sites(HOSTS, MACHINES);
    private static final SortedMap<String, String> HOMES = new TreeMap<>(Map.of("boots", "h1", "resumes", "h2"));

    private FastStart(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster, SITES);
    }

    /** Builds the guest if need be, boots the hosts, starts the cluster; returns when both machines answer. */
    static FastStart start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(stage, List.of(THIRD));
        try {
            for (String machine : MACHINES.keySet()) {
                lab.hosts().makeImage(machine);
            }
            return new FastStart(stage, lab, start(stage, lab, "fast-start", SITES));
        } catch (IOException | RuntimeException e) {
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    @Override
    public SortedMap<String, String> homes() {
        return HOMES;
    }

    /** The machine that boots is killed. */
    void killBooting() {
        fail("boots", Crash.KILLED, "killed, boots");
    }

    /** The machine that goes on is killed: it is the same boot afterwards, on the same host. */
    void killResuming() {
        Place from = place("resumes");
        resume("killed, goes on", from, cause("resumes", Crash.KILLED), true);
    }

    /** The host of the machine that goes on loses its power: it goes on at the other host. */
    void powerOff() {
        Place from = place("resumes");
        awaitAnswer(MACHINES.get("resumes"));
        awaitRest();
        long atNanos = now();
        lab.hosts().switchOff(from.node());
        resume("host powered off, goes on", from, atNanos, false);
        require(!place("resumes").node().equals(from.node()), "resumes has stayed on " + from.node());
    }

    private void resume(String what, Place from, long atNanos, boolean cleanedUp) {
        String address = MACHINES.get("resumes");
        String boot = lab.observer().boot(address);
        long reactionNanos = cleanedUp ? awaitCleanup(from, atNanos) : Outcome.NONE;
        Place to = awaitStart("resumes", atNanos);
        CommandNotes.Note start = start(to, atNanos);
        cluster.await("an answer of resumes", () -> lab.observer().hasAnswered(address, start.endedAtNanos()));
        require(lab.hosts().processes("resumes").size() == 1, "resumes does not run exactly once");
        require(lab.observer().boot(address).equals(boot), "resumes was booted instead of going on");
        add(new Outcome(
                what,
                "resumes",
                from.node(),
                to.node(),
                times(to, atNanos, reactionNanos, lab.observer().longestGapNanos(address, atNanos))));
    }
}
