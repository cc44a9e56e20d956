package org.amf4j.director;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.imm.ImmCall;

/** What those who have heard of a change's operations are told of its end. */
final class BundleCalls {

    /** How a change has ended is told for so long, until the process's agent has it, in nanoseconds. */
    static final long TELL_NANOS = 60_000_000_000L;

    private final ImmCalls calls;

    BundleCalls(ImmCalls calls) {
        this.calls = calls;
    }

    /** Asks all whether they agree to the change as a whole; {@code then} gets the first objection. */
    void completed(Bundle bundle, Consumer<Optional<String>> then) {
        AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());
        AllAnswered all = new AllAnswered(
                bundle.implementers().size() + bundle.appliers().size(), () -> then.accept(refusal.get()));
        ImmCall.Builder completed = ImmCall.newBuilder().setCompleted(bundle.name());
        Map.copyOf(bundle.implementers())
                .forEach((name, session) -> ask(session, completed, false, reply -> {
                    objection(name, reply)
                            .filter(text -> refusal.get().isEmpty())
                            .ifPresent(text -> refusal.set(Optional.of(text)));
                    all.one();
                }));
        Map.copyOf(bundle.appliers()).forEach((name, session) -> ask(session, completed, true, reply -> all.one()));
    }

    private void ask(SessionId session, ImmCall.Builder call, boolean noAnswer, Consumer<ImmCalls.Reply> then) {
        calls.call(session, call, noAnswer, ObjectImplementer.CALL_TIMEOUT.toNanos(), then);
    }

    private static Optional<String> objection(String name, ImmCalls.Reply reply) {
        if (reply.answer().isEmpty()) {
            return Optional.of("implementer '" + name + "' was asked and " + reply.text() + " (IMM-023)");
        }
        return reply.answer()
                .filter(a -> a.getStatus() != AisStatus.OK.value())
                .map(a -> "implementer '" + name + "' refuses the change: " + a.getText() + " (IMM-021)");
    }

    /** The change has been made. */
    void apply(Bundle bundle) {
        tell(bundle, ImmCall.newBuilder().setApply(bundle.name()));
    }

    /** The change will not be made. */
    void abort(Bundle bundle) {
        tell(bundle, ImmCall.newBuilder().setAbort(bundle.name()));
    }

    private void tell(Bundle bundle, ImmCall.Builder call) {
        bundle.implementers().values().forEach(s -> calls.call(s, call, true, TELL_NANOS, reply -> {}));
        bundle.appliers().values().forEach(s -> calls.call(s, call, true, TELL_NANOS, reply -> {}));
    }
}
