package org.amf4j.director;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.OperationResult;
import org.amf4j.core.director.Director;
import org.amf4j.core.imm.FrameworkClasses;
import org.amf4j.core.imm.ImmState;
import org.amf4j.core.imm.Implementer;
import org.amf4j.core.imm.Ownership;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.view.ModelReader;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmInvoke;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.model.ImmCodec;

/** Administrative operations on any object: the framework carries out those on its own, implementers those on theirs. */
final class InvokeDesk {

    /** How long an operation may take when nobody says so, in milliseconds. */
    static final int TIMEOUT_MILLIS_DEFAULT = 60_000;

    /** How long an operation may take at most, in milliseconds. */
    static final int TIMEOUT_MILLIS_MAX = 600_000;

    private final Director director;
    private final ImmCalls calls;
    private final BundleLocks locks;
    private final Framework framework;

    /** Carries out operations on the framework's own objects. */
    interface Framework {
        void operation(String id, Operation operation, Consumer<AdminReply> answer);
    }

    InvokeDesk(Director director, ImmCalls calls, BundleLocks locks, Framework framework) {
        this.director = director;
        this.calls = calls;
        this.locks = locks;
        this.framework = framework;
    }

    void invoked(String id, ImmInvoke request, Consumer<AdminReply> answer) {
        ClusterState state = director.state().orElseThrow();
        Dn dn = Dn.of(request.getDn());
        Optional<ImmObject> object = new ModelReader(state).find(dn);
        if (object.isEmpty()) {
            answer.accept(Requests.reply(id, AisStatus.ERR_NOT_EXIST, "there is no object " + dn, ""));
            return;
        }
        Optional<AdminReply> refused = objection(id, state.imm(), dn, request.getOwner());
        if (refused.isPresent()) {
            answer.accept(refused.get());
        } else if (FrameworkClasses.implementer(object.get().className()).isPresent()) {
            askFramework(id, dn, request, answer);
        } else {
            askImplementer(id, state.imm(), object.get(), request, answer);
        }
    }

    private Optional<AdminReply> objection(String id, ImmState imm, Dn dn, String owner) {
        String present = imm.owner(dn).map(Ownership::owner).orElse("");
        if (!present.equals(owner)) {
            String who = present.isEmpty() ? "has no owner" : "is owned by '" + present + "'";
            String remedy =
                    owner.isEmpty() ? "; ask as that owner, or clear it" : "; have '" + owner + "' own it first";
            return Optional.of(
                    Requests.reply(id, AisStatus.ERR_BAD_OPERATION, dn + " " + who + remedy + " (IMM-031)", ""));
        }
        return locks.conflict(List.of(dn)).map(c -> Requests.reply(id, c.status(), c.text(), ""));
    }

    private void askFramework(String id, Dn dn, ImmInvoke request, Consumer<AdminReply> answer) {
        boolean known = request.getOperation() > 0 && request.getOperation() <= Integer.MAX_VALUE;
        if (!known || request.getParametersCount() > 0) {
            answer.accept(Requests.reply(
                    id, AisStatus.ERR_INVALID_PARAM, dn + " knows no such operation, or none with parameters", ""));
            return;
        }
        Operation operation = Operation.newBuilder()
                .setTarget(dn.toString())
                .setOperation((int) request.getOperation())
                .build();
        framework.operation(id, operation, reply -> {
            AisStatus status = AisStatus.of(reply.getStatus());
            OperationResult result =
                    status == AisStatus.OK ? OperationResult.OK : OperationResult.refused(status, reply.getText());
            answer.accept(done(
                    id,
                    result.status().value(),
                    ImmReply.newBuilder().addAllResults(ImmCodec.toMessages(result.parameters()))));
        });
    }

    private void askImplementer(
            String id, ImmState imm, ImmObject object, ImmInvoke request, Consumer<AdminReply> answer) {
        Optional<Implementer> implementer = imm.implementer(object.className(), object.dn());
        Optional<SessionId> session = implementer.flatMap(Implementer::session);
        if (session.isEmpty()) {
            String who = implementer
                    .map(i -> "its implementer '" + i.name() + "' is not there")
                    .orElse("nobody implements it");
            answer.accept(Requests.reply(id, AisStatus.ERR_NOT_EXIST, object.dn() + ": " + who + " (IMM-031)", ""));
            return;
        }
        int millis = request.getTimeoutMillis() > 0 ? request.getTimeoutMillis() : TIMEOUT_MILLIS_DEFAULT;
        long limitNanos = Math.min(millis, TIMEOUT_MILLIS_MAX) * 1_000_000L;
        String name = implementer.get().name();
        calls.callOnce(
                id,
                session.get(),
                ImmCall.newBuilder().setInvoke(request),
                limitNanos,
                reply -> answer.accept(reply.answer()
                        .map(a -> answered(id, a))
                        .orElseGet(() -> silent(id, object.dn(), name, reply))));
    }

    private static AdminReply answered(String id, ImmAnswer answer) {
        return done(id, answer.getStatus(), ImmReply.newBuilder().addAllResults(answer.getResultsList()));
    }

    private static AdminReply done(String id, int status, ImmReply.Builder reply) {
        return Requests.reply(id, AisStatus.OK, "", "").toBuilder()
                .setPayload(reply.setOperationStatus(status).build().toByteString())
                .build();
    }

    /** A process that has ended has no implementer any more; asking again by itself could do twice what was done once. */
    private static AdminReply silent(String id, Dn dn, String name, ImmCalls.Reply reply) {
        AisStatus status = reply.status() == AisStatus.ERR_FAILED_OPERATION ? AisStatus.ERR_NOT_EXIST : reply.status();
        return Requests.reply(
                id,
                status,
                dn + ": implementer '" + name + "' was asked and " + reply.text()
                        + "; whether it was done is not known (IMM-031)",
                "");
    }
}
