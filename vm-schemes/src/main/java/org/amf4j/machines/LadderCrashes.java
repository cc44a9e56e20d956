package org.amf4j.machines;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.view.ClusterReport;
import org.amf4j.testkit.Invariants;
import org.amf4j.testkit.SimulatedAgent;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;

/**
 * Crashes of the machines of a recovery ladder in virtual time: the production director, placement and agents; what commands do
 * takes as long as it was measured to take with real machines. All truths of the testkit hold after every event. What is drawn
 * depends on the seed alone. For one thread.
 */
final class LadderCrashes {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LOOK_NANOS = 20 * MILLI;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(20);
    private static final long CALM_NANOS = RecoveryLadder.CALM_NANOS + TimeUnit.SECONDS.toNanos(1);
    private static final String CALM = "AMF_VM_CALM_SECONDS=";

    // What was measured with real machines, as from and to; see docs/vm/recovery-ladder.md.
    private static final long[] REACTION_MILLIS = {60, 940};
    private static final long[] CLEANUP_MILLIS = {100, 300};
    private static final long[] ORDERLY_END_MILLIS = {400, 900};
    private static final long[] BOOT_MILLIS = {3_400, 4_500};
    private static final long[] INSTALLATION_MILLIS = {27_000, 31_000};
    private static final long[] BUSY_MILLIS = {10_000, 120_000};

    private final VirtualCluster cluster;
    private final Steps steps;
    private final Random random;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final List<Dn> places;
    private final List<Dn> hosts;
    private final long wellNanos;
    private Optional<Machine> last = Optional.empty();

    /** A machine and how often it has failed in a row. */
    private static final class Machine {
        private final Dn instance;
        private final LadderSteps ladder;
        private int failures;
        private long wellAtNanos;

        Machine(Dn instance, LadderSteps ladder) {
            this.instance = instance;
            this.ladder = ladder;
        }
    }

    /**
     * A machine has failed and is well again.
     *
     * @param machine its name
     * @param helped what it took: the last step, or that it was placed on another host, or had to wait for one
     * @param outageNanos from the failure until its service answered
     */
    record Crash(String machine, String helped, long outageNanos) {}

    /** The crashes to come on this configuration: one with a group of places, whose CSIs have the attribute {@code ladder}. */
    LadderCrashes(List<ImmObject> configuration, Collection<? extends RedundancyModel> models, long seed) {
        cluster = new VirtualCluster(configuration, models);
        steps = new Steps(cluster);
        random = new Random(seed);
        for (ImmObject object : configuration) {
            if (object.dn().rdnAttribute().equals("safCsiAttr")
                    && object.dn().rdnValue().equals("ladder")) {
                Dn instance = object.dn().parent().parent();
                String words = object.values("saAmfCSIAttriValue").get(0).toString();
                machines.put(instance.rdnValue(), new Machine(instance, LadderSteps.parse(words)));
            }
        }
        wellNanos = configuration.stream()
                .flatMap(object -> object.attributes().getOrDefault("saAmfCtDefCmdEnv", List.of()).stream())
                .map(Object::toString)
                .filter(variable -> variable.startsWith(CALM))
                .map(variable -> TimeUnit.SECONDS.toNanos(Long.parseLong(variable.substring(CALM.length()))))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no component type has the variable " + CALM));
        cluster.agents().forEach(SimulatedAgent::join);
        cluster.pass(TimeUnit.MINUTES.toNanos(1));
        ClusterReport report = cluster.report();
        Dn group = report.sis().stream()
                .filter(each -> machines.containsKey(each.dn().rdnValue()))
                .map(ClusterReport.InstanceReport::group)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no CSI has the attribute 'ladder'"));
        places = report.components().stream()
                .map(ClusterReport.ComponentReport::dn)
                .filter(component -> component.isBelow(group))
                .toList();
        hosts = report.sus().stream()
                .filter(unit -> unit.group().equals(group))
                .flatMap(unit -> unit.node().stream())
                .distinct()
                .toList();
    }

    /**
     * Lets so many machines crash, one after the other: once after a quiet time, or again just after a repair; with hosts that are
     * busy, and disks that are erased.
     *
     * @throws IllegalStateException when a machine is not well again within twenty minutes
     */
    List<Crash> run(int crashes) {
        List<Crash> done = new ArrayList<>();
        while (done.size() < crashes) {
            boolean again = last.isPresent() && random.nextInt(100) < 55;
            Machine machine =
                    again ? last.get() : List.copyOf(machines.values()).get(random.nextInt(machines.size()));
            cluster.pass(again ? between(new long[] {100, 3_000}) : CALM_NANOS);
            done.add(crash(machine));
            last = Optional.of(machine);
        }
        cluster.pass(CALM_NANOS);
        Invariants.checkConverged(cluster, steps.requests());
        return done;
    }

