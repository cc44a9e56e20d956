package org.amf4j.node;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.core.event.Event;

/**
 * An agent on its way out that leaves what runs as it is: waits until nothing is under way, tells the leader, and waits until
 * that is in the log and still nothing is under way. Used in the loop only.
 */
final class Leave {

    private final Event.AgentLeaves announcement;
    private final Surroundings around;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private boolean announced;
    private long announcedAtNanos;

    /**
     * What the leave needs.
     *
     * @param underWay what is under way, in words; empty when nothing is
     * @param report tells the leader
     * @param uptime time since the machine was started, in nanoseconds
     */
    record Surroundings(Supplier<Optional<String>> underWay, Consumer<Event> report, LongSupplier uptime) {}

    Leave(Event.AgentLeaves announcement, Surroundings around) {
        this.announcement = announcement;
        this.around = around;
    }

    /**
     * Completes, in the loop, with the uptime until which what runs is left alone; the agent has left then, and nothing may be
     * handled any more.
     */
    CompletableFuture<Long> ready() {
        return ready;
    }

    /** Whether the leader may know that the agent leaves. */
    boolean isAnnounced() {
        return announced;
    }

    /** Whether it has left. */
    boolean isDone() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    /** A turn has ended. */
    void look() {
        if (ready.isDone() || around.underWay().get().isPresent()) {
            return;
        }
        if (announced) {
            ready.complete(announcedAtNanos + announcement.keptNanos());
        } else {
            announced = true;
            announcedAtNanos = around.uptime().getAsLong(); // before it is said: nobody counts from earlier
            around.report().accept(announcement);
        }
    }

    /** The time is over. */
    void giveUp() {
        if (!ready.isDone()) {
            String why = around.underWay().get().orElse("the leader has not answered");
            ready.completeExceptionally(new AisException(
                    AisStatus.ERR_TRY_AGAIN,
                    "the agent of " + announcement.agentName() + " cannot leave: " + why
                            + "; nothing has changed, try again when that has ended, or stop the node without keeping"
                            + " its components"));
        }
    }
}
