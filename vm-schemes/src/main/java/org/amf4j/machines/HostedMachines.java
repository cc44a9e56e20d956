package org.amf4j.machines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.cluster.ClusterPlan;
import org.amf4j.admin.cluster.ClusterStarter;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Machines in places on hosts with an agent each, of a cluster that has one controller besides. For one thread; what runs is ended by
 * {@link #close()}.
 */
abstract class HostedMachines extends Scheme {
    /** The controller that is no host, from whose network the client asks. */
    static final String THIRD = "c";

    private final Map<String, String> addresses;
    private final List<String> hosts;
    private final Map<String, Long> repairedAtNanos = new HashMap<>();

    /**
     * Where everything is.
     *
     * @param hosts their addresses by their names
     * @param machines the same of the machines
     */
    record Sites(Map<String, String> hosts, Map<String, String> machines) {}

    HostedMachines(Lab.Stage stage, Lab lab, ManagedCluster cluster, Sites sites) {
        super(stage, lab, cluster);
        this.addresses = sites.machines();
        this.hosts = sites.hosts().keySet().stream().sorted().toList();
    }

    /** Boots hosts, begins to ask machines, and starts the cluster; returns when all machines answer. */
    static ManagedCluster start(Lab.Stage stage, Lab lab, String description, Sites sites) throws IOException {
        List<String> hosts = sites.hosts().keySet().stream().sorted().toList();
        for (String host : hosts) {
            stage.tell("booting host " + host);
            lab.hosts().boot(host, sites.hosts().get(host));
        }
        lab.observe(THIRD, List.copyOf(sites.machines().values()));
        stage.tell("starting the cluster of the hosts, which starts the machines");
        List<String> nodes = new ArrayList<>(hosts);
        nodes.add(THIRD);
        ClusterPlan plan = new ClusterPlan(
                        stage.folder(), "hosts", List.of(lab.model(description)), stage.home(), nodes)
                .withPlaces(lab.hosts().places());
        return ManagedCluster.start(plan, new ClusterStarter(plan, PRIORITY), "machine");
    }

    /** On which host a machine is now; for {@link Homes}. */
    public final String hostOf(String machine) {
        return place(machine).node();
    }

    /** The same: a machine goes to a host, because no other one takes it. */
    public final void bringHome(String machine, String host) {
        Place from = place(machine);
        List<String> others = hosts.stream().filter(each -> !each.equals(host)).toList();
        others.forEach(each -> setFree(each, false));
        long atNanos = now();
        cluster.leave(from);
        Place to = awaitStart(machine, atNanos);
        repairedAtNanos.put(machine, now());
        others.forEach(each -> setFree(each, true));
        require(to.node().equals(host), machine + " went to " + to.node() + " instead of " + host);
        stage.tell("brought home before the next fault: " + machine + " from " + from.node() + " to " + host);
    }

    /** Lets a host be given machines, or not any more. */
    void setFree(String host, boolean free) {
        cluster.setCordoned(host, !free);
    }

    /** How a machine is made to fail. */
    enum Crash {
        KILLED("machine killed"),
        PANIC("guest panics"),
        SERVICE("service dead, system alive"),
        OFF("guest switches itself off"),
        DISK("disk erased");

        private final String text;

        Crash(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A machine fails and is repaired; returns where it is then. */
    final Place fail(String machine, Crash kind, String what) {
        Place from = place(machine);
        long atNanos = cause(machine, kind);
        return awaitRepair(what, machine, from, awaitCleanup(from, atNanos), atNanos);
    }

    /** A machine that answers is made to fail; returns the instant just before. */
    final long cause(String machine, Crash kind) {
        String address = addresses.get(machine);
        awaitAnswer(address);
        awaitRest();
        long atNanos = now();
        switch (kind) {
            case KILLED -> lab.hosts().kill(machine);
            case PANIC -> lab.hosts().harm(THIRD, address, "panic");
            case SERVICE -> lab.hosts().harm(THIRD, address, "service");
            case OFF -> lab.hosts().harm(THIRD, address, "off");
            case DISK -> lab.hosts().harm(THIRD, address, "disk");
        }
        return atNanos;
    }

    /** Waits until the machine answers again and all is at rest; adds the outcome, and returns where the machine is. */
    final Place awaitRepair(String what, String machine, Place from, long reactionNanos, long atNanos) {
        Observer.Return back = cluster.await(
                "another boot of " + machine, () -> lab.observer().returned(addresses.get(machine), atNanos));
        Place to = awaitStart(machine, atNanos);
        repairedAtNanos.put(machine, now());
        require(lab.hosts().processes(machine).size() == 1, machine + " does not run exactly once");
        add(new Outcome(what, machine, from.node(), to.node(), times(to, atNanos, reactionNanos, back.outageNanos())));
        return to;
    }

    /** Waits until a machine has been well for so long. */
    final void awaitCalm(String machine, long nanos) {
        cluster.await(
                machine + " to be well for some time", () -> now() - repairedAtNanos.getOrDefault(machine, 0L) > nanos);
    }
}
