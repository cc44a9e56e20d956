package org.amf4j.ckpt.node;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.CheckpointStatus;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.Question;
import org.amf4j.ckpt.registry.Config;
import org.amf4j.ckpt.registry.Names;
import org.amf4j.ckpt.registry.RegistryAnswer;
import org.amf4j.ckpt.registry.RegistryCommand;
import org.amf4j.ckpt.section.Entry;
import org.amf4j.ckpt.section.Operation;
import org.amf4j.ckpt.section.Refusal;

/** What the processes of a node have open, and what they ask. */
final class Openings {

    /** Most openings on a node. */
    static final int OPENINGS_MAX = 10_000;

    private static final int MADE_IDS_MAX = 16;
    private static final int RADIX = 36;
    private static final Result NOTHING = new Result.Nothing();

    private final Ground ground;
    private final TreeMap<Long, Opening> openings = new TreeMap<>();
    private long last;
    private long lastMade;

    /** What openings stand on. */
    interface Ground {
        Optional<Kept> kept(long id);

        RegistryLine line();

        Questions questions();

        Moment moment();

        Entry.Origin origin(long opening);

        void effect(Effect effect);
    }

    Openings(Ground ground) {
        this.ground = ground;
    }

    private void reply(Caller caller, AisStatus status, String text, Result result) {
        ground.effect(new Effect.Reply(caller, status, text, result));
    }

    private void refuse(Caller caller, AisStatus status, String text) {
        reply(caller, status, text, NOTHING);
    }

    // ---- calls

    void called(Caller caller, ClientCall call) {
        switch (call) {
            case ClientCall.Open open -> open(caller, open);
            case ClientCall.Unlink unlink ->
                ground.line().ask(new RegistryCommand.Unlink(unlink.name()), answer -> pass(caller, answer));
            case ClientCall.Close close -> find(caller, close.handle(), false).ifPresent(o -> close(o, caller));
            case ClientCall.SetRetention set ->
                permitted(caller, set.handle(), OpenFlag.WRITE)
                        .ifPresent(o -> ground.line()
                                .ask(
                                        new RegistryCommand.SetRetention(o.checkpoint, set.nanos()),
                                        answer -> pass(caller, answer)));
            case ClientCall.BecomeActive active ->
                permitted(caller, active.handle(), OpenFlag.WRITE)
                        .ifPresent(o -> ground.line()
                                .ask(new RegistryCommand.BecomeActive(o.checkpoint), answer -> pass(caller, answer)));
            case ClientCall.Modify modify ->
                permitted(caller, modify.handle(), OpenFlag.WRITE).ifPresent(o -> modify(caller, o, modify));
            case ClientCall.Ask ask -> ask(caller, ask);
            case ClientCall.Follow follow -> follow(caller, follow);
        }
    }

    private void pass(Caller caller, RegistryAnswer answer) {
        reply(caller, answer.status(), answer.text(), NOTHING);
    }

    private void open(Caller caller, ClientCall.Open call) {
        Optional<Refusal> problem = Names.problem(call.name(), call.attributes(), call.flags());
        if (problem.isPresent()) {
            refuse(caller, problem.get().status(), problem.get().text());
            return;
        }
        if (openings.size() >= OPENINGS_MAX) {
            refuse(caller, AisStatus.ERR_NO_RESOURCES, "this node has " + OPENINGS_MAX + " openings");
            return;
        }
        Opening opening = new Opening(++last, caller, call);
        openings.put(opening.handle, opening);
        ground.line()
                .ask(
                        new RegistryCommand.Open(opening.handle, call.name(), call.attributes(), call.flags()),
                        answer -> decided(opening, answer));
    }

    private void decided(Opening opening, RegistryAnswer answer) {
        if (answer.status() != AisStatus.OK) {
            openings.remove(opening.handle);
            opening.opener.ifPresent(caller -> refuse(caller, answer.status(), answer.text()));
            return;
        }
        opening.checkpoint = answer.id();
        opening.stage = Opening.Stage.FILLING;
        if (opening.opener.isEmpty()) {
            tellClosed(opening); // whoever asked does not wait any more
            return;
        }
        Optional<Kept> known = ground.kept(answer.id());
        if (known.isPresent()) {
            fillOrOpen(opening, known.get());
        } // else the decision is still to come
    }

    /** The controllers have decided about a checkpoint: whoever waits for that may go on. */
    void reconfigured(Kept known) {
        for (Opening opening : List.copyOf(openings.values())) {
            if (opening.checkpoint == known.config.id()) {
                if (opening.stage == Opening.Stage.FILLING) {
                    fillOrOpen(opening, known);
                }
                opening.follower.ifPresent(caller -> followed(caller, opening, known));
            }
        }
    }

    private void fillOrOpen(Opening opening, Kept known) {
        Config config = known.config;
        String self = ground.origin(0).node();
        boolean isBeingFilled = config.isKeptBy(self) && !config.replicas().contains(self);
        if (isBeingFilled && config.active().isPresent() && config.attributes().isCollocated()) {
            return;
        }
        opening.stage = Opening.Stage.OPEN;
        opening.opener.ifPresent(caller -> reply(caller, AisStatus.OK, "", new Result.Opened(opening.handle)));
        opening.opener = Optional.empty();
    }

