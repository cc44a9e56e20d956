package org.amf4j.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.amf4j.api.AisStatus;
import org.amf4j.node.OperatorHandler;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/**
 * Notes when a leader was last heard of, and refuses what operators ask for while none is: without a majority of the
 * controllers nobody decides, and whoever asks should not have to wait until his time limit to learn that. A leader gives a
 * sign every second for as long as a majority hears it.
 *
 * <p>A request is refused for certain while no leader is known of; one that had been passed on before may have been carried
 * out, and its answer says so; it is not passed on any more. All methods may be called by any thread.
 */
final class LeaderSigns implements OperatorHandler, AutoCloseable {

    /** Silence that is no election any more, and no lost sign: elections take up to 1.4 seconds. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(3);

    /** How often is looked for requests that wait in vain, while there are any. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final String self;
    private final List<String> controllers;
    private final OperatorHandler next;
    private final LongSupplier clock;
    private final ScheduledExecutorService looking;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private List<String> heard = List.of();
    private long seenNanos;
    private boolean looksItself;
    private boolean isLookDue;

    private record Waiting(AdminRequest request, Consumer<AdminReply> reply) {}

    /**
     * Knows of no leader yet, and waits for one as if it had just been heard.
     *
     * @param next carries out what may be carried out
     * @param clock nanoseconds of a clock that is never set
     */
    LeaderSigns(String self, List<String> controllers, OperatorHandler next, LongSupplier clock) {
        this.self = self;
        this.controllers = List.copyOf(controllers);
        this.next = next;
        this.clock = clock;
        this.seenNanos = clock.getAsLong();
        this.looking = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("leader-signs").unstarted(task),
                new ThreadPoolExecutor.DiscardPolicy()); // once closed nobody waits
    }

    /** The same, looking by itself while any request waits. */
    static LeaderSigns start(String self, List<String> controllers, OperatorHandler next) {
        LeaderSigns signs = new LeaderSigns(self, controllers, next, System::nanoTime);
        signs.looksItself = true;
        return signs;
    }

    private synchronized void lookLater() {
        if (looksItself && !isLookDue && !waiting.isEmpty()) {
            isLookDue = true;
            looking.schedule(this::lookAgain, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain() {
        look();
        synchronized (this) {
            isLookDue = false;
        }
        lookLater();
    }

    /** A leader has given its sign. */
    synchronized void seen() {
        seenNanos = clock.getAsLong();
    }

    /** Those members of the group can be heard now. */
    synchronized void heard(List<String> members) {
        heard = List.copyOf(members);
    }

    /** The members of the group that can be heard now. */
    synchronized List<String> heard() {
        return heard;
    }

    @Override
    public void handle(AdminRequest request, Consumer<AdminReply> reply) {
        Optional<String> refused;
        synchronized (this) {
            refused = isSilent() ? Optional.of(nobodyDecides() + "; nothing was done") : Optional.empty();
            if (refused.isEmpty()) {
                waiting.put(request.getId(), new Waiting(request, reply));
            }
        }
        if (refused.isEmpty()) {
            lookLater();
            next.handle(request, this::answered);
        } else {
            reply.accept(reply(request, AisStatus.ERR_UNAVAILABLE, refused.get()));
        }
    }

    private void answered(AdminReply reply) {
        Waiting request;
        synchronized (this) {
            request = waiting.remove(reply.getId());
        }
        if (request != null) {
            request.reply().accept(reply);
        }
    }

    /** Answers those who have waited too long for somebody to decide. */
    void look() {
        List<AdminReply> replies;
        synchronized (this) {
            if (!isSilent()) {
                return;
            }
            replies = waiting.values().stream().map(this::unanswered).toList();
        }
        for (AdminReply reply : replies) {
            next.withdraw(
                    reply.getId()); // or the next leader would do it when the operator has long done something else
            answered(reply);
        }
    }

    @Override
    public void withdraw(String id) {
        synchronized (this) {
            waiting.remove(id);
        }
        next.withdraw(id);
    }

    /** A question has no doubt, an operation is answered once and for all; a change may be asked for again under its name. */
    private AdminReply unanswered(Waiting waiting) {
        AdminRequest request = waiting.request();
        if (request.hasQuery() || request.getChange().getDryRun()) {
            return reply(request, AisStatus.ERR_UNAVAILABLE, nobodyDecides());
        }
        String text = nobodyDecides() + "; whether it was done before is not known";
        return request.hasOperation()
                ? reply(request, AisStatus.ERR_TIMEOUT, text)
                : reply(request, AisStatus.ERR_UNAVAILABLE, text).toBuilder()
                        .setInDoubt(true)
                        .build();
    }

    private boolean isSilent() {
        return clock.getAsLong() - seenNanos > SILENCE_MAX.toNanos();
    }

    private String nobodyDecides() {
        List<String> missing = controllers.stream()
                .filter(c -> !c.equals(self) && !heard.contains(c))
                .toList();
        return "no majority of the controllers " + String.join(", ", controllers) + " decides: " + self
                + " has heard of no leader for "
                + TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - seenNanos) + " s"
                + (missing.isEmpty() ? "" : " and cannot hear " + String.join(", ", missing));
    }

    private static AdminReply reply(AdminRequest request, AisStatus status, String text) {
        return AdminReply.newBuilder()
                .setId(request.getId())
                .setStatus(status.value())
                .setText(text)
                .build();
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
