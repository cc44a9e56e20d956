package org.amf4j.director;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.core.configuration.ChangeDraft;
import org.amf4j.core.configuration.ConfigurationChanges;
import org.amf4j.core.director.Director;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.protocol.imm.CalledOperations;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.model.ImmCodec;

/**
 * Adds operations to a change: on paper first, then the implementers of the objects are asked, in the order of the operations.
 * An operation that is refused takes those after it along.
 */
final class BundleSteps {

    /** Bytes of operations after which another call begins. */
    private static final int CALL_BYTES = 256 << 10;

    private final Director director;
    private final ImmCalls calls;
    private final BundleLocks locks;

    BundleSteps(Director director, ImmCalls calls, BundleLocks locks) {
        this.director = director;
        this.calls = calls;
        this.locks = locks;
    }

    /**
     * What has become of operations.
     *
     * @param status OK when all are part of the change
     * @param text why not
     * @param fatal whether the whole change is spoilt
     */
    record Added(AisStatus status, String text, boolean fatal) {
        static final Added ALL = new Added(AisStatus.OK, "", false);
    }

    /** What one process is told of one operation. */
    private record Callback(int step, String name, SessionId session, ObjectChange operation) {}

    /** Adds operations; {@code then} is called once, now or later. */
    void add(Bundle bundle, List<ObjectChange> operations, Consumer<Added> then) {
        new Round(bundle, operations.size(), then).run(operations);
    }

    private final class Round {
        private final Bundle bundle;
        private final int given;
        private final int first;
        private final Consumer<Added> then;
        private final List<Callback> callbacks = new ArrayList<>();
        private final List<Callback> watched = new ArrayList<>();
        private Added result = Added.ALL;

        Round(Bundle bundle, int given, Consumer<Added> then) {
            this.bundle = bundle;
            this.given = given;
            this.first = bundle.steps().size();
            this.then = then;
        }

        void run(List<ObjectChange> operations) {
            ClusterState state = director.state().orElseThrow();
            for (ObjectChange operation : operations) {
                Optional<Added> refused = onPaper(state, operation);
                if (refused.isPresent()) {
                    result = numbered(refused.get(), bundle.steps().size() - first);
                    break;
                }
            }
            ask(0);
        }

        private Added numbered(Added refused, int position) {
            String number = given == 1 ? "" : "operation " + (position + 1) + ": ";
            return new Added(refused.status(), number + refused.text(), refused.fatal());
        }

        private Optional<Added> onPaper(ClusterState state, ObjectChange operation) {
            int bytes = ImmCodec.toMessage(operation).getSerializedSize();
            if (bundle.steps().size() >= ConfigurationChanges.OPERATIONS_MAX
                    || bundle.bytes + bytes > ChangeDesk.BYTES_MAX) {
                return Optional.of(new Added(
                        AisStatus.ERR_NO_RESOURCES,
                        "a change has " + ConfigurationChanges.OPERATIONS_MAX + " operations and "
                                + ChangeDesk.BYTES_MAX + " bytes at most; divide it",
                        false));
            }
            ChangeDraft.Step step = bundle.draft().add(state, operation);
            if (!step.refusals().isEmpty()) {
                return Optional.of(new Added(
                        step.refusals().getFirst().status(),
                        step.refusals().getFirst().toString(),
                        false));
            }
            Optional<Added> refused = locks.conflict(bundle, step.touched())
                    .map(c -> new Added(c.status(), c.text(), false))
                    .or(() -> missing(state.imm(), step));
            if (refused.isPresent()) {
                bundle.draft().undo(step);
                return refused;
            }
            List<Dn> newLocks =
                    step.touched().keySet().stream().filter(bundle.locks()::add).toList();
            bundle.steps().add(new Bundle.AddedStep(step, newLocks, bytes));
            bundle.bytes += bytes;
            note(state.imm(), step, bundle.steps().size() - 1);
            return Optional.empty();
        }

        /** An implementer that the change wants, and that is not there. */
        private Optional<Added> missing(ImmState imm, ChangeDraft.Step step) {
            if (!bundle.needsImplementers()) {
                return Optional.empty();
            }
            for (Map.Entry<Dn, ChangeDraft.Edit> edit : step.touched().entrySet()) {
                String className = className(edit.getValue());
                Optional<Implementer> implementer = imm.implementer(className, edit.getKey());
                boolean there = FrameworkClasses.implementer(className).isPresent()
                        || implementer.flatMap(Implementer::session).isPresent()
                        || implementer.isEmpty() && bundle.allowsNone();
                if (!there) {
                    String who = implementer
                            .map(i -> "its implementer '" + i.name() + "' is not there")
                            .orElse("nobody implements it");
                    return Optional.of(
                            new Added(AisStatus.ERR_NOT_EXIST, edit.getKey() + ": " + who + " (IMM-024)", false));
                }
            }
            return Optional.empty();
        }