    /** The opening that a caller means; where there is none to use, it is told why. */
    private Optional<Opening> find(Caller caller, long handle, boolean isForUse) {
        Opening opening = openings.get(handle);
        if (opening == null || opening.session != caller.session()) {
            refuse(caller, AisStatus.ERR_BAD_HANDLE, "this checkpoint is not open");
            return Optional.empty();
        }
        if (isForUse && opening.stage == Opening.Stage.STALE) {
            refuse(
                    caller,
                    AisStatus.ERR_UNAVAILABLE,
                    "the node has left the cluster since " + opening.name + " was opened; close it and open it again");
            return Optional.empty();
        }
        if (isForUse && opening.stage != Opening.Stage.OPEN) {
            refuse(caller, AisStatus.ERR_BAD_HANDLE, "all replicas of " + opening.name + " were lost");
            return Optional.empty();
        }
        return Optional.of(opening);
    }

    private Optional<Opening> permitted(Caller caller, long handle, OpenFlag flag) {
        Optional<Opening> opening = find(caller, handle, true);
        if (opening.isPresent() && !opening.get().may(flag)) {
            refuse(caller, AisStatus.ERR_ACCESS, opening.get().name + " was opened without " + flag);
            return Optional.empty();
        }
        return opening;
    }

    private void close(Opening opening, Caller caller) {
        drop(opening);
        reply(caller, AisStatus.OK, "", NOTHING);
    }

    private void drop(Opening opening) {
        openings.remove(opening.handle);
        opening.isFollowing = false;
        ground.kept(opening.checkpoint).ifPresent(this::noteFollowed);
        if (opening.stage == Opening.Stage.ASKED) {
            opening.opener = Optional.empty(); // closed as soon as it is open
        } else {
            tellClosed(opening);
        }
    }

    private void tellClosed(Opening opening) {
        openings.remove(opening.handle);
        boolean isKnown = opening.stage == Opening.Stage.OPEN || opening.stage == Opening.Stage.FILLING;
        if (isKnown) {
            ground.line().ask(new RegistryCommand.Close(opening.checkpoint, opening.handle), answer -> {});
        }
    }

    private void modify(Caller caller, Opening opening, ClientCall.Modify modify) {
        if (modify.operation() instanceof Operation.Create create
                && create.section().isDefault()) {
            make(caller, opening, create, 1);
        } else {
            change(caller, opening, modify.operation(), (status, text) -> reply(caller, status, text, NOTHING));
        }
    }

    private void make(Caller caller, Opening opening, Operation.Create create, int attempt) {
        Optional<Kept> known = ground.kept(opening.checkpoint);
        int longest = known.map(k -> k.config.attributes().sectionIdBytesMax()).orElse(SectionId.BYTES_LIMIT);
        Entry.Origin origin = ground.origin(0);
        long number = (origin.node().hashCode() * 31L + origin.life()) * 1_000_003L + ++lastMade;
        String text = Long.toString(number & Long.MAX_VALUE, RADIX);
        SectionId id = SectionId.of(text.substring(Math.max(0, text.length() - longest)));
        change(caller, opening, new Operation.Create(id, create.expirationNanos(), create.data()), (status, why) -> {
            if (status == AisStatus.ERR_EXIST
                    && attempt < MADE_IDS_MAX
                    && known.filter(k -> k.config.attributes().hasDefaultSection())
                            .isEmpty()) {
                make(caller, opening, create, attempt + 1);
            } else {
                reply(caller, status, why, status == AisStatus.OK ? new Result.Made(id) : NOTHING);
            }
        });
    }

    private void change(Caller caller, Opening opening, Operation operation, Courier.Ending ending) {
        Optional<Kept> known = ground.kept(opening.checkpoint);
        if (known.isEmpty()) {
            refuse(caller, AisStatus.ERR_TRY_AGAIN, "this node is being told about the checkpoint");
        } else if (known.get().hasNoActive()) {
            refuse(caller, AisStatus.ERR_NOT_EXIST, noActive(opening));
        } else {
            known.get().courier.take(ground.origin(opening.handle), operation, caller.deadlineNanos(), ending);
        }
    }

    private static String noActive(Opening opening) {
        return opening.name + " has no active replica; becomeActive makes one";
    }

    private void ask(Caller caller, ClientCall.Ask ask) {
        boolean isSynchronize = ask.question() instanceof Question.Synchronize;
        Optional<Opening> opening = permitted(caller, ask.handle(), isSynchronize ? OpenFlag.WRITE : OpenFlag.READ);
        if (opening.isEmpty()) {
            return;
        }
        Optional<Kept> known = ground.kept(opening.get().checkpoint);
        if (isSynchronize
                && known.filter(k -> k.config.attributes().mode() == WriteMode.ALL_REPLICAS)
                        .isPresent()) {
            refuse(caller, AisStatus.ERR_BAD_OPERATION, "every write of this checkpoint waits for all replicas");
            return;
        }
        if (known.filter(Kept::hasNoActive).isPresent()) {
            refuse(caller, AisStatus.ERR_NOT_EXIST, noActive(opening.get()));
            return;
        }
        ground.questions()
                .ask(
                        opening.get().checkpoint,
                        ask.question(),
                        caller.deadlineNanos(),
                        (status, text, answer) ->
                                reply(caller, status, text, result(opening.get().checkpoint, answer)));
    }

