package org.amf4j.ckpt.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;

/**
 * Brings this node's changes of one checkpoint to the active replica, in their order, and again to the next one when it is
 * lost. Each is numbered, so that none is done twice.
 */
final class Courier {

    /** Changes under way at once. */
    static final int WINDOW = 1_024;

    /** Bytes under way at once, but for one change more. */
    static final long WINDOW_BYTES = 8L << 20;

    private static final int AGAIN_MAX = 256;

    private final long id;
    private final Moment moment;
    private final BiConsumer<String, PeerMessage> sender;
    /** The active replica, when it is on this node. */
    private final Consumer<PeerMessage.Submitted> here;

    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private Optional<String> active = Optional.empty();
    private long last;
    private long sent;
    private long bytesUnderWay;
    private long progressNanos;
    private boolean isPumping;

    /** Hears what became of a change. */
    interface Ending {
        void ended(AisStatus status, String text);
    }

    private record Pending(Entry.Origin origin, Operation operation, long deadlineNanos, Ending ending) {}

    Courier(long id, Moment moment, BiConsumer<String, PeerMessage> sender, Consumer<PeerMessage.Submitted> here) {
        this.id = id;
        this.moment = moment;
        this.sender = sender;
        this.here = here;
    }

    void take(Entry.Origin origin, Operation operation, long deadlineNanos, Ending ending) {
        pending.put(++last, new Pending(origin, operation, deadlineNanos, ending));
        pump();
    }

    /** The controllers have decided; another active replica is told everything again. */
    void reconfigure(Config config, boolean isActiveChosen) {
        if (config.active().isEmpty() && isActiveChosen) {
            active = Optional.empty();
            endAll(AisStatus.ERR_NOT_EXIST, "the checkpoint has no active replica; becomeActive makes one");
        }
        if (!active.equals(config.active())) {
            active = config.active();
            again();
        }
    }

    private void again() {
        sent = pending.isEmpty() ? last : pending.firstKey() - 1;
        bytesUnderWay = 0;
        pump();
    }

    private void pump() {
        if (isPumping || active.isEmpty()) {
            return; // the loop further out goes on
        }
        isPumping = true;
        Map.Entry<Long, Pending> next = pending.higherEntry(sent);
        while (next != null && hasRoom(next.getKey())) {
            sent = next.getKey();
            Pending change = next.getValue();
            bytesUnderWay += change.operation().bytes();
            progressNanos = moment.monotonicNanos;
            submit(new PeerMessage.Submitted(
                    id, change.origin(), pending.firstKey(), next.getKey(), change.operation()));
            next = pending.higherEntry(sent);
        }
        isPumping = false;
    }

    private boolean hasRoom(long number) {
        return pending.headMap(number).isEmpty()
                || number - pending.firstKey() < WINDOW && bytesUnderWay < WINDOW_BYTES;
    }

    private void submit(PeerMessage.Submitted request) {
        if (active.get().equals(request.origin().node())) {
            here.accept(request);
        } else {
            sender.accept(active.get(), request);
        }
    }

    void done(long number, AisStatus status, String text) {
        Pending change = pending.remove(number);
        if (change == null) {
            return;
        }
        if (number <= sent) {
            bytesUnderWay = Math.max(0, bytesUnderWay - change.operation().bytes());
        }
        progressNanos = moment.monotonicNanos;
        change.ending().ended(status, text);
        pump();
    }

    void endAll(AisStatus status, String text) {
        for (long number : List.copyOf(pending.keySet())) {
            Pending change = pending.remove(number);
            change.ending().ended(status, text);
        }
        sent = last;
        bytesUnderWay = 0;
    }

    void tick() {
        while (!pending.isEmpty()
                && moment.isPast(pending.firstEntry().getValue().deadlineNanos())) {
            done(
                    pending.firstKey(),
                    AisStatus.ERR_TIMEOUT,
                    "no acknowledgement in time; the change has been made whole or not at all");
        }
        boolean isSilent = !pending.isEmpty() && moment.isPast(progressNanos + ActiveRole.AGAIN_NANOS);
        if (isSilent && active.isPresent()) {
            progressNanos = moment.monotonicNanos;
            List.copyOf(pending.headMap(sent, true).entrySet()).stream()
                    .limit(AGAIN_MAX)
                    .forEach(p -> {
                        if (pending.containsKey(p.getKey())) {
                            submit(new PeerMessage.Submitted(
                                    id,
                                    p.getValue().origin(),
                                    pending.firstKey(),
                                    p.getKey(),
                                    p.getValue().operation()));
                        }
                    });
            pump();
        }
    }

    boolean isIdle() {
        return pending.isEmpty();
    }
}
