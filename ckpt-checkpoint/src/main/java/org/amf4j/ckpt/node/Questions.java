package org.amf4j.ckpt.node;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.amf4j.api.AisStatus;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.section.ReadOutcome;

/**
 * Questions of this node's processes: answered by the replica here if it may, else by the active one, and asked again when
 * that one is lost.
 */
final class Questions {

    private final Moment moment;
    private final BiConsumer<String, PeerMessage> sender;
    private final LongFunction<Optional<Place>> places;
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private long last;

    /** Where a checkpoint stands, as this node knows. */
    record Place(String self, Config config, boolean isActiveChosen, Optional<Replica> replica) {}

    /** Hears the answer. */
    interface Ending {
        void ended(AisStatus status, String text, Question.Answer answer);
    }

    private static final class Pending {
        private final long checkpoint;
        private final Question question;
        private final long deadlineNanos;
        private final Ending ending;
        private long askedNanos;

        Pending(long checkpoint, Question question, long deadlineNanos, Ending ending) {
            this.checkpoint = checkpoint;
            this.question = question;
            this.deadlineNanos = deadlineNanos;
            this.ending = ending;
        }
    }

    Questions(Moment moment, BiConsumer<String, PeerMessage> sender, LongFunction<Optional<Place>> places) {
        this.moment = moment;
        this.sender = sender;
        this.places = places;
    }

    void ask(long checkpoint, Question question, long deadlineNanos, Ending ending) {
        long number = ++last;
        Pending asked = new Pending(checkpoint, question, deadlineNanos, ending);
        pending.put(number, asked);
        pursue(number, asked);
    }

    /** Asks the active replica of a checkpoint that is not known here. */
    void askAt(String active, long checkpoint, Question question, long deadlineNanos, Ending ending) {
        long number = ++last;
        pending.put(number, new Pending(checkpoint, question, deadlineNanos, ending));
        sender.accept(active, new PeerMessage.QuestionAsked(checkpoint, number, question));
    }

    private void pursue(long number, Pending asked) {
        asked.askedNanos = moment.monotonicNanos;
        Optional<Place> known = places.apply(asked.checkpoint);
        if (known.isEmpty()) {
            return; // not told yet
        }
        Place place = known.get();
        Optional<ActiveRole> role = place.replica().flatMap(Replica::role);
        boolean isLocal = !(asked.question instanceof Question.Synchronize)
                && place.replica().filter(Replica::isReadable).isPresent();
        if (isLocal) {
            end(number, answer(place.replica().get(), asked.question));
        } else if (role.isPresent()) {
            Outcome outcome = answer(place.replica().get(), asked.question);
            whenReady(role.get(), asked.question, () -> end(number, outcome));
        } else if (place.config().active().isPresent()) {
            sender.accept(
                    place.config().active().get(),
                    new PeerMessage.QuestionAsked(asked.checkpoint, number, asked.question));
        } else if (place.isActiveChosen()) {
            end(
                    number,
                    refusal(AisStatus.ERR_NOT_EXIST, "the checkpoint has no active replica; becomeActive makes one"));
        }
    }

    /**
     * What is said is what there is now; it is said when that is acknowledged. What comes in between must not be shown, as
     * it may still be lost.
     */
    private static void whenReady(ActiveRole role, Question question, Runnable action) {
        if (question instanceof Question.Synchronize) {
            role.whenSynchronized(action);
        } else {
            role.whenReadable(action);
        }
    }

    private record Outcome(AisStatus status, String text, Question.Answer answer) {}

    private static Outcome refusal(AisStatus status, String text) {
        return new Outcome(status, text, new Question.Answer.None());
    }

    private static Outcome answer(Replica replica, Question question) {
        var contents = replica.state().contents();
        return switch (question) {
            case Question.Read read -> {
                ReadOutcome outcome = contents.read(read.elements());
                yield outcome.refusal()
                        .map(r -> refusal(r.status(), r.text()))
                        .orElseGet(() -> new Outcome(AisStatus.OK, "", new Question.Answer.Bytes(outcome.found())));
            }
            case Question.Sections s ->
                new Outcome(
                        AisStatus.OK,
                        "",
                        new Question.Answer.Listed(contents.list(s.filter(), s.after(), s.isFirst(), s.most())));
            case Question.Status s ->
                new Outcome(
                        AisStatus.OK,
                        "",
                        new Question.Answer.Numbers(
                                contents.count(),
                                contents.usedBytes(),
                                replica.state().sequence()));
            case Question.Synchronize s -> new Outcome(AisStatus.OK, "", new Question.Answer.None());
        };
    }

    private void end(long number, Outcome outcome) {
        Pending asked = pending.remove(number);
        if (asked != null) {
            asked.ending.ended(outcome.status(), outcome.text(), outcome.answer());
        }
    }

    /** The active replica of this node is asked by another node. */
    void asked(String node, PeerMessage.QuestionAsked asked) {
        places.apply(asked.id())
                .flatMap(Place::replica)
                .ifPresent(replica -> replica.role().ifPresent(role -> {
                    Outcome outcome = answer(replica, asked.question());
                    whenReady(
                            role,
                            asked.question(),
                            () -> sender.accept(
                                    node,
                                    new PeerMessage.QuestionAnswered(
                                            asked.number(), outcome.status(), outcome.text(), outcome.answer())));
                }));
    }

    void answered(PeerMessage.QuestionAnswered answered) {
        end(answered.number(), new Outcome(answered.status(), answered.text(), answered.answer()));
    }

    /** The controllers have decided about a checkpoint. */
    void reconfigured(long checkpoint) {
        for (var entry : List.copyOf(pending.entrySet())) {
            if (entry.getValue().checkpoint == checkpoint) {
                pursue(entry.getKey(), entry.getValue());
            }
        }
    }

    void endAll(long checkpoint, AisStatus status, String text) {
        for (var entry : List.copyOf(pending.entrySet())) {
            if (entry.getValue().checkpoint == checkpoint) {
                end(entry.getKey(), refusal(status, text));
            }
        }
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    void tick() {
        for (var entry : List.copyOf(pending.entrySet())) {
            Pending asked = entry.getValue();
            if (moment.isPast(asked.deadlineNanos)) {
                end(entry.getKey(), refusal(AisStatus.ERR_TIMEOUT, "the active replica has not answered in time"));
            } else if (moment.isPast(asked.askedNanos + ActiveRole.AGAIN_NANOS)) {
                pursue(entry.getKey(), asked);
            }
        }
    }
}
