package org.amf4j.director;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.ImmState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the cluster has started anew, which ends all that is not persistent. The log says so, not silence: it has
 * when all lives of agents that it was known to go on with have ended, each by another life that has joined or by being gone for
 * certain. It goes on when a controller is heard that was there before. A leader whose program has just started waits for one
 * or the other; what stays in doubt goes on, since nothing may be ended that perhaps lives. On the controller's thread only.
 */
final class ControllersMeeting {

    /** After this time in doubt the cluster counts as going on, in nanoseconds; lost nodes are gone before, if they can be. */
    static final long DOUBT_NANOS = 10_000_000_000L;

    /** What was proposed is proposed again after this time. */
    private static final long AGAIN_NANOS = 2_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(ControllersMeeting.class);

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
     */
    record Self(String name, long start) {}

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
        boolean anew = !company && haveEnded(imm.lives());
        boolean inDoubt = !company && !anew;
        if (inDoubt && now - sinceNanos < DOUBT_NANOS || !isNews(imm, starts)) {
            return Optional.empty();
        }
        if (inDoubt) {
            LOG.warn(
                    "whether the cluster has started anew is not certain, owners and implementers stay: lives={}",
                    imm.lives());
        }
        proposedNanos = Optional.of(now);
        return Optional.of(new Event.ControllersMet(anew, starts));
    }

    private boolean isNews(ImmState imm, Map<String, Long> starts) {
        return starts.entrySet().stream().anyMatch(e -> !imm.hasMet(e.getKey(), e.getValue()))
                || !imm.lives().equals(present());
    }

    private boolean haveEnded(Map<String, Long> lives) {
        Map<String, Long> present = present();
        return lives.entrySet().stream().noneMatch(life -> life.getValue().equals(present.get(life.getKey())));
    }

    /** Agents that are up by the log, each with its life. */
    private Map<String, Long> present() {
        Map<String, Long> present = new TreeMap<>();
        director.state().stream()
                .flatMap(state -> state.membership().nodes().stream())
                .filter(NodeMembership::isUp)
                .forEach(n -> present.put(n.node().name(), n.incarnation()));
        return present;
    }
}
