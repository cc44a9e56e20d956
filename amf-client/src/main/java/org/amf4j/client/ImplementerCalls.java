package org.amf4j.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.OperationInvocation;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.api.imm.Parameter;
import org.amf4j.protocol.imm.CalledAttributes;
import org.amf4j.protocol.imm.CalledOperations;
import org.amf4j.protocol.imm.CalledRead;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.model.ImmCodec;

/** Calls an implementer's listener and answers for it; what the listener throws refuses what it was called for. */
final class ImplementerCalls {

    private final ImplementerListener listener;
    private final Consumer<ImmAnswer> answers;

    /**
     * Calls of one session.
     *
     * @param answers sends an answer in that session
     */
    ImplementerCalls(ImplementerListener listener, Consumer<ImmAnswer> answers) {
        this.listener = listener;
        this.answers = answers;
    }

    void run(ImmCall call) {
        long invocation = call.getInvocation();
        switch (call.getBodyCase()) {
            case OPERATIONS -> operations(invocation, call.getOperations());
            case COMPLETED -> answer(invocation, guarded(() -> listener.completed(call.getCompleted())));
            case APPLY -> guarded(() -> listener.apply(call.getApply()));
            case ABORT -> guarded(() -> listener.abort(call.getAbort()));
            case INVOKE -> invoke(invocation, call.getInvoke());
            case READ -> read(invocation, call.getRead());
            case UNAVAILABLE, BODY_NOT_SET -> AnonymousSession.problem("a call that says nothing is ignored");
        }
    }

    private void answer(long invocation, ImmAnswer.Builder answer) {
        if (invocation != 0) {
            answers.accept(answer.setInvocation(invocation).build());
        }
    }

    /** Runs it; the answer says what it threw. */
    static ImmAnswer.Builder guarded(Runnable task) {
        try {
            task.run();
            return ImmAnswer.newBuilder().setStatus(AisStatus.OK.value());
        } catch (AisException e) {
            AisStatus status = e.status() == AisStatus.OK ? AisStatus.ERR_BAD_OPERATION : e.status();
            return ImmAnswer.newBuilder().setStatus(status.value()).setText(e.reason());
        } catch (RuntimeException e) {
            AnonymousSession.problem("an implementer's listener threw " + e);
            return ImmAnswer.newBuilder()
                    .setStatus(AisStatus.ERR_BAD_OPERATION.value())
                    .setText(String.valueOf(e.getMessage()));
        }
    }

    private void operations(long invocation, CalledOperations called) {
        int accepted = 0;
        ImmAnswer.Builder answer = ImmAnswer.newBuilder().setStatus(AisStatus.OK.value());
        for (org.amf4j.protocol.imm.ObjectChange message : called.getOperationsList()) {
            answer = guarded(() -> {
                ObjectChange operation = ImmCodec.fromMessage(message);
                listener.operation(called.getChange(), operation);
            });
            if (invocation != 0 && answer.getStatus() != AisStatus.OK.value()) {
                break; // those after it are not part of the change
            }
            accepted++;
        }
        answer(invocation, answer.setAccepted(accepted));
    }

    private void invoke(long invocation, ImmInvoke called) {
        Invocation asked;
        try {
            asked = new Invocation(
                    invocation,
                    Dn.of(called.getDn()),
                    called.getOperation(),
                    ImmCodec.fromMessages(called.getParametersList()));
        } catch (IllegalArgumentException e) {
            refuse(invocation, AisStatus.ERR_INVALID_PARAM, e.getMessage());
            return;
        }
        ImmAnswer.Builder thrown = guarded(() -> listener.invoked(asked));
        if (thrown.getStatus() != AisStatus.OK.value()) {
            asked.answer(OperationResult.refused(AisStatus.of(thrown.getStatus()), thrown.getText()));
        }
    }

    private void refuse(long invocation, AisStatus status, String reason) {
        answer(invocation, result(OperationResult.refused(status, reason)));
    }

    private static ImmAnswer.Builder result(OperationResult result) {
        return ImmAnswer.newBuilder()
                .setStatus(result.status().value())
                .addAllResults(ImmCodec.toMessages(result.parameters()));
    }

    private void read(long invocation, CalledRead called) {
        ImmAnswer.Builder answer = ImmAnswer.newBuilder().setStatus(AisStatus.OK.value());
        for (CalledAttributes object : called.getObjectsList()) {
            ImmAnswer.Builder thrown = guarded(() -> {
                Dn dn = Dn.of(object.getDn());
                Map<String, List<Object>> values = listener.attributes(dn, List.copyOf(object.getAttributesList()));
                answer.addObjects(ImmCodec.toMessage(new ImmObject(dn, object.getClassName(), values)));
            });
            if (thrown.getStatus() != AisStatus.OK.value()) {
                AnonymousSession.problem(
                        "runtime attributes of " + object.getDn() + " have no values: " + thrown.getText());
            }
        }
        answer(invocation, answer);
    }

    /** One operation that is asked for. */
    private final class Invocation implements OperationInvocation {
        private final long invocation;
        private final Dn dn;
        private final long operation;
        private final List<Parameter> parameters;
        private final AtomicBoolean answered = new AtomicBoolean();

        Invocation(long invocation, Dn dn, long operation, List<Parameter> parameters) {
            this.invocation = invocation;
            this.dn = dn;
            this.operation = operation;
            this.parameters = parameters;
        }

        @Override
        public Dn dn() {
            return dn;
        }

        @Override
        public long operation() {
            return operation;
        }

        @Override
        public List<Parameter> parameters() {
            return parameters;
        }

        @Override
        public void answer(OperationResult result) {
            if (!answered.getAndSet(true)) {
                ImplementerCalls.this.answer(invocation, result(result));
            }
        }
    }
}
