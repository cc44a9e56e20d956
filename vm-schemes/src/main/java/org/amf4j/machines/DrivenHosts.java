package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Manager nodes drive two hosts through libvirt and keep two machines: one group in 2N per machine, ranks spread them. What schemes
 * of such managers have in common.
 */
abstract class DrivenHosts extends Scheme implements Homes {
    static final Map<String, String> MACHINES = Map.of("vm1", "10.77.0.101", "vm2", "10.77.0.102");

    /** The manager from whose network guests are asked; it keeps no machine. */
    static final String CLIENT = "m3";

    private static final List<String> MANAGERS = List.of("m1", "m2", CLIENT);
    private static final SortedMap<String, String> HOSTS =
            new TreeMap<>(Map.of("h1", "10.77.0.11", "h2", "10.77.0.12"));
    private static final SortedMap<String, String> HOMES = new TreeMap<>(Map.of("vm1", "h1", "vm2", "h2"));

    DrivenHosts(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster);
    }

    /**
     * Builds the guest if need be, boots the hosts and starts the cluster; returns when both machines answer.
     *
     * @param model of the examples
     * @param booted told of each host
     */
    static <S> S start(
            Lab.Stage stage, String model, BiConsumer<Lab, String> booted, BiFunction<Lab, ManagedCluster, S> scheme)
            throws IOException {
        Lab lab = Lab.open(stage, MANAGERS);
        try {
            for (String machine : MACHINES.keySet()) {
                lab.hosts().makeImage(machine);
            }
            HOSTS.forEach((host, address) -> {
                stage.tell("booting host " + host);
                lab.hosts().boot(host, address);
                booted.accept(lab, host);
            });
            lab.observe(CLIENT, List.copyOf(MACHINES.values()));
            stage.tell("starting the managers " + String.join(", ", MANAGERS));
            Path text = stage.folder().path().resolve(model);
            Files.writeString(text, lab.text("examples/models/" + model));
            ClusterPlan plan = new ClusterPlan(stage.folder(), "managers", List.of(text), stage.home(), MANAGERS)
                    .withPlaces(lab.networks());
            return scheme.apply(lab, ManagedCluster.start(plan, "machine"));
        } catch (IOException | RuntimeException e) {
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    /** The host of a machine loses its power: the machine is started on the other one. */
    void powerOff(String machine) {
        String host = place(machine).host();
        fault("host powered off", machine, true, () -> lab.hosts().switchOff(host));
    }

    /** A host boots again after it was switched off. */
    void boot(String host) {
        stage.tell("booting host " + host + " again");
        lab.hosts().boot(host, HOSTS.get(host));
    }

    @Override
    public SortedMap<String, String> homes() {
        return HOMES;
    }

    @Override
    public String hostOf(String machine) {
        return place(machine).host();
    }

    @Override
    public void bringHome(String machine, String host) {
        stage.tell(
                "brought home before the next fault: " + moveHome(machine, host).text());
    }

    final Outcome moveHome(String machine, String host) {
        Outcome moved = move("planned move home", machine, from -> cluster.adjust(machine));
        require(moved.to().equals(host), machine + " went to " + moved.to() + " instead of " + host);
        return moved;
    }

    final Outcome move(String what, String machine, Consumer<Place> cause) {
        String address = MACHINES.get(machine);
        Place from = atRest(machine);
        String boot = lab.observer().boot(address);
        long atNanos = now();
        cause.accept(from);
        CommandNotes.Note first =
                cluster.await("TERMINATE of " + machine, () -> cluster.note(from, "TERMINATE", atNanos));
        Place to = awaitStart(machine, atNanos);
        CommandNotes.Note start = start(to, atNanos);
        cluster.await("an answer of " + machine, () -> lab.observer().hasAnswered(address, start.endedAtNanos()));
        Outcome moved = outcome(
                what,
                machine,
                from,
                to,
                first.beganAtNanos() - atNanos,
                atNanos,
                lab.observer().longestGapNanos(address, atNanos));
        require(!to.host().equals(from.host()), machine + " has stayed on " + from.host());
        require(lab.observer().boot(address).equals(boot), machine + " was booted instead of going on with its memory");
        require(first.printed().contains(machine + " was migrated to "), "not migrated: " + first.printed());
        return moved;
    }

    /** Where a machine is, when it answers and nothing is going on. */
    final Place atRest(String machine) {
        Place place = place(machine);
        awaitAnswer(MACHINES.get(machine));
        awaitRest();
        return place;
    }

    /** Causes a fault that costs a machine its start; returns the instant just before it. */
    final long fault(String what, String machine, boolean elsewhere, Runnable cause) {
        Place from = atRest(machine);
        long atNanos = now();
        cause.run();
        Place to = awaitRepair(what, machine, from, awaitCleanup(from, atNanos), atNanos);
        require(to.host().equals(from.host()) != elsewhere, machine + " went from " + from.host() + " to " + to.host());
        return atNanos;
    }

    final Place awaitRepair(String what, String machine, Place from, long reactionNanos, long atNanos) {
        Observer.Return back = cluster.await(
                "another boot of " + machine, () -> lab.observer().returned(MACHINES.get(machine), atNanos));
        Place to = awaitStart(machine, atNanos);
        add(outcome(what, machine, from, to, reactionNanos, atNanos, back.outageNanos()));
        return to;
    }

    private Outcome outcome(
            String what, String machine, Place from, Place to, long reactionNanos, long atNanos, long outageNanos) {
        List<String> runsOn = HOSTS.keySet().stream()
                .filter(host -> lab.hosts().machines(host).contains(machine))
                .toList();
        require(runsOn.equals(List.of(to.host())), machine + " runs on " + runsOn + ", not on " + to.host() + " alone");
        return new Outcome(what, machine, from.host(), to.host(), times(to, atNanos, reactionNanos, outageNanos));
    }
}
