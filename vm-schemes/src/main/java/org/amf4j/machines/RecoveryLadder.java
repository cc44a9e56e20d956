package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterStopper;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Hosts with an agent each keep machines under libvirt by a ladder of steps, and place them by number and load. Machines fail once,
 * and again and again; their host is busy, and all are; a disk is erased. For one thread; what runs is ended by {@link #close()}.
 */
final class RecoveryLadder extends HostedMachines implements Homes {
    /** A machine that has been well for so long begins at the first step again, for the wrapper and for AMF. */
    static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Failures that a restart is enough for. */
    static final List<Crash> PASSING = List.of(Crash.KILLED, Crash.PANIC, Crash.SERVICE, Crash.OFF);

    /** More failures in a row than are answered by restarts in the same place. */
    private static final int MOVING_FAILURE = 3;

    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");
    private static final Map<String, String> MACHINES = Map.of("vm1", "10.77.0.101", "vm2", "10.77.0.102");
    private static final Sites SITES = new Sites(HOSTS, MACHINES);
    private static final SortedMap<String, String> HOMES = new TreeMap<>(Map.of("vm1", "h1", "vm2", "h2"));

    private static final double IDLE = 0.5;
    private static final double BUSY = 9;

    private final InstallServer installer;

    private RecoveryLadder(Lab.Stage stage, Lab lab, ManagedCluster cluster, InstallServer installer) {
        super(stage, lab, cluster, SITES);
        this.installer = installer;
    }

    /** Builds guest and disk if need be, boots the hosts, starts the cluster; returns when both machines answer. */
    static RecoveryLadder start(Lab.Stage stage) throws IOException {
        Lab lab = Lab.open(stage, List.of(THIRD));
        InstallServer installer = null;
        try {
            Path disk = InstallServer.makeDisk(stage);
            for (String machine : MACHINES.keySet()) {
                lab.hosts().makeImageOf(machine, disk);
            }
            HOSTS.keySet().forEach(host -> setLoad(stage, host, IDLE));
            installer = InstallServer.start(stage, lab.networks(), THIRD);
            ManagedCluster cluster = start(stage, lab, "recovery-ladder", SITES);
            return new RecoveryLadder(stage, lab, cluster, installer);
        } catch (IOException | RuntimeException e) {
            if (installer != null) {
                installer.close();
            }
            new ClusterStopper(stage.folder()).stop();
            lab.close();
            throw e;
        }
    }

    @Override
    public SortedMap<String, String> homes() {
        return HOMES;
    }

    /** A machine that has been well for long fails once: the first step, in the same place. */
    void crash(String machine, Crash kind) {
        awaitCalm(machine, CALM_NANOS);
        Place from = place(machine);
        Place to = fail(machine, kind, kind.toString());
        require(to.unit().equals(from.unit()), machine + " went from " + from.unit() + " to " + to.unit());
    }

    /** The host of a machine is busy, and the machine fails again and again: it goes to the other host. */
    void moveByLoad(String machine) {
        awaitCalm(machine, CALM_NANOS);
        Place from = place(machine);
        load(from.node(), BUSY);
        for (int i = 1; i < MOVING_FAILURE; i++) {
            Place still = fail(machine, Crash.KILLED, "failure " + i + " on a busy host");
            require(still.unit().equals(from.unit()), machine + " went to " + still.unit() + " too soon");
        }
        Place to = fail(machine, Crash.KILLED, "failure " + MOVING_FAILURE + ", moved");
        require(!to.node().equals(from.node()), machine + " was placed on its busy host again");
        load(from.node(), IDLE);
        require(place(machine).equals(to), machine + " has moved because its host is less busy");
    }

    /** All hosts are busy, and a machine fails again and again: it waits, and is started where a host is free again. */
    void waitForHost(String machine) {
        Place from = place(machine);
        HOSTS.keySet().forEach(host -> load(host, BUSY));
        for (int i = 1; i < MOVING_FAILURE; i++) {
            fail(machine, Crash.KILLED, "failure " + i + ", all hosts busy");
        }
        long atNanos = cause(machine, Crash.KILLED);
        cluster.awaitUnplaced(machine);
        require(lab.hosts().processes(machine).isEmpty(), machine + " runs without a place");
        stage.tell(machine + " waits: no host is free");
        String free = HOSTS.keySet().stream()
                .filter(host -> !host.equals(from.node()))
                .findFirst()
                .orElseThrow();
        load(free, IDLE);
        Place to =
                awaitRepair("failure " + MOVING_FAILURE + ", waited for a host", machine, from, Outcome.NONE, atNanos);
        require(to.node().equals(free), machine + " was placed on a busy host");
        load(from.node(), IDLE);
    }

    /** A machine's disk is erased: what does not help is tried first, then it is installed anew over the network. */
    void eraseDisk(String machine) {
        awaitCalm(machine, CALM_NANOS);
        Place from = place(machine);
        long atNanos = cause(machine, Crash.DISK);
        awaitRepair("disk erased, installed anew", machine, from, awaitCleanup(from, atNanos), atNanos);
        String attempts = attempts(machine);
        require(attempts.startsWith("2 "), machine + " was repaired after other steps than two: " + attempts);
    }

    /** What the wrapper remembers of a machine's failures. */
    private String attempts(String machine) {
        try {
            return Files.readString(stage.place().resolve("shared").resolve(machine + ".qcow2.attempts"));
        } catch (IOException e) {
            throw HostLab.cannot("cannot read the attempts of " + machine, e);
        }
    }

    /** By its load, for its watch would let it be given machines again whatever anybody else says. */
    @Override
    void setFree(String host, boolean free) {
        load(host, free ? IDLE : BUSY);
    }

    /** Sets what the host's watch reads, and waits until that has cordoned the node, or not any more. */
    private void load(String host, double load) {
        setLoad(stage, host, load);
        cluster.await(
                host + " to be " + (load == BUSY ? "cordoned" : "free"),
                () -> cluster.isCordoned(host) == (load == BUSY));
    }

    /** In the form of {@code /proc/loadavg}. */
    private static void setLoad(Lab.Stage stage, String host, double load) {
        try {
            Path shared = Files.createDirectories(stage.place().resolve("shared"));
            Path next = Files.writeString(shared.resolve(host + ".next"), "%1$s %1$s %1$s 1/1 1%n".formatted(load));
            Files.move(
                    next,
                    shared.resolve(host + ".load"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw HostLab.cannot("cannot set the load of " + host, e);
        }
    }

    @Override
    public void close() {
        installer.close();
        super.close();
    }
}
