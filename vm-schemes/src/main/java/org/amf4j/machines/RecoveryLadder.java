package org.amf4j.machines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Hosts with an agent each keep machines under libvirt by a ladder of steps, and place them by number and load. Machines fail once,
 * and again and again; their host is busy, and all are; a disk is erased. For one thread; what runs is ended by {@link #close()}.
 */
final class RecoveryLadder extends Scheme {
    /** A machine that has been well for so long begins at the first step again, for the wrapper and for AMF. */
    static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** More failures in a row than are answered by restarts in the same place. */
    private static final int MOVING_FAILURE = 3;

    private static final Map<String, String> HOSTS = Map.of("h1", "10.77.0.11", "h2", "10.77.0.12");
    private static final Map<String, String> MACHINES = Map.of("vm1", "10.77.0.101", "vm2", "10.77.0.102");

    /** The third controller, from whose network the client asks, and machines are installed. */
    private static final String THIRD = "c";

    private static final double IDLE = 0.5;
    private static final double BUSY = 9;

    private final InstallServer installer;
    private final Map<String, Long> failedAtNanos = new HashMap<>();

    private RecoveryLadder(Lab.Stage stage, Lab lab, ManagedCluster cluster, InstallServer installer) {
        super(stage, lab, cluster);
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
            for (String host : List.of("h1", "h2")) {
                setLoad(stage, host, IDLE);
                stage.tell("booting host " + host);
                lab.hosts().boot(host, HOSTS.get(host));
            }
            installer = InstallServer.start(stage, lab.networks(), THIRD);
            lab.observe(THIRD, List.copyOf(MACHINES.values()));
            stage.tell("starting the cluster of the hosts, which starts the machines");
            ClusterPlan plan = new ClusterPlan(
                            stage.folder(),
                            "hosts",
                            List.of(lab.model("recovery-ladder")),
                            stage.home(),
                            List.of("h1", "h2", THIRD))
                    .withPlaces(lab.hosts().places());
            ManagedCluster cluster = ManagedCluster.start(plan, new ClusterStarter(plan, PRIORITY), "machine");
            return new RecoveryLadder(stage, lab, cluster, installer);
        } catch (IOException | RuntimeException e) {
            if (installer != null) {
                installer.close();
            }
            lab.close();
            throw e;
        }
    }

    /** How a machine is made to fail. */
    enum Crash {
        KILLED("machine killed"),
        PANIC("guest panics"),
        SERVICE("service dead, system alive"),
        OFF("guest switches itself off");

        private final String text;

        Crash(String text) {
            this.text = text;
        }
    }

    /** A machine that has been well for long fails once: the first step, in the same place. */
    void crash(String machine, Crash kind) {
        cluster.await(
                machine + " to be well for some time",
                () -> now() - failedAtNanos.getOrDefault(machine, 0L) > CALM_NANOS);
        Place from = place(machine);
        Place to = fail(machine, kind, kind.text);
        require(to.unit().equals(from.unit()), machine + " went from " + from.unit() + " to " + to.unit());
    }

    /** The host of a machine is busy, and the machine fails again and again: it goes to the other host. */
    void moveByLoad(String machine) {
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
        awaitAnswer(MACHINES.get(machine));
        long atNanos = now();
        lab.hosts().kill(machine);
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
        Place from = place(machine);
        awaitAnswer(MACHINES.get(machine));
        long atNanos = now();
        lab.hosts().harm(THIRD, MACHINES.get(machine), "disk");
        awaitRepair("disk erased, installed anew", machine, from, awaitCleanup(from, atNanos), atNanos);
        String attempts = attempts(machine);
        require(attempts.startsWith("2 "), machine + " was repaired after other steps than two: " + attempts);
        failedAtNanos.put(machine, now());
    }

    /** What the wrapper remembers of a machine's failures. */
    private String attempts(String machine) {
        try {
            return Files.readString(stage.place().resolve("shared").resolve(machine + ".qcow2.attempts"));
        } catch (IOException e) {
            throw HostLab.cannot("cannot read the attempts of " + machine, e);
        }
    }

    private Place fail(String machine, Crash kind, String what) {
        Place from = place(machine);
        String address = MACHINES.get(machine);
        awaitAnswer(address);
        long atNanos = now();
        switch (kind) {
            case KILLED -> lab.hosts().kill(machine);
            case PANIC -> lab.hosts().harm(THIRD, address, "panic");
            case SERVICE -> lab.hosts().harm(THIRD, address, "service");
            case OFF -> lab.hosts().harm(THIRD, address, "off");
        }
        return awaitRepair(what, machine, from, awaitCleanup(from, atNanos), atNanos);
    }

    private Place awaitRepair(String what, String machine, Place from, long reactionNanos, long atNanos) {
        Observer.Return back = cluster.await(
                "another boot of " + machine, () -> lab.observer().returned(MACHINES.get(machine), atNanos));
        Place to = awaitStart(machine, atNanos);
        failedAtNanos.put(machine, now());
        require(lab.hosts().processes(machine).size() == 1, machine + " does not run exactly once");
        add(new Outcome(
                what,
                machine,
                from.node(),
                to.node(),
                Outcome.Times.ofStart(atNanos, reactionNanos, start(to, atNanos), back.outageNanos())));
        return to;
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
