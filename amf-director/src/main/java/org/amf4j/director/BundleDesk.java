package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.core.configuration.ConfigurationChanges;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.BundleRequest;
import org.amf4j.protocol.model.ImmCodec;

/**
 * Changes of the configuration that implementers are asked about, and those that are held open. They live here, on the leader,
 * until they are one entry of the log; when the leader changes, what is not in the log by then is aborted. On the controller's
 * thread only.
 */
final class BundleDesk {

    /** Changes that may be open at the same time. */
    static final int OPEN_MAX = 1_000;

    /** Changes that one process may hold open. */
    static final int OPEN_OF_SESSION_MAX = 100;

    /** A change that is open and not used for so long is aborted, in nanoseconds. */
    static final long IDLE_NANOS = 1_800_000_000_000L;

    /** A change on its way into the log that is not there after this time will not be made, in nanoseconds. */
    static final long COMMIT_NANOS = 8_000_000_000L;

    /** Changes whose end is remembered for who asks for more of them. */
    private static final int ENDS_MAX = 1_000;

    private final Director director;
    private final BundleCalls calls;
    private final BundleLocks locks = new BundleLocks();
    private final BundleSteps steps;
    private final Proposer proposer;
    private final LongSupplier nowNanos;
    private final Map<String, String> ends = new LinkedHashMap<>();
    private boolean tickProposed;

    /** Puts events into the log. */
    interface Proposer {
        /** Proposes what is answered once. */
        void propose(String id, Event event, Consumer<AdminReply> answer);

        /** Nobody waits for this answer any more. */
        void forget(String id);

        /** Proposes an entry that says nothing but the time; {@code taken} runs when it is there. */
        void tick(Runnable taken);
    }

    /**
     * A desk without changes.
     *
     * @param nowNanos the time of the log's leader, in nanoseconds since the epoch
     */
    BundleDesk(Director director, ImmCalls calls, Proposer proposer, LongSupplier nowNanos) {
        this.director = director;
        this.calls = new BundleCalls(calls);
        this.steps = new BundleSteps(director, calls, locks);
        this.proposer = proposer;
        this.nowNanos = nowNanos;
    }

    /** What open changes lock. */
    BundleLocks locks() {
        return locks;
    }

    /** Whether none is open or on its way. */
    boolean isIdle() {
        return locks.bundles().isEmpty();
    }

    /** Forgets all of them: this controller begins to lead, or leads no more. */
    void clear() {
        locks.bundles().values().forEach(b -> b.phase = Bundle.Phase.ENDED);
        locks.bundles().clear();
        ends.clear();
        tickProposed = false;
    }

    // ---- changes that are held open

    /** A process asks for something about a change of its own. */
    void requested(SessionId session, BundleRequest request, Consumer<AdminReply> answer) {
        String name = session + "/change/" + request.getBundle();
        Optional<Bundle> known = Optional.ofNullable(locks.bundles().get(name));
        if (known.isEmpty() && (request.getBegun() || request.getAction() > 2)) {
            unknown(name, request, answer);
            return;
        }
        boolean committing =
                known.filter(b -> b.phase == Bundle.Phase.COMMITTING).isPresent();
        if (known.isPresent() && request.getAction() == 4 && !committing) {
            abort(known.get(), AisStatus.ERR_FAILED_OPERATION, "it was aborted by who had begun it");
            answer.accept(reply(AisStatus.OK, ""));
            return;
        }
        if (known.filter(b -> b.waiting.isPresent()).isPresent()) {
            answer.accept(reply(AisStatus.ERR_BUSY, "an earlier request of this change is still under way"));
            return;
        }
        if (known.isEmpty() && isOver(name)) {
            answer.accept(reply(
                    AisStatus.ERR_INVALID_PARAM,
                    "change " + request.getBundle() + " is over; begin one of another number"));
            return;
        }
        Optional<Bundle> bundle = known.or(() -> open(name, session, request));
        if (bundle.isEmpty()) {
            answer.accept(reply(
                    AisStatus.ERR_NO_RESOURCES,
                    OPEN_OF_SESSION_MAX + " changes of a process can be open, and " + OPEN_MAX
                            + " altogether; try again later"));
            return;
        }
        bundle.get().usedNanos = nowNanos.getAsLong();
        switch (request.getAction()) {
            case 1 -> add(bundle.get(), request, answer);
            case 2 -> {
                bundle.get().waiting = Optional.of(answer);
                whenValid(bundle.get(), () -> bundle.get().answer(reply(AisStatus.OK, "")));
            }
            case 3 -> {
                bundle.get().waiting = Optional.of(answer);
                apply(bundle.get());
            }
            default -> answer.accept(reply(AisStatus.ERR_INVALID_PARAM, "a change knows no " + request.getAction()));
        }
    }

    /** A name that the log or an implementer knows already would mean two changes. */
    private boolean isOver(String name) {
        return ends.containsKey(name)
                || director.state().flatMap(s -> s.answered(name)).isPresent();
    }

