package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Manager nodes drive two hosts through libvirt and keep two machines: one group in 2N per machine, ranks spread them. Machines
 * are killed, their kernels and services fail, a host loses its power, and the machine comes home. For one thread; what runs
 * is ended by {@link #close()}.
 */
final class ArchitectureB extends Scheme implements Homes {
    private static final List<String> MANAGERS = List.of("m1", "m2", "m3");
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");
    private static final Map<String, String> MACHINES = Map.of("vm1", "10.77.0.101", "vm2", "10.77.0.102");
    private static final SortedMap<String, String> HOMES = new TreeMap<>(Map.of("vm1", "h1", "vm2", "h2"));

    /** The manager from whose network guests are asked; it keeps no machine. */
    private static final String CLIENT = "m3";

    private ArchitectureB(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster);
    }

    /** Builds the guest if need be, boots the hosts and starts the cluster; returns when both machines answer. */
    static ArchitectureB start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(stage, MANAGERS);
        try {
            for (String machine : MACHINES.keySet()) {
                lab.hosts().makeImage(machine);
            }
            for (String host : List.of("h1", "h2")) {
                stage.tell("booting host " + host);
                lab.hosts().boot(host, HOSTS.get(host));
            }
            lab.observe(CLIENT, List.copyOf(MACHINES.values()));
            stage.tell("starting the managers " + String.join(", ", MANAGERS));
            Path model = stage.folder().path().resolve("architecture-b.xml");
            Files.writeString(model, lab.text("examples/models/architecture-b.xml"));
            ClusterPlan plan = new ClusterPlan(stage.folder(), "managers", List.of(model), stage.home(), MANAGERS)
                    .withPlaces(lab.networks());
            return new ArchitectureB(stage, lab, ManagedCluster.start(plan, "machine"));
        } catch (IOException | RuntimeException e) {
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    /** The machine's process is killed: it is restarted where it was. */
    void killMachine(String machine) {
        fault("machine killed", machine, false, () -> lab.hosts().kill(machine));
    }

    /** The guest's kernel panics: the same. */
    void panic(String machine) {
        fault("guest panics", machine, false, () -> harm(machine, "panic"));
    }

    /** The service ends in a living system: the same. */
    void killService(String machine) {
        fault("service dead, system alive", machine, false, () -> harm(machine, "service"));
    }

    private void harm(String machine, String fault) {
        lab.hosts().harm(CLIENT, MACHINES.get(machine), fault);
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

    /** A machine is brought home, a planned move: it is migrated while it runs. */
    void bringBack(String machine, String host) {
        add(moveHome(machine, host));
    }

    private Outcome moveHome(String machine, String host) {
        Outcome moved = move("planned move home", machine, from -> cluster.adjust(machine));
        require(moved.to().equals(host), machine + " went to " + moved.to() + " instead of " + host);
        return moved;
    }

    /** The unit that keeps a machine is locked, for work on its host: a planned move to the other one. */
    void moveAway(String machine) {
        add(move("planned move away", machine, cluster::leave));
    }

    private Outcome move(String what, String machine, Consumer<Place> cause) {
        String address = MACHINES.get(machine);
        Place from = place(machine);
        awaitAnswer(address);
        awaitRest();
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

    /** The cable of a machine's host is cut: the machine, which runs on, is ended with its host and started on the other one. */
    void cutOff(String machine) {
        String host = place(machine).host();
        fault("host cut off", machine, true, () -> lab.hosts().unplug(host));
    }

    /**
     * The manager of a machine is killed: the other one starts the machine on its host. The manager is started again
     * afterwards.
     */
    void killManager(String machine) {
        Place from = place(machine);
        awaitAnswer(MACHINES.get(machine));
        awaitRest();
        long atNanos = now();
        cluster.kill(from.node());
        Place to = awaitRepair("manager killed", machine, from, Outcome.NONE, atNanos);
        require(!to.host().equals(from.host()), machine + " has stayed on " + from.host());
        cluster.startAgain(from.node());
    }

    /** Tries to start a second copy of a running machine on the other host; false when QEMU has refused it. */
    boolean secondCopyStarts(String machine) {
        Place place = place(machine);
        String other = place.host().equals("h1") ? "h2" : "h1";
        Tool.Ended ended = lab.hosts().startCopy(other, cluster.description(place));
        boolean refused = ended.code() != 0 && ended.said().contains("lock");
        stage.tell("a second copy of " + machine + " on " + other + ": "
                + (refused ? "refused, the image is locked" : "not refused by the lock: " + ended.said()));
        return !refused;
    }

    private void fault(String what, String machine, boolean elsewhere, Runnable cause) {
        Place from = place(machine);
        awaitAnswer(MACHINES.get(machine));
        awaitRest();
        long atNanos = now();
        cause.run();
        Place to = awaitRepair(what, machine, from, awaitCleanup(from, atNanos), atNanos);
        require(to.host().equals(from.host()) != elsewhere, machine + " went from " + from.host() + " to " + to.host());
    }

    private Place awaitRepair(String what, String machine, Place from, long reactionNanos, long atNanos) {
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