    private Crash crash(Machine machine) {
        Dn unit = unit(machine).orElseThrow(() -> new IllegalStateException(machine.instance + " is not well"));
        Dn host = host(unit);
        List<Dn> busy = busy(host);
        busy.forEach(each -> cordon(each, true));
        boolean erased = machine.ladder.reinstalls() && random.nextInt(100) < 25;
        long atNanos = cluster.nowNanos();
        if (atNanos - machine.wellAtNanos >= wellNanos) {
            machine.failures = 0;
        }
        machine.failures++;
        cluster.pass(between(REACTION_MILLIS));
        Dn component = component(unit);
        LadderSteps.Step step = machine.ladder.of(machine.failures);
        plan(component, step, erased);
        steps.perform("crash " + component);
        while (erased && step.kind() != LadderSteps.Kind.REINSTALL) {
            cluster.pass(TimeUnit.SECONDS.toNanos(2)); // INSTANTIATE has begun, and waits in vain
            machine.failures++;
            step = machine.ladder.of(machine.failures);
            plan(component, step, true);
            cluster.pass(
                    machine.ladder.of(machine.failures - 1).limitNanos().orElseThrow() - TimeUnit.SECONDS.toNanos(2));
        }
        boolean waited = awaitWell(machine, atNanos, busy);
        machine.wellAtNanos = cluster.nowNanos();
        busy.forEach(each -> cordon(each, false));
        String helped = waited
                ? "waited for a host"
                : host(unit(machine).orElseThrow()).equals(host)
                        ? step.kind().name().toLowerCase(Locale.ROOT)
                        : "another host";
        return new Crash(machine.instance.rdnValue(), helped, machine.wellAtNanos - atNanos);
    }

    /** What the next commands take; a machine without its disk is not well until it is installed anew. */
    private void plan(Dn component, LadderSteps.Step step, boolean erased) {
        long cleanupNanos = between(CLEANUP_MILLIS)
                + (step.kind() == LadderSteps.Kind.REBOOT && !erased ? between(ORDERLY_END_MILLIS) : 0);
        slow("CLEANUP", component, cleanupNanos);
        long startNanos = between(BOOT_MILLIS);
        if (step.kind() == LadderSteps.Kind.REINSTALL) {
            startNanos += between(INSTALLATION_MILLIS);
        } else if (erased) {
            startNanos = step.limitNanos()
                    .orElseThrow(
                            () -> new IllegalArgumentException("a step before 'reinstall' needs a limit: " + step));
            steps.perform("fail-next INSTANTIATE " + component);
        }
        for (Dn place : places) {
            slow("INSTANTIATE", place, startNanos);
        }
    }

    private void slow(String operation, Dn component, long nanos) {
        steps.perform("slow-next " + operation + " " + component + " " + nanos / MILLI + "ms");
    }

    /** Lets time pass until the machine is well; true when it has waited until a host was not busy any more. */
    private boolean awaitWell(Machine machine, long atNanos, List<Dn> busy) {
        long freeAtNanos = atNanos + between(BUSY_MILLIS);
        boolean waited = false;
        do {
            cluster.pass(LOOK_NANOS);
            if (cluster.nowNanos() - atNanos > LIMIT_NANOS) {
                throw new IllegalStateException(
                        machine.instance + " is not well again after 20 min: " + cluster.report());
            }
            if (!waited
                    && cluster.nowNanos() >= freeAtNanos
                    && !busy.isEmpty()
                    && assigned(machine).isEmpty()) {
                waited = true;
                cordon(busy.get(busy.size() - 1), false);
            }
        } while (unit(machine).isEmpty());
        return waited;
    }

    /** Which hosts are given nothing new during a crash: none mostly, that of the machine, or all. */
    private List<Dn> busy(Dn host) {
        int draw = random.nextInt(100);
        return draw < 40 ? List.of() : draw < 65 ? List.of(host) : hosts;
    }

    private void cordon(Dn host, boolean busy) {
        steps.perform("set " + host + " amfNodeCordoned=" + (busy ? 1 : 0));
    }

    /** The unit in which the machine runs. */
    private Optional<Dn> unit(Machine machine) {
        ClusterReport report = cluster.report();
        return assigned(machine)
                .filter(unit -> report.sus().stream()
                        .anyMatch(each -> each.dn().equals(unit) && each.presence() == PresenceState.INSTANTIATED));
    }

    private Optional<Dn> assigned(Machine machine) {
        return cluster.report().assignments().stream()
                .filter(each -> each.si().equals(machine.instance) && each.ha() == HaState.ACTIVE)
                .map(ClusterReport.AssignmentReport::su)
                .findFirst();
    }

    private Dn host(Dn unit) {
        return cluster.report().sus().stream()
                .filter(each -> each.dn().equals(unit))
                .flatMap(each -> each.node().stream())
                .findFirst()
                .orElseThrow();
    }

    private Dn component(Dn unit) {
        return places.stream().filter(place -> place.isBelow(unit)).findFirst().orElseThrow();
    }

    private long between(long[] millis) {
        return (millis[0] + random.nextLong(millis[1] - millis[0] + 1)) * MILLI;
    }
}
