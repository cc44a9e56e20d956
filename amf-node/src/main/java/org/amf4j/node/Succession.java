package org.amf4j.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.clc.Guardian;
import org.amf4j.clc.Uptime;
import org.amf4j.core.agent.AgentEvent;
import org.amf4j.core.agent.AgentMachine;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.codec.RestartCodec;
import org.amf4j.protocol.restart.AgentRestart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one process of an agent follows another in the same life: it takes up what the former has left, and leaves what runs to
 * the next. Used in the loop only, but for {@link #leave} and {@link #stay}.
 */
final class Succession {

    /** For how long sessions of an earlier process are awaited, in nanoseconds. */
    static final long RETURN_NANOS = 5_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private final NodeSettings settings;
    private final AgentMachine machine;
    private final AgentLoop loop;
    private final Parts parts;
    private final BooleanSupplier isAllReported;
    private final Consumer<AgentEvent> handler;
    private final List<AgentEvent> missed = new ArrayList<>();
    /** Sessions of an earlier process are awaited; until they are back, nothing is ordered. */
    private boolean returning;

    private Optional<Leave> leave = Optional.empty();

    /** The parts of the agent that have something to leave and to take up. */
    record Parts(LeaderLink link, SessionHands sessions, CommandHands commands, Guardian guardian) {}

    /**
     * A process that neither leaves nor follows another.
     *
     * @param isAllReported whether no report waits for the end of the turn
     * @param handler has the agent handle an event
     */
    Succession(
            NodeSettings settings,
            AgentMachine machine,
            AgentLoop loop,
            Parts parts,
            BooleanSupplier isAllReported,
            Consumer<AgentEvent> handler) {
        this.settings = settings;
        this.machine = machine;
        this.loop = loop;
        this.parts = parts;
        this.isAllReported = isAllReported;
        this.handler = handler;
    }

    // ---- following another process

    /** Takes up what the earlier process has left; before the loop runs. */
    void follow(AgentRestart restart) {
        returning = true;
        parts.commands().restore(restart);
        loop.execute(() -> {
            handler.accept(new AgentEvent.Continued(loop.nowNanos()));
            loop.schedule(loop.nowNanos() + RETURN_NANOS, this::giveUpAwaited);
        });
        parts.sessions().await(restart.getLastSession(), restart.getSessionsList(), this::returned);
    }

    private void giveUpAwaited() {
        parts.sessions().giveUpAwaited();
        returned();
    }

    private void returned() {
        if (returning) {
            returning = false;
            LOG.atInfo().addKeyValue("agent", settings.agentName()).log("all that an earlier process has left is here");
            parts.link().greet();
        }
    }

    /** Whether sessions of an earlier process are awaited. */
    boolean isReturning() {
        return returning;
    }

    // ---- leaving

    /**
     * Waits until nothing is under way, for the leader, and then leaves what runs; nothing is handled any more afterwards.
     * Blocks.
     *
     * @param kept for how long what runs is left alone; then the guardian ends it
     * @param limit how long it may take until nothing is under way
     * @param left run before the guardian is told; no lease may be asked for afterwards
     * @throws AisException when something is under way for too long, or the leader does not answer; {@link #stay} follows
     * @throws IOException when what the next process must know cannot be written; the same
     */
    void leave(Duration kept, Duration limit, Runnable left) throws IOException {
        try (Uptime uptime = new Uptime()) {
            CompletableFuture<AgentRestart> ready = new CompletableFuture<>();
            loop.execute(() -> begin(kept.toNanos(), limit, uptime, ready));
            AgentRestart restart = await(ready, limit);
            RestartFile.prepare(settings.restartFile(), restart);
            left.run();
            parts.guardian().leaseEnds(restart.getKeptUntilNanos());
            parts.guardian().keepUntilLeaseEnds(settings.restartFile());
            // After the guardian knows: a process that does not read may take its time.
            parts.sessions().leave(kept.toNanos());
            RestartFile.publish(settings.restartFile());
            LOG.atInfo().addKeyValue("agent", settings.agentName()).log("the agent leaves what runs as it is");
        }
    }

    private static AgentRestart await(CompletableFuture<AgentRestart> ready, Duration limit) {
        try {
            return ready.get(2 * limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AisException refused ? refused : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AisException(AisStatus.ERR_TRY_AGAIN, "the agent's loop does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "leaving was interrupted", e);
        }
    }

    private void begin(long keptNanos, Duration limit, Uptime uptime, CompletableFuture<AgentRestart> ready) {
        Event.AgentLeaves announcement = new Event.AgentLeaves(settings.agentName(), settings.incarnation(), keptNanos);
        Leave begun = new Leave(
                announcement,
                new Leave.Surroundings(this::underWay, said -> parts.link().report(List.of(said)), uptime::nowNanos));
        begun.ready().whenComplete((keptUntilNanos, failure) -> {
            if (failure == null) {
                ready.complete(remember(keptUntilNanos));
            } else {
                ready.completeExceptionally(failure);
            }
        });
        leave = Optional.of(begun);
        handler.accept(new AgentEvent.LeaveRequested(loop.nowNanos()));
        loop.schedule(loop.nowNanos() + limit.toNanos(), begun::giveUp);
    }

    private Optional<String> underWay() {
        if (returning) {
            return Optional.of("sessions of an earlier process are awaited");
        }
        return machine.underWay()
                .or(() -> parts.link().isIdle() && isAllReported.getAsBoolean()
                        ? Optional.empty()
                        : Optional.of("the leader has not answered all that was reported or asked"));
    }

    private AgentRestart remember(long keptUntilNanos) {
        AgentRestart.Builder restart = AgentRestart.newBuilder()
                .setIncarnation(settings.incarnation())
                .setKeptUntilNanos(keptUntilNanos)
                .setFirstReport(parts.link().nextReport())
                .setLastSession(parts.sessions().lastNumber())
                .setMemory(RestartCodec.toMessage(machine.remember()))
                .addAllSessions(parts.sessions().tokens());
        parts.commands().remember(restart);
        return restart.build();
    }

    /** A turn has ended. */
    void look() {
        leave.ifPresent(Leave::look);
    }

    /** Whether the event is not for this process any more: it has left. */
    boolean isLeft(AgentEvent event) {
        boolean left = leave.filter(Leave::isDone).isPresent();
        if (left) {
            missed.add(event); // this process may stay after all
        }
        return left;
    }

    /** Goes on after all, with services of a new life if they may have been taken for ended. */
    void stay(long serviceLife) {
        loop.execute(() -> {
            boolean announced = leave.filter(Leave::isAnnounced).isPresent();
            leave = Optional.empty();
            handler.accept(new AgentEvent.LeaveGivenUp(loop.nowNanos()));
            missed.forEach(handler);
            missed.clear();
            if (announced) {
                parts.link().stay(serviceLife);
            } else {
                parts.link().greet();
            }
        });
    }
}
