package org.amf4j.machines;

import java.io.IOException;
import java.util.List;
import org.amf4j.machines.ManagedCluster.Place;

/**
 * Hosts renew a file on the storage that they share with their managers, so that one whose cable is cut can be told from one without
 * power. The first machine's host is asked by the storage to end its machines when it is cut off, the second one's is left alone. For
 * one thread; what runs is ended by {@link #close()}.
 */
final class HostIsolation extends DrivenHosts {
    /** How long a host that is cut off lets its machines end in order, in seconds. */
    private static final int STOP_SECONDS = 3;

    private static final String SHARED = "shared";
    private static final String LEFT_ALONE = "is cut off and lives: its machines are left alone";
    private static final String BACK = "answers again";

    private HostIsolation(Lab.Stage stage, Lab lab, ManagedCluster cluster) {
        super(stage, lab, cluster);
    }

    /** Builds the guest if need be, boots the hosts and starts the cluster; returns when both machines answer. */
    static HostIsolation start(Lab.Stage stage) throws IOException {
        return start(
                stage,
                "host-isolation.xml",
                (lab, host) -> startHeartbeat(stage, lab, host),
                (lab, cluster) -> new HostIsolation(stage, lab, cluster));
    }

    private static void startHeartbeat(Lab.Stage stage, Lab lab, String host) {
        lab.hosts()
                .begin(
                        host,
                        "env",
                        "AMF_STOP_SECONDS=" + STOP_SECONDS,
                        stage.home()
                                .resolve("clc-cli/scripts/host-heartbeat")
                                .toAbsolutePath()
                                .toString(),
                        stage.place().resolve(SHARED).resolve(host + ".beat").toString());
    }

    @Override
    void boot(String host) {
        super.boot(host);
        startHeartbeat(stage, lab, host);
    }

    /** The cable of a machine's host is cut: the host ends the machine by itself, and it is started on the other one. */
    void cutOff(String machine) {
        Place from = place(machine);
        long atNanos = fault(
                "host cut off, ends its machines",
                machine,
                true,
                () -> lab.hosts().unplug(from.host()));
        String printed = cluster.note(from, "CLEANUP", atNanos).orElseThrow().printed();
        require(printed.contains("is cut off and has ended its machines"), "the host was not asked: " + printed);
        lab.hosts().plug(from.host());
    }

    /** The cable of a machine's host is cut and mended: the machine, which nobody can reach meanwhile, runs on as if nothing had been. */
    void leaveAlone(String machine) {
        String address = MACHINES.get(machine);
        Place from = atRest(machine);
        String boot = lab.observer().boot(address);
        long backBefore = cluster.timesPrinted(from, BACK);
        long aloneBefore = cluster.timesPrinted(from, LEFT_ALONE);
        long atNanos = now();
        lab.hosts().unplug(from.host());
        cluster.await(machine + " to be left alone", () -> cluster.timesPrinted(from, LEFT_ALONE) > aloneBefore);
        lab.hosts().plug(from.host());
        long pluggedNanos = now();
        cluster.await("an answer of " + machine, () -> lab.observer().hasAnswered(address, pluggedNanos));
        cluster.await("the host of " + machine, () -> cluster.timesPrinted(from, BACK) > backBefore);
        awaitRest();
        require(place(machine).equals(from), machine + " was moved from " + from + " to " + place(machine));
        require(lab.observer().boot(address).equals(boot), machine + " was booted anew");
        for (String kind : List.of("CLEANUP", "TERMINATE", "INSTANTIATE")) {
            require(cluster.notes(from, kind, atNanos).isEmpty(), kind + " was called for " + machine);
        }
        Outcome.Times times = new Outcome.Times(
                Outcome.NONE,
                Outcome.NONE,
                Outcome.NONE,
                Outcome.NONE,
                lab.observer().longestGapNanos(address, atNanos),
                Outcome.NONE);
        add(new Outcome("host cut off, left alone", machine, from.host(), from.host(), times));
    }
}
