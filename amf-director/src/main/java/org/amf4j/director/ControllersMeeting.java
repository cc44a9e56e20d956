package org.amf4j.director;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.ImmState;

/**
 * Finds out whether the cluster has started anew, which ends all that is not persistent: it has when no controller was there
 * before. A leader whose program has just started asks the others before it says so. On the controller's thread only.
 */
final class ControllersMeeting {

    /** How long a leader that has just started waits to hear from the other controllers, in nanoseconds. */
    static final long WAIT_NANOS = 3_000_000_000L;

    /** What was proposed is proposed again after this time. */
    private static final long AGAIN_NANOS = 2_000_000_000L;

    private final Director director;
    private final Self self;
    private final Supplier<Map<String, Long>> heard;
    private final LongSupplier nanos;
    private boolean leading;
    private boolean wanted;
    private long sinceNanos;
    private Optional<Long> proposedNanos = Optional.empty();

    /**
     * Who asks.
     *
     * @param name this controller
     * @param start names the start of its program
     * @param controllers all controllers that remember something
     */
    record Self(String name, long start, List<String> controllers) {}

    /**
     * A meeting.
     *
     * @param heard what names the start of each controller that was heard of lately, this one included
     */
    ControllersMeeting(Director director, Self self, Supplier<Map<String, Long>> heard, LongSupplier nanos) {
        this.director = director;
        this.self = self;
        this.heard = heard;
        this.nanos = nanos;
    }

    void lead() {
        leading = true;
        sinceNanos = nanos.getAsLong();
        proposedNanos = Optional.empty();
    }

    void follow() {
        leading = false;
    }

    /** Whether what is known of owners and implementers is of this run of the cluster; it will be found out if not. */
    boolean isKnown() {
        wanted = true;
        return director.state()
                .filter(s -> s.imm().hasMet(self.name(), self.start()))
                .isPresent();
    }

    /** The same for who only reads: where nothing is known, nothing is wrong. */
    boolean isKnownOrEmpty() {
        return director.state().filter(s -> s.imm().isEmpty()).isPresent() || isKnown();
    }

    /** To be called again and again while this controller leads: what is to be proposed, if anything. */
    Optional<Event> look() {
        long now = nanos.getAsLong();
        boolean tooEarly = proposedNanos.filter(p -> now - p < AGAIN_NANOS).isPresent();
        if (!leading || tooEarly || director.state().isEmpty()) {
            return Optional.empty();
        }
        ImmState imm = director.state().get().imm();
        if (imm.isEmpty() && !wanted) {
            return Optional.empty();
        }
        TreeMap<String, Long> starts = new TreeMap<>(heard.get());
        starts.put(self.name(), self.start());
        boolean company = starts.entrySet().stream().anyMatch(e -> imm.hasMet(e.getKey(), e.getValue()));
        boolean complete = starts.keySet().containsAll(self.controllers()) || now - sinceNanos >= WAIT_NANOS;
        boolean news = starts.entrySet().stream().anyMatch(e -> !imm.hasMet(e.getKey(), e.getValue()));
        if (!news || !company && !complete) {
            return Optional.empty();
        }
        proposedNanos = Optional.of(now);
        return Optional.of(new Event.ControllersMet(!company, starts));
    }
}