    private Optional<Bundle> open(String name, SessionId session, BundleRequest request) {
        long own = locks.bundles().values().stream()
                .filter(b -> b.session().filter(session::equals).isPresent())
                .count();
        if (locks.bundles().size() >= OPEN_MAX || own >= OPEN_OF_SESSION_MAX) {
            return Optional.empty();
        }
        ClusterState state = director.state().orElseThrow();
        Bundle opened = new Bundle(name, session, request.getOwner(), request.getFlags(), state);
        locks.bundles().put(name, opened);
        return Optional.of(opened);
    }

    /** A change that is over, or was open with a former leader: the log knows whether it was made. */
    private void unknown(String name, BundleRequest request, Consumer<AdminReply> answer) {
        Optional<ClusterState.Answered> made = director.state().flatMap(s -> s.answered(name));
        if (request.getAction() == 4) {
            answer.accept(reply(AisStatus.OK, ""));
        } else if (request.getAction() == 3 && made.isPresent()) {
            answer.accept(committed(made.get().status(), made.get().text()));
        } else if (request.getAction() == 3 && !request.getBegun()) {
            answer.accept(reply(AisStatus.OK, "")); // nothing was added: nothing is to be done
        } else {
            String why = ends.getOrDefault(name, "the leader of the cluster has changed (IMM-039)");
            answer.accept(reply(
                    AisStatus.ERR_FAILED_OPERATION,
                    "the change was aborted and nothing of it was made: " + why + "; add its operations again"));
        }
    }

    private void add(Bundle bundle, BundleRequest request, Consumer<AdminReply> answer) {
        if (bundle.phase != Bundle.Phase.OPEN) {
            answer.accept(reply(
                    AisStatus.ERR_BAD_OPERATION, "the change has been validated; apply it or abort it (IMM-036)"));
            return;
        }
        List<ObjectChange> operations = new ArrayList<>();
        request.getChangesList().forEach(c -> operations.add(ImmCodec.fromMessage(c)));
        bundle.waiting = Optional.of(answer);
        steps.add(bundle, operations, added -> {
            if (bundle.phase == Bundle.Phase.ENDED) {
                return; // who waits was told by its end
            }
            if (added.fatal()) {
                abort(bundle, AisStatus.ERR_FAILED_OPERATION, added.text());
            } else {
                bundle.answer(reply(added.status(), added.text()));
                endIfEmpty(bundle, request);
            }
        });
    }

    /** A change whose first operations were all refused has not begun; its process would not know that it is there. */
    private void endIfEmpty(Bundle bundle, BundleRequest request) {
        if (!request.getBegun() && bundle.steps().isEmpty()) {
            abort(bundle, AisStatus.ERR_FAILED_OPERATION, "no operation of it was accepted");
        }
    }

    private void apply(Bundle bundle) {
        if (bundle.steps().isEmpty()) {
            end(bundle, "it had no operations");
            bundle.answer(reply(AisStatus.OK, ""));
        } else {
            whenValid(bundle, () -> commit(bundle));
        }
    }

    private void whenValid(Bundle bundle, Runnable then) {
        if (bundle.phase == Bundle.Phase.VALIDATED) {
            then.run();
        } else {
            validate(bundle, then);
        }
    }

    // ---- changes that are given at once

    /** A change that is given at once; whoever implements its objects is asked, and who implements none costs nothing. */
    void change(Event.ConfigurationChanged event, boolean validateOnly, Consumer<AdminReply> answer) {
        ClusterState state = director.state().orElseThrow();
        boolean plain = isIdle() && state.imm().implementers().isEmpty();
        if (plain && !validateOnly) {
            proposer.propose(event.requestId(), event, answer);
            return;
        }
        ConfigurationChanges.Judgement judgement = director.judge(event);
        boolean refused = judgement.status() != AisStatus.OK;
        Optional<BundleLocks.Conflict> conflict =
                refused ? Optional.empty() : locks.conflict(judgement.edits().keySet());
        if (conflict.isPresent()) {
            answer.accept(reply(conflict.get().status(), conflict.get().text()));
        } else if (refused || !concernsSomebody(state, judgement.edits())) {
            if (validateOnly) {
                answer.accept(reply(judgement.status(), judgement.text()));
            } else {
                proposer.propose(event.requestId(), event, answer); // who asks again is answered by the log
            }
        } else if (locks.bundles().size() >= OPEN_MAX) {
            answer.accept(reply(AisStatus.ERR_NO_RESOURCES, OPEN_MAX + " changes are open; try again later"));
        } else {
            ask(state, event, validateOnly, answer);
        }
    }

    private static boolean concernsSomebody(ClusterState state, Map<Dn, Optional<ImmObject>> edits) {
        ImmState imm = state.imm();
        return edits.entrySet().stream().anyMatch(edit -> {
            String className = edit.getValue()
                    .or(() -> Optional.ofNullable(state.model().objects().get(edit.getKey())))
                    .map(ImmObject::className)
                    .orElse("");
            return imm.implementer(className, edit.getKey())
                            .flatMap(Implementer::session)
                            .isPresent()
                    || imm.appliers(className, edit.getKey()).stream()
                            .anyMatch(a -> a.session().isPresent());
        });
    }