    private Result result(long id, Question.Answer answer) {
        Optional<Kept> known = ground.kept(id);
        if (answer instanceof Question.Answer.Numbers numbers && known.isPresent()) {
            Config config = known.get().config;
            return new Result.Stands(new CheckpointStatus(
                    config.attributes(),
                    numbers.sections(),
                    numbers.usedBytes(),
                    config.active(),
                    config.replicas(),
                    numbers.sequence()));
        }
        return new Result.Told(answer);
    }

    // ---- following

    private void follow(Caller caller, ClientCall.Follow follow) {
        Optional<Opening> found = permitted(caller, follow.handle(), OpenFlag.READ);
        if (found.isEmpty()) {
            return;
        }
        Opening opening = found.get();
        if (!follow.isWanted()) {
            if (!opening.isFollowing) {
                refuse(caller, AisStatus.ERR_NOT_EXIST, opening.name + " is not followed");
                return;
            }
            opening.isFollowing = false;
            ground.kept(opening.checkpoint).ifPresent(this::noteFollowed);
            reply(caller, AisStatus.OK, "", NOTHING);
            return;
        }
        opening.follower = Optional.of(caller);
        Optional<Kept> known = ground.kept(opening.checkpoint);
        if (known.filter(k -> k.replica.isEmpty()).isPresent()) {
            ground.line().ask(new RegistryCommand.Attach(opening.checkpoint), answer -> {
                if (answer.status() != AisStatus.OK) {
                    opening.follower = Optional.empty();
                    pass(caller, answer);
                }
            });
        } else {
            known.ifPresent(k -> followed(caller, opening, k));
        }
    }

    private void followed(Caller caller, Opening opening, Kept known) {
        if (known.config.replicas().contains(ground.origin(0).node())) {
            opening.follower = Optional.empty();
            opening.isFollowing = true;
            noteFollowed(known);
            long sequence = known.replica.map(r -> r.state().committed()).orElse(0L);
            reply(caller, AisStatus.OK, "", new Result.Following(sequence));
        }
    }

    private void noteFollowed(Kept known) {
        known.replica.ifPresent(r -> r.follow(isFollowed(known.config.id())));
    }

    boolean isFollowed(long id) {
        return openings.values().stream().anyMatch(o -> o.checkpoint == id && o.isFollowing);
    }

    /** A checkpoint has changed here, by an opening of this node or by somebody else. */
    void changed(long id, long author, List<Change> changes) {
        for (Opening opening : openings.values()) {
            if (opening.checkpoint == id && opening.isFollowing && opening.handle != author) {
                ground.effect(new Effect.Changed(opening.session, opening.handle, changes));
            }
        }
    }

    // ---- ends

    void sessionEnded(long session) {
        List.copyOf(openings.values()).stream()
                .filter(o -> o.session == session)
                .forEach(this::drop);
    }

    /** A checkpoint is gone. */
    void lost(long id) {
        for (Opening opening : List.copyOf(openings.values())) {
            if (opening.checkpoint == id && opening.stage != Opening.Stage.STALE) {
                opening.stage = Opening.Stage.LOST;
                opening.isFollowing = false;
                opening.opener.ifPresent(caller -> {
                    openings.remove(opening.handle);
                    refuse(caller, AisStatus.ERR_TRY_AGAIN, "all replicas were lost while it was being opened");
                });
            }
        }
    }

    /** The node has left the cluster. */
    void staleAll() {
        for (Opening opening : List.copyOf(openings.values())) {
            opening.isFollowing = false;
            opening.opener.ifPresent(caller -> {
                openings.remove(opening.handle);
                refuse(caller, AisStatus.ERR_UNAVAILABLE, "the node has left the cluster");
            });
            opening.stage = Opening.Stage.STALE;
        }
    }

    boolean isEmpty() {
        return openings.isEmpty();
    }

    void tick() {
        for (Opening opening : List.copyOf(openings.values())) {
            Optional<Caller> late = opening.opener.filter(c -> ground.moment().isPast(c.deadlineNanos()));
            if (late.isPresent()) {
                refuse(late.get(), AisStatus.ERR_TIMEOUT, opening.name + " could not be opened in time");
                opening.opener = Optional.empty();
                if (opening.stage == Opening.Stage.FILLING) {
                    drop(opening);
                } else {
                    openings.remove(opening.handle); // closed as soon as the controllers answer
                }
            }
            Optional<Caller> lateFollower =
                    opening.follower.filter(c -> ground.moment().isPast(c.deadlineNanos()));
            if (lateFollower.isPresent()) {
                opening.follower = Optional.empty();
                refuse(lateFollower.get(), AisStatus.ERR_TIMEOUT, "no replica could be filled here in time");
            }
        }
    }
}
