package org.amf4j.machines;

import java.io.IOException;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Manager nodes drive two hosts through libvirt and keep two machines: one group in 2N per machine, ranks spread them. Machines
 * are killed, their kernels and services fail, a host loses its power, and the machine comes home. For one thread; what runs
 * is ended by {@link #close()}.
 */
final class ArchitectureB extends DrivenHosts {
    private ArchitectureB(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster);
    }

    /** Builds the guest if need be, boots the hosts and starts the cluster; returns when both machines answer. */
    static ArchitectureB start(Lab.Stage stage) throws IOException {
        return start(
                stage,
                "architecture-b.xml",
                (lab, host) -> {},
                (lab, cluster) -> new ArchitectureB(stage, lab, cluster));
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

    /** A machine is brought home, a planned move: it is migrated while it runs. */
    void bringBack(String machine, String host) {
        add(moveHome(machine, host));
    }

    /** The unit that keeps a machine is locked, for work on its host: a planned move to the other one. */
    void moveAway(String machine) {
        add(move("planned move away", machine, cluster::leave));
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
        Place from = atRest(machine);
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
}
