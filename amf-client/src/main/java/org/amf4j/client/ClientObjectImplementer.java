package org.amf4j.client;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImplementerListener;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.api.imm.ObjectSearch;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmPublish;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImplementerRequest;

/** An implementer of objects by way of the agent of this node, over a session of its own. Thread-safe. */
final class ClientObjectImplementer extends AnonymousSession implements ObjectImplementer {

    /** How long closing waits for a running call of the listener. */
    private static final long CLOSE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int THREADS = 2;

    private final ImplementerListener listener;
    private final HeardChanges changes = new HeardChanges();
    private final SerialDispatcher dispatcher;
    private final AtomicReference<Optional<String>> name = new AtomicReference<>(Optional.empty());

    private ClientObjectImplementer(Path agentSocket, AgentConnection connection, ImplementerListener listener) {
        super(agentSocket, connection, "this");
        this.listener = listener;
        this.dispatcher = new SerialDispatcher(threads());
    }

    static ClientObjectImplementer open(Path agentSocket, ImplementerListener listener) {
        if (listener == null) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, "an implementer needs a listener");
        }
        long deadlineNanos = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        ClientObjectImplementer opened =
                new ClientObjectImplementer(agentSocket, SessionOpening.connect(agentSocket, deadlineNanos), listener);
        opened.begin(THREADS, deadlineNanos);
        return opened;
    }

    // ---- what the application asks

    private void call(String what, ImmRequest.Builder request) {
        call(what, ImmRequests.frame(request), REQUEST_TIMEOUT.toNanos());
    }

    private void call(String what, ImplementerRequest.Builder request) {
        call(what, ImmRequests.implementer(request));
    }

    @Override
    public void setName(String newName) {
        call("bearing the name '" + newName + "'", naming(newName));
        name.set(Optional.of(newName));
    }

    private static ImplementerRequest.Builder naming(String name) {
        return ImplementerRequest.newBuilder().setAction(1).setName(name);
    }

    @Override
    public void clearName() {
        call("giving the name up", ImplementerRequest.newBuilder().setAction(2));
        name.set(Optional.empty());
    }

    @Override
    public void implementClass(String className) {
        call(
                "implementing class " + className,
                ImplementerRequest.newBuilder().setAction(3).setClassName(className));
    }

    @Override
    public void releaseClass(String className) {
        call(
                "releasing class " + className,
                ImplementerRequest.newBuilder().setAction(4).setClassName(className));
    }

    @Override
    public void implementObjects(Dn root, ObjectSearch.Scope scope) {
        call("implementing " + root, objects(5, root, scope));
    }

    @Override
    public void releaseObjects(Dn root, ObjectSearch.Scope scope) {
        call("releasing " + root, objects(6, root, scope));
    }

    private static ImplementerRequest.Builder objects(int action, Dn root, ObjectSearch.Scope scope) {
        return ImplementerRequest.newBuilder()
                .setAction(action)
                .setDn(root.toString())
                .setScope(scope.value());
    }

    @Override
    public void publish(List<ObjectChange> changes) {
        call(
                "publishing",
                ImmRequest.newBuilder()
                        .setPublish(ImmPublish.newBuilder().addAllChanges(ImmRequests.changes(changes))));
    }

    // ---- what the agent sends

    @Override
    void told(ToComponent frame) {
        if (frame.getBodyCase() != ToComponent.BodyCase.IMM_CALL) {
            super.told(frame);
            return;
        }
        try {
            ImmCall call = ImmCall.parseFrom(frame.getImmCall());
            long session = beginningNumber();
            changes.heard(call);
            dispatch(() -> run(call, session));
        } catch (InvalidProtocolBufferException e) {
            problem("a call cannot be understood and is ignored: " + e.getMessage());
        }
    }

    private void run(ImmCall call, long session) {
        try {
            new ImplementerCalls(listener, answer -> answer(answer, session)).run(call);
        } catch (AisException e) {
            problem("a call could not be answered: " + e.getMessage()); // lost() says what that means
        }
    }

    private void dispatch(Runnable task) {
        try {
            dispatcher.execute(task);
        } catch (RejectedExecutionException e) {
            problem("a call of an implementer's listener could not be run: " + e.getMessage());
        }
    }

    private void answer(ImmAnswer answer, long session) {
        tell("answering a call", ImmRequests.frame(ImmRequest.newBuilder().setAnswer(answer)), session);
    }

    // ---- when the agent is restarted

    /** Bears its name again; what it implements has waited for that. */
    @Override
    public List<Reconnection.Step> beginning() {
        List<Reconnection.Step> steps = new ArrayList<>(super.beginning());
        name.get()
                .ifPresent(n -> steps.add(new Reconnection.Step(
                        "bearing the name '" + n + "' again",
                        ImmRequests.frame(ImmRequests.implementer(naming(n))),
                        Set.of(AisStatus.ERR_EXIST), // until the cluster has seen the end of the session before
                        result -> {})));
        return steps;
    }

    @Override
    Optional<String> mustEnd() {
        boolean isApplier = name.get().filter(n -> n.startsWith("@")).isPresent();
        return changes.uncertain(isApplier)
                .map(
                        change -> "it is restarted while change " + change
                                + " is on its way, and it is not known whether it is made: read what it was about, and open anew");
    }

    @Override
    public void wentOn() {
        List<String> aborted = changes.endAll();
        dispatch(() -> {
            aborted.forEach(change -> ImplementerCalls.guarded(() -> listener.abort(change)));
            ImplementerCalls.guarded(listener::resumed);
        });
    }

    @Override
    String subject() {
        return "an implementer of objects";
    }

    @Override
    void agentGone(String reason) {
        dispatch(() -> {
            try {
                listener.lost(reason);
            } catch (RuntimeException e) {
                problem("an implementer's listener threw " + e);
            }
        });
    }

    @Override
    void closing() {
        releaseWhatWaits();
        dispatcher.close(CLOSE_NANOS);
    }
}
