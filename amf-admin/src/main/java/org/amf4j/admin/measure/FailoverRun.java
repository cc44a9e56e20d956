package org.amf4j.admin.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.amf4j.admin.cluster.Await;
import org.amf4j.admin.cluster.Settling;
import org.amf4j.admin.connection.AdminClient;
import org.amf4j.admin.measure.MeasuredCluster.Active;
import org.amf4j.admin.measure.MeasuredCluster.Killed;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.protocol.admin.AdminReply;

/** The repeats of one case in one cluster. */
final class FailoverRun {
    private static final Duration REPEAT_LIMIT = Duration.ofSeconds(60);

    /** Longer than a lease and an election: nobody is asked anything until the fail-over should be over. */
    private static final Duration SILENCE = Duration.ofMillis(2_500);

    private static final int PLACING_ATTEMPTS = 5;

    private final FailoverCase what;
    private final MeasuredCluster cluster;
    private final Optional<NetworkLab> networks;
    private final String instance;

    FailoverRun(FailoverCase what, MeasuredCluster cluster, Optional<NetworkLab> networks, String instance) {
        this.what = what;
        this.cluster = cluster;
        this.networks = networks;
        this.instance = instance;
    }

    /** What figures and parts of a case mean, by name. */
    static Map<String, String> parts(FailoverCase what) {
        return switch (what.fault()) {
            case NONE -> SwapTimes.PARTS;
            case COMPONENT -> FailoverTimes.PARTS;
            case NODE, LINK -> FailoverTimes.NODE_PARTS;
        };
    }

    /** One repeat; waits until everything is as it was before. */
    void once(CaseResult result) {
        Active active = awaitPlaced();
        MeasuredCluster.keepQuiet();
        switch (what.fault()) {
            case NONE -> swap(active, result);
            case COMPONENT -> crash(active, result);
            case NODE -> killNode(active, result);
            case LINK -> cutNode(active, result);
        }
    }

    private Active awaitPlaced() {
        awaitProtected();
        if (what == FailoverCase.COMPONENT_CRASH_1000) {
            return awaitProtected(); // moving a thousand instances takes longer than it is worth
        }
        ServiceMover mover = new ServiceMover(cluster, instance);
        for (int attempt = 0; attempt < PLACING_ATTEMPTS; attempt++) {
            mover.move(mover.target(what.isAtLeader()));
            Active active = awaitProtected();
            if (nodeOf(active).equals(mover.target(what.isAtLeader()))) {
                return active;
            } // else another controller leads now
        }
        throw new CommandFailure(
                ExitCode.FAILED,
                "the leader changes all the time: " + instance + " could not be moved to its node",
                "the logs in the run folder may tell why");
    }

    private String nodeOf(Active active) {
        return cluster.status()
                .path("sus")
                .valueStream()
                .filter(su -> su.path("dn").asText().equals(active.unit()))
                .map(su -> ServiceMover.nodeName(su.path("node").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until everything is assigned and at rest, all nodes are there, and no controller is behind. */
    private Active awaitProtected() {
        return await("all nodes with the log, and an active and a standby for " + instance, () -> {
            JsonNode status = cluster.status();
            boolean whole = status.path("settled").asBoolean()
                    && status.path("nodes")
                            .valueStream()
                            .allMatch(node -> node.path("member").asBoolean())
                    && Settling.behind(status).isEmpty();
            return whole && MeasuredCluster.isProtected(status, instance)
                    ? MeasuredCluster.active(status, instance)
                    : Optional.empty();
        });
    }

    private void crash(Active active, CaseResult result) {
        Killed killed = cluster.kill(active.component());
        Failover failover = await(
                "fail-over from " + active.component(),
                () -> cluster.failover(killed.component(), killed.atNanos()).filter(Failover::isRepaired));
        add(FailoverTimes.of(killed.atNanos(), failover), result);
    }

    private void killNode(Active active, CaseResult result) {
        String node = nodeOf(active);
        long atNanos = cluster.killNode(node);
        Failover recovered = awaitRecovered(active, atNanos);
        cluster.startNode(node);
        add(FailoverTimes.ofNode(atNanos, awaitRepaired(active, atNanos, recovered)), result);
    }

    private void cutNode(Active active, CaseResult result) {
        String node = nodeOf(active);
        NetworkLab lab = networks.orElseThrow();
        try {
            long atNanos = MeasuredCluster.nowNanos();
            lab.cut(node);
            Await.until(SILENCE, () -> false);
            Failover recovered = awaitRecovered(active, atNanos);
            lab.heal(node);
            add(FailoverTimes.ofNode(atNanos, awaitRepaired(active, atNanos, recovered)), result);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the cable of " + node + " cannot be pulled: " + e.getMessage(), "", e);
        }
    }

    private Failover awaitRecovered(Active active, long sinceNanos) {
        return await(
                "fail-over from " + active.component(),
                () -> cluster.failover(active.component(), sinceNanos).filter(Failover::isRecovered));
    }

    /** Only who leads knows when orders were sent, and it may be another one by the time of the repair. */
    private Failover awaitRepaired(Active active, long sinceNanos, Failover recovered) {
        Failover repaired = await(
                "repair of " + active.unit(),
                () -> cluster.failover(active.component(), sinceNanos).filter(Failover::isRepaired));
        return recovered.withRepair(repaired.repairedAtNanos());
    }

    private static void add(FailoverTimes times, CaseResult result) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("reaction", times.reactionNanos());
        figures.put("recovery", times.recoveryNanos());
        figures.put("outage", times.outageNanos());
        figures.put("repair", times.repairNanos());
        result.add(figures, times.breakdownNanos());
    }

    private void swap(Active active, CaseResult result) {
        long askedAtNanos = MeasuredCluster.nowNanos();
        AdminReply reply = cluster.client().operate(instance, AdminOperation.SI_SWAP);
        long answeredAtNanos = MeasuredCluster.nowNanos();
        AisStatus status = AdminClient.status(reply);
        if (status != AisStatus.OK) {
            throw AdminClient.refusal("swap " + instance, status, reply.getText());
        }
        Swap swap = await(
                "swap of " + instance,
                () -> cluster.swap(active.component(), askedAtNanos).filter(Swap::isComplete));
        SwapTimes times = SwapTimes.of(askedAtNanos, answeredAtNanos, swap);
        result.add(times.figuresNanos(), times.breakdownNanos());
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        Await.until(REPEAT_LIMIT, () -> {
            try {
                found.set(look.get());
            } catch (CommandFailure e) {
                // Nobody leads just now: the next look finds the next leader, the limit ends it.
                found.set(Optional.empty());
            }
            return found.get().isPresent();
        });
        return found.get()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.TIMED_OUT,
                        "waited " + REPEAT_LIMIT.toSeconds() + " s in vain for: " + what,
                        "the logs in the run folder show what happened instead"));
    }
}
