package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.amf4j.admin.cluster.ClusterFolder;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Manager nodes drive two hosts through libvirt and keep two machines: one group in 2N per machine, ranks spread them. Machines
 * are killed, their kernels and services fail, a host loses its power, and the machine comes home. For one thread; what runs
 * is ended by {@link #close()}.
 */
final class ArchitectureB implements AutoCloseable {
    private static final List<String> MANAGERS = List.of("m1", "m2", "m3");
    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");
    private static final Map<String, String> MACHINES = Map.of("vm1", "10.77.0.101", "vm2", "10.77.0.102");

    /** The manager from whose network guests are asked; it keeps no machine. */
    private static final String CLIENT = "m3";

    /** What stands for the lab's folder in the model. */
    private static final String PLACEHOLDER = "/run/amf-vm";

    private final Consumer<String> teller;
    private final NetworkLab networks;
    private final HostLab hosts;
    private final Observer observer;
    private final ManagedCluster cluster;
    private final List<Outcome> outcomes = new ArrayList<>();

    private ArchitectureB(
            Consumer<String> teller, NetworkLab networks, HostLab hosts, Observer observer, ManagedCluster cluster) {
        this.teller = teller;
        this.networks = networks;
        this.hosts = hosts;
        this.observer = observer;
        this.cluster = cluster;
    }

    /**
     * Builds the guest if need be, boots the hosts and starts the cluster; returns when both machines answer.
     *
     * @param home the installation
     * @param folder of the cluster; its owner stops the cluster
     * @param teller is told what happens, as lines
     */
    static ArchitectureB start(Path home, ClusterFolder folder, Consumer<String> teller) throws IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            NetworkLab networks = NetworkLab.create(MANAGERS);
            opened.add(networks);
            Path place = folder.path().resolve("lab");
            HostLab hosts = new HostLab(home, place, networks);
            opened.add(hosts);
            teller.accept("building the guest, if it is not there yet");
            hosts.buildGuest();
            for (String machine : MACHINES.keySet()) {
                hosts.makeImage(machine);
            }
            for (String host : List.of("h1", "h2")) {
                teller.accept("booting host " + host);
                hosts.boot(host, HOSTS.get(host));
            }
            Observer observer = Observer.start(networks, CLIENT, List.copyOf(MACHINES.values()));
            opened.add(observer);
            teller.accept("starting the managers " + String.join(", ", MANAGERS));
            ClusterPlan plan = new ClusterPlan(
                            folder, "managers", List.of(model(home, folder.path(), place)), home, MANAGERS)
                    .withPlaces(networks);
            return new ArchitectureB(teller, networks, hosts, observer, ManagedCluster.start(plan));
        } catch (IOException | RuntimeException e) {
            for (AutoCloseable each : opened.reversed()) {
                closeQuietly(each);
            }
            throw e;
        }
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            // What made us give up is told instead.
        }
    }

    /** A copy of the model with the lab's folder in it. */
    private static Path model(Path home, Path folder, Path lab) throws IOException {
        String text = Files.readString(home.resolve("examples/models/architecture-b.xml"));
        Path copy = folder.resolve("architecture-b.xml");
        Files.writeString(copy, text.replace(PLACEHOLDER, lab.toString()));
        return copy;
    }

    /** What the faults so far have cost. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How often a copy of a machine was seen. */
    int copies() {
        return observer.copies();
    }

    /** The machine's process is killed: it is restarted where it was. */
    void killMachine(String machine) {
        fault(
                "machine killed",
                machine,
                false,
                () -> hosts.process(machine)
                        .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, machine + " has no process", ""))
                        .destroyForcibly());
    }

    /** The guest's kernel panics: the same. */
    void panic(String machine) {
        fault("guest panics", machine, false, () -> hosts.harm(CLIENT, MACHINES.get(machine), "panic"));
    }

    /** The service ends in a living system: the same. */
    void killService(String machine) {
        fault("service dead, system alive", machine, false, () -> hosts.harm(CLIENT, MACHINES.get(machine), "service"));
    }

    /** The host of a machine loses its power: the machine is started on the other one. */
    void powerOff(String machine) {
        String host = place(machine).host();
        fault("host powered off", machine, true, () -> hosts.switchOff(host));
    }

    /** A host boots again after it was switched off. */
    void boot(String host) {
        teller.accept("booting host " + host + " again");
        hosts.boot(host, HOSTS.get(host));
    }

    /** A machine is brought home, a planned move: it goes on with its memory. */
    void bringHome(String machine, String host) {
        String address = MACHINES.get(machine);
        Place from = place(machine);
        awaitAnswer(machine);
        String boot = observer.boot(address);
        long atNanos = now();
        cluster.adjust(machine);
        CommandNotes.Note first =
                cluster.await("TERMINATE of " + machine, () -> cluster.note(from, "TERMINATE", atNanos));
        Place to = awaitStart(machine, atNanos);
        long startedAtNanos =
                cluster.note(to, "INSTANTIATE", atNanos).orElseThrow().endedAtNanos();
        cluster.await("an answer of " + machine, () -> observer.hasAnswered(address, startedAtNanos));
        long outageNanos = observer.longestGapNanos(address, atNanos);
        add("planned move home", machine, from, to, first.beganAtNanos() - atNanos, outageNanos, atNanos);
        require(to.host().equals(host), machine + " went to " + to.host() + " instead of " + host);
        require(observer.boot(address).equals(boot), machine + " was booted instead of going on with its memory");
    }

    /** The cable of a machine's host is cut: the machine, which runs on, is ended with its host and started on the other one. */
    void cutOff(String machine) {
        String host = place(machine).host();
        fault("host cut off", machine, true, () -> hosts.unplug(host));
    }

    /**
     * The manager of a machine is killed: the other one starts the machine on its host. The manager is started again
     * afterwards.
     */
    void killManager(String machine) {
        Place from = place(machine);
        awaitAnswer(machine);
        long atNanos = now();
        cluster.kill(from.node());
        Place to = awaitRepair("manager killed", machine, from, 0, atNanos);
        require(!to.host().equals(from.host()), machine + " has stayed on " + from.host());
        cluster.startAgain(from.node());
    }

    /** Tries to start a second copy of a running machine on the other host; false when QEMU has refused it. */
    boolean secondCopyStarts(String machine) {
        Place place = place(machine);
        String other = place.host().equals("h1") ? "h2" : "h1";
        Tool.Ended ended = hosts.startCopy(other, cluster.description(place));
        boolean refused = ended.code() != 0 && ended.said().contains("lock");
        teller.accept("a second copy of " + machine + " on " + other + ": "
                + (refused ? "refused, the image is locked" : "not refused by the lock: " + ended.said()));
        return !refused;
    }

    private void fault(String what, String machine, boolean elsewhere, Runnable cause) {
        Place from = place(machine);
        awaitAnswer(machine);
        long atNanos = now();
        cause.run();
        CommandNotes.Note first = cluster.await("CLEANUP of " + machine, () -> cluster.note(from, "CLEANUP", atNanos));
        Place to = awaitRepair(what, machine, from, first.beganAtNanos() - atNanos, atNanos);
        require(to.host().equals(from.host()) != elsewhere, machine + " went from " + from.host() + " to " + to.host());
    }

    private void awaitAnswer(String machine) {
        cluster.await(
                "an answer of " + machine,
                () -> observer.hasAnswered(MACHINES.get(machine), now() - TimeUnit.SECONDS.toNanos(1)));
    }

    /** With 0 as the reaction where the new start is the first action. */
    private Place awaitRepair(String what, String machine, Place from, long reactionNanos, long atNanos) {
        Observer.Return back =
                cluster.await("another boot of " + machine, () -> observer.returned(MACHINES.get(machine), atNanos));
        Place to = awaitStart(machine, atNanos);
        add(what, machine, from, to, reactionNanos, back.outageNanos(), atNanos);
        return to;
    }

    /** Waits for an INSTANTIATE since the instant, and for rest; the machine must run there and nowhere else. */
    private Place awaitStart(String machine, long atNanos) {
        Place to = cluster.await(
                "a new start of " + machine,
                () -> cluster.place(machine)
                        .filter(place ->
                                cluster.note(place, "INSTANTIATE", atNanos).isPresent()));
        cluster.awaitSettled();
        List<String> runsOn = HOSTS.keySet().stream()
                .filter(host -> hosts.machines(host).contains(machine))
                .toList();
        require(runsOn.equals(List.of(to.host())), machine + " runs on " + runsOn + ", not on " + to.host() + " alone");
        require(observer.copies() == 0, "a boot of a machine has answered after a later one had: two copies ran");
        return to;
    }

    private void add(
            String what, String machine, Place from, Place to, long reactionNanos, long outageNanos, long atNanos) {
        CommandNotes.Note start = cluster.note(to, "INSTANTIATE", atNanos).orElseThrow();
        long calledNanos = start.beganAtNanos() - atNanos;
        outcomes.add(new Outcome(
                what,
                machine,
                from.host(),
                to.host(),
                reactionNanos > 0 ? reactionNanos : calledNanos,
                calledNanos,
                start.endedAtNanos() - atNanos,
                start.tookNanos(),
                outageNanos));
        teller.accept(what + ": " + machine + " " + from.host() + " to " + to.host() + ", did not answer for "
                + TimeUnit.NANOSECONDS.toMillis(outageNanos) + " ms");
    }

    private Place place(String machine) {
        return cluster.await("a place of " + machine, () -> cluster.place(machine));
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new CommandFailure(ExitCode.FAILED, otherwise, "the logs in the run folder show what happened");
        }
    }

    private static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** Ends observer, hosts and networks; the cluster must have been stopped before, or it would repair what is ended. */
    @Override
    public void close() {
        observer.close();
        hosts.close();
        networks.close();
    }
}