        private void note(ImmState imm, ChangeDraft.Step step, int number) {
            step.touched().forEach((dn, edit) -> {
                String className = className(edit);
                ObjectChange told = told(step.operation(), dn, edit);
                imm.implementer(className, dn)
                        .flatMap(i -> i.session().map(s -> new Callback(number, i.name(), s, told)))
                        .ifPresent(callbacks::add);
                for (Implementer applier : imm.appliers(className, dn)) {
                    applier.session().ifPresent(s -> watched.add(new Callback(number, applier.name(), s, told)));
                }
            });
        }

        /** Asks for what comes next, as far as it concerns the same process. */
        private void ask(int from) {
            if (bundle.phase == Bundle.Phase.ENDED) {
                return; // it was aborted meanwhile, and who has asked was told
            }
            if (from == callbacks.size()) {
                tellAppliers();
                return;
            }
            Callback head = callbacks.get(from);
            int to = from;
            int bytes = 0;
            while (to < callbacks.size()
                    && callbacks.get(to).session().equals(head.session())
                    && (to == from || bytes <= CALL_BYTES)) {
                bytes += ImmCodec.toMessage(callbacks.get(to).operation()).getSerializedSize();
                to++;
            }
            int end = to;
            bundle.implementers().put(head.name(), head.session());
            calls.call(
                    head.session(),
                    operations(callbacks.subList(from, to)),
                    false,
                    ObjectImplementer.CALL_TIMEOUT.toNanos(),
                    reply -> answered(from, end, reply));
        }

        private ImmCall.Builder operations(List<Callback> part) {
            CalledOperations.Builder called = CalledOperations.newBuilder().setChange(bundle.name());
            part.forEach(c -> called.addOperations(ImmCodec.toMessage(c.operation())));
            return ImmCall.newBuilder().setOperations(called);
        }

        private void answered(int from, int to, ImmCalls.Reply reply) {
            Callback head = callbacks.get(from);
            if (reply.answer().isEmpty()) {
                result = new Added(
                        AisStatus.ERR_FAILED_OPERATION,
                        "implementer '" + head.name() + "' was asked and " + reply.text() + " (IMM-023)",
                        true);
                then.accept(result);
                return;
            }
            ImmAnswer answer = reply.answer().get();
            if (answer.getStatus() == AisStatus.OK.value()) {
                ask(to);
                return;
            }
            Callback refused = callbacks.get(from + Math.clamp(answer.getAccepted(), 0, to - from - 1));
            boolean halfHeard =
                    callbacks.stream().takeWhile(c -> c != refused).anyMatch(c -> c.step() == refused.step());
            AisStatus status = status(answer);
            result = numbered(
                    new Added(
                            status,
                            "implementer '" + refused.name() + "' refuses "
                                    + refused.operation().dn() + ": " + answer.getText() + " (IMM-021)",
                            status == AisStatus.ERR_FAILED_OPERATION || halfHeard),
                    refused.step() - first);
            bundle.keepFirst(refused.step());
            watched.removeIf(c -> c.step() >= refused.step());
            tellAppliers();
        }

        /** Those that hear only; the agents answer for them. */
        private void tellAppliers() {
            Map<String, List<Callback>> byName = new LinkedHashMap<>();
            watched.forEach(c ->
                    byName.computeIfAbsent(c.name(), n -> new ArrayList<>()).add(c));
            AllAnswered all = new AllAnswered(byName.size(), () -> then.accept(result));
            byName.forEach((name, part) -> {
                SessionId session = part.getFirst().session();
                bundle.appliers().put(name, session);
                calls.call(
                        session, operations(part), true, ObjectImplementer.CALL_TIMEOUT.toNanos(), reply -> all.one());
            });
        }
    }

    private static String className(ChangeDraft.Edit edit) {
        return edit.after().or(edit::before).map(ImmObject::className).orElse("");
    }

    private static AisStatus status(ImmAnswer answer) {
        try {
            return AisStatus.of(answer.getStatus());
        } catch (IllegalArgumentException e) {
            return AisStatus.ERR_BAD_OPERATION; // whatever it is, it refuses
        }
    }

    /** What a process is told of an operation: of a modification what comes out of it. */
    private static ObjectChange told(ObjectChange operation, Dn dn, ChangeDraft.Edit edit) {
        if (edit.after().isEmpty()) {
            return new ObjectChange.Delete(dn);
        }
        ImmObject after = edit.after().get();
        if (operation instanceof ObjectChange.Modify modify) {
            return new ObjectChange.Modify(
                    dn,
                    modify.modifications().stream()
                            .map(ObjectChange.Modification::attribute)
                            .distinct()
                            .map(name ->
                                    new ObjectChange.Modification(ObjectChange.Kind.REPLACE, name, after.values(name)))
                            .toList());
        }
        return new ObjectChange.Create(after);
    }
}