    private void ask(
            ClusterState state, Event.ConfigurationChanged event, boolean validateOnly, Consumer<AdminReply> answer) {
        Bundle bundle = new Bundle(event, state);
        bundle.usedNanos = nowNanos.getAsLong();
        bundle.waiting = Optional.of(answer);
        locks.bundles().put(bundle.name(), bundle);
        steps.add(bundle, event.changes(), added -> {
            if (bundle.phase == Bundle.Phase.ENDED) {
                return;
            }
            if (added.status() != AisStatus.OK) {
                abort(bundle, added.status(), added.text());
            } else if (validateOnly) {
                validate(bundle, () -> abort(bundle, AisStatus.OK, ""));
            } else {
                validate(bundle, () -> commit(bundle));
            }
        });
    }

    // ---- the end

    /** Looks at the change as a whole, and has implementers do so. */
    private void validate(Bundle bundle, Runnable then) {
        bundle.phase = Bundle.Phase.ASKING;
        ConfigurationChanges.Judgement judgement = director.judge(bundle.event());
        if (judgement.status() != AisStatus.OK) {
            abort(bundle, AisStatus.ERR_FAILED_OPERATION, judgement.text());
            return;
        }
        calls.completed(bundle, refusal -> {
            if (bundle.phase == Bundle.Phase.ENDED) {
                return;
            }
            if (refusal.isPresent()) {
                abort(bundle, AisStatus.ERR_FAILED_OPERATION, refusal.get());
            } else {
                bundle.phase = Bundle.Phase.VALIDATED;
                then.run();
            }
        });
    }

    private void commit(Bundle bundle) {
        bundle.phase = Bundle.Phase.COMMITTING;
        bundle.notAfterNanos = nowNanos.getAsLong() + COMMIT_NANOS;
        proposer.propose(bundle.name(), bundle.event(), reply -> {
            if (bundle.phase == Bundle.Phase.ENDED) {
                return;
            }
            if (reply.getStatus() == AisStatus.OK.value()) {
                end(bundle, "it was made");
                calls.apply(bundle);
                bundle.answer(reply(AisStatus.OK, reply.getText()));
            } else {
                abort(bundle, AisStatus.ERR_FAILED_OPERATION, reply.getText());
            }
        });
    }

    private static AdminReply committed(AisStatus status, String text) {
        return status == AisStatus.OK ? reply(status, text) : reply(AisStatus.ERR_FAILED_OPERATION, text);
    }

    /** Gives a change up, tells those who have heard of it, and who waits for an answer. */
    private void abort(Bundle bundle, AisStatus status, String text) {
        if (bundle.phase == Bundle.Phase.ENDED) {
            return;
        }
        end(bundle, text);
        calls.abort(bundle);
        bundle.answer(reply(status, text));
    }

    private void end(Bundle bundle, String how) {
        bundle.phase = Bundle.Phase.ENDED;
        locks.bundles().remove(bundle.name());
        ends.put(bundle.name(), how);
        if (ends.size() > ENDS_MAX) {
            ends.remove(ends.keySet().iterator().next());
        }
    }

    private static AdminReply reply(AisStatus status, String text) {
        return Requests.reply("", status, text, "");
    }

    // ---- what happens meanwhile

    /** Processes have ended: what they hold open is aborted. */
    void ended(Predicate<SessionId> gone) {
        for (Bundle bundle : List.copyOf(locks.bundles().values())) {
            if (bundle.phase != Bundle.Phase.COMMITTING
                    && bundle.session().filter(gone).isPresent()) {
                abort(bundle, AisStatus.ERR_FAILED_OPERATION, "the process that had begun it has ended (IMM-037)");
            }
        }
    }

    /** To be called again and again: implementers may be lost, and time goes by. */
    void look() {
        ClusterState state = director.state().orElseThrow();
        for (Bundle bundle : List.copyOf(locks.bundles().values())) {
            if (bundle.phase == Bundle.Phase.COMMITTING) {
                overdue(bundle);
            } else {
                bundle.implementers().entrySet().stream()
                        .filter(e -> state.imm()
                                .implementer(e.getKey())
                                .flatMap(Implementer::session)
                                .filter(e.getValue()::equals)
                                .isEmpty())
                        .findFirst()
                        .ifPresent(lost -> abort(
                                bundle,
                                AisStatus.ERR_FAILED_OPERATION,
                                "implementer '" + lost.getKey() + "' is gone (IMM-023)"));
                if (nowNanos.getAsLong() - bundle.usedNanos > IDLE_NANOS && bundle.waiting.isEmpty()) {
                    abort(bundle, AisStatus.ERR_FAILED_OPERATION, "it was not used for too long");
                }
            }
        }
    }

    /** What was proposed may have been lost: after its time no entry makes the change any more. */
    private void overdue(Bundle bundle) {
        if (director.nowNanos() > bundle.notAfterNanos) {
            proposer.forget(bundle.name());
            abort(bundle, AisStatus.ERR_FAILED_OPERATION, "the log has not taken it in time; nothing of it was made");
        } else if (nowNanos.getAsLong() > bundle.notAfterNanos && !tickProposed) {
            tickProposed = true;
            proposer.tick(() -> tickProposed = false);
        }
    }
}
