package org.amf4j.client;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AgentLossPolicy;
import org.amf4j.api.amf.AmfSession;
import org.amf4j.api.amf.ComponentListener;
import org.amf4j.api.amf.GroupChange;
import org.amf4j.api.amf.GroupMember;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.Health;
import org.amf4j.api.amf.HealthcheckDeclaration;
import org.amf4j.api.amf.HealthcheckInvocation;
import org.amf4j.api.amf.ProcessEnd;
import org.amf4j.api.amf.ProcessScope;
import org.amf4j.api.amf.ProxiedComponent;
import org.amf4j.api.amf.ProxiedListener;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.SessionOptions;
import org.amf4j.api.amf.SessionState;
import org.amf4j.api.amf.TrackFlag;
import org.amf4j.api.amf.Tracking;
import org.amf4j.protocol.component.Callback;
import org.amf4j.protocol.component.Leaving;
import org.amf4j.protocol.component.Response;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** A session with the node agent. Thread-safe; see the package comment for its threads. */
final class ClientSession implements AmfSession, SessionThreads.Handler, Reconnection.Session {

    private final SessionOptions options;
    private final AgentLink link;
    private final PendingRequests requests;
    private final Reconnection reconnection;
    private final AssignmentTable table = new AssignmentTable();
    private final SessionThreads threads;
    private final SerialDispatcher dispatcher;
    private final CallbackWatch watch;
    private final AtomicReference<SessionState> state = new AtomicReference<>(SessionState.OPEN);
    private final AtomicReference<ComponentListener> listener = new AtomicReference<>();
    private final ClientTrackings trackings = new ClientTrackings(this);
    private final Map<Dn, ClientProxied> proxied = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    /** By which the agent knows this session when it has been restarted; empty if it cannot be. */
    private volatile ByteString token = ByteString.EMPTY;

    /** Whether the agent knows of it. */
    private volatile boolean isGreeted;

    private ClientSession(SessionOptions options, AgentConnection connection) {
        this.options = options;
        this.link = new AgentLink(connection);
        this.requests = new PendingRequests(link);
        this.reconnection = new Reconnection(this, options.agentSocket(), link, requests);
        this.watch = new CallbackWatch(options.problems());
        this.threads = new SessionThreads(link, this);
        this.dispatcher = new SerialDispatcher(options.executor().orElse(threads));
    }

    static ClientSession open(SessionOptions options) {
        long deadlineNanos = System.nanoTime() + options.requestTimeout().toNanos();
        ClientSession session =
                new ClientSession(options, SessionOpening.connect(options.agentSocket(), deadlineNanos));
        session.start();
        try {
            ToAgent.Builder hello = SessionOpening.hello(options.component());
            session.requests.call("opening a session", hello, deadlineNanos - System.nanoTime());
            session.isGreeted = true;
            return session;
        } catch (AisException e) {
            session.close();
            throw e;
        }
    }

    /** A session that is registered already, over a connection that is no agent. */
    static ClientSession rehearsing(SessionOptions options, AgentConnection connection, ComponentListener listener) {
        ClientSession session = new ClientSession(options, connection);
        session.listener.set(listener);
        session.state.set(SessionState.REGISTERED);
        session.start();
        return session;
    }

    /** Only the result of a Hello has a token; kept by the reading thread, as the agent may leave right after it. */
    private void keepToken(Result result) {
        if (!result.getResumeToken().isEmpty()) {
            token = result.getResumeToken();
        }
    }

    private void start() {
        threads.start(options.executor().isPresent() ? 1 : 2);
    }

    // ---- what the application asks

    @Override
    public void register(ComponentListener newListener) {
        // Set before the agent knows: the first callback may overtake the result.
        if (!listener.compareAndSet(null, newListener)) {
            throw new AisException(AisStatus.ERR_EXIST, component() + " is already registered by this session");
        }
        try {
            call("registering", AgentRequests.register());
        } catch (AisException e) {
            listener.compareAndSet(newListener, null);
            throw e;
        }
        state.compareAndSet(SessionState.OPEN, SessionState.REGISTERED);
        newListener.healthchecks().forEach(h -> startDeclared(h, this::startHealthcheck));
        WarmUp.start();
    }

    @Override
    public ProxiedComponent registerProxied(Dn component, ProxiedListener newListener) {
        ClientProxied added = new ClientProxied(this, component, newListener);
        Optional<ClientProxied> before = Optional.ofNullable(proxied.put(component, added));
        try {
            added.register();
        } catch (AisException e) {
            before.ifPresentOrElse(p -> proxied.put(component, p), () -> proxied.remove(component));
            throw e;
        }
        newListener.healthchecks().forEach(h -> startDeclared(h, added::startHealthcheck));
        return added;
    }

    private interface HealthcheckStart {
        void start(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery);
    }

    private void startDeclared(HealthcheckDeclaration declared, HealthcheckStart how) {
        try {
            how.start(declared.key(), declared.invocation(), declared.recovery());
        } catch (AisException e) {
            if (declared.isRequired() || e.status() != AisStatus.ERR_NOT_EXIST) {
                throw e;
            }
        }
    }

    @Override
    public HaState haState(Dn csi) {
        return HaState.of(call("asking for the HA state of " + csi, AgentRequests.haState(csi))
                .getHaState());
    }

    @Override
    public Map<Dn, HaState> assignments() {
        return table.states();
    }

    @Override
    public void setHaReadiness(Dn csi, HaReadiness readiness) {
        call("saying how ready " + component() + " is", AgentRequests.haReadiness(csi, readiness));
    }

    @Override
    public void setHaReadiness(HaReadiness readiness) {
        setHaReadiness(Dn.ROOT, readiness);
    }

    @Override
    public void reportError(Dn erroneous, RecommendedRecovery recovery, String text) {
        call("reporting an error of " + erroneous, AgentRequests.errorReport(erroneous, recovery, text));
    }

    @Override
    public void reportError(Dn erroneous, RecommendedRecovery recovery, String text, Instant detectedAt) {
        long nanos = Math.min(EpochClock.nanos(), EpochClock.nanos(detectedAt));
        call("reporting an error of " + erroneous, AgentRequests.errorReport(erroneous, recovery, text, nanos));
    }

    @Override
    public void startProcessMonitoring(
            long pid, int descendantsDepth, Set<ProcessEnd> ends, RecommendedRecovery recovery) {
        call("monitoring process " + pid, AgentRequests.monitoringStart(pid, descendantsDepth, ends, recovery));
    }

    @Override
    public void stopProcessMonitoring(ProcessScope scope, long pid, Set<ProcessEnd> ends) {
        call("monitoring process " + pid + " no more", AgentRequests.monitoringStop(scope, pid, ends));
    }

    @Override
    public List<GroupMember> protectionGroup(Dn csi) {
        return ClientTrackings.members(
                call("asking for the protection group of " + csi, AgentRequests.protectionGroup(csi)));
    }

    @Override
    public Tracking trackProtectionGroup(Dn csi, Set<TrackFlag> flags, Consumer<GroupChange> newListener) {
        return trackings.begin(csi, flags, newListener);
    }

    @Override
    public void clearError(Dn component) {
        call("clearing the error of " + component, AgentRequests.errorClear(component));
    }

    @Override
    public void startHealthcheck(String key, HealthcheckInvocation invocation, RecommendedRecovery recovery) {
        checkKey(key);
        call("starting healthcheck " + key, AgentRequests.healthcheckStart(key, invocation, recovery));
    }

    @Override
    public void confirmHealthcheck(String key, Health health) {
        checkKey(key);
        if (!health.isOk() && health.recovery() != RecommendedRecovery.NO_RECOMMENDATION) {
            reportAhead(component(), health.recovery(), "healthcheck " + key + ": " + health.text());
        }
        call("confirming healthcheck " + key, AgentRequests.healthcheckConfirm(key, health.isOk()));
    }

    @Override
    public void stopHealthcheck(String key) {
        checkKey(key);
        call("stopping healthcheck " + key, AgentRequests.healthcheckStop(key));
    }

    static void checkKey(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > HealthcheckDeclaration.KEY_BYTES_MAX) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "a healthcheck key has 1 to " + HealthcheckDeclaration.KEY_BYTES_MAX + " bytes, '" + key + "' has "
                            + bytes);
        }
    }

    Result call(String what, ToAgent.Builder request) {
        return requests.call(what, request, options.requestTimeout().toNanos());
    }

    @Override
    public void awaitTermination() throws InterruptedException {
        ended.await();
        throwIfDisconnected();
    }

    @Override
    public boolean awaitTermination(Duration limit) throws InterruptedException {
        boolean hasEnded = ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        throwIfDisconnected();
        return hasEnded;
    }

    private void throwIfDisconnected() {
        if (state.get() == SessionState.DISCONNECTED) {
            throw new AisException(AisStatus.ERR_TRY_AGAIN, "the node agent of " + component() + " was lost");
        }
    }

    // ---- what callbacks use

    /** Sends an answer; while the agent is restarted, waits as long as a request may take. */
    void answer(Response response) {
        answer(response, options.requestTimeout().toNanos());
    }

    private void answer(Response response, long waitNanos) {
        try {
            link.send(ToAgent.newBuilder().setResponse(response).build(), System.nanoTime() + waitNanos);
        } catch (IOException e) {
            throw new AisException(goneStatus(), "the answer could not be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "waiting to send the answer was interrupted", e);
        }
    }

    void quiescingComplete(String callback, long invocation, boolean isOk) {
        call("completing " + callback, AgentRequests.quiescingComplete(invocation, isOk));
    }

    /** Reports without waiting for the result: what is sent next arrives after it. */
    void reportAhead(Dn component, RecommendedRecovery recovery, String text) {
        requests.ahead("reporting an error of " + component, AgentRequests.errorReport(component, recovery, text));
    }

    void terminated() {
        state.updateAndGet(
                now -> now == SessionState.REGISTERED || now == SessionState.OPEN ? SessionState.TERMINATED : now);
        ended.countDown();
    }

    private AisStatus goneStatus() {
        return state.get() == SessionState.CLOSED ? AisStatus.ERR_BAD_HANDLE : AisStatus.ERR_TRY_AGAIN;
    }

    // ---- what the agent sends

    @Override
    public void received(ToComponent frame) {
        switch (frame.getBodyCase()) {
            case RESULT -> {
                keepToken(frame.getResult());
                requests.complete(frame.getResult());
            }
            case CALLBACK -> callback(frame.getCallback());
            case PROTECTION_GROUP_CHANGE -> trackings.received(frame.getProtectionGroupChange(), dispatcher::execute);
            case LEAVING -> leaving(frame.getLeaving());
            case BODY_NOT_SET -> problems().accept("the node agent sent a frame of a kind that is not known; ignored");
        }
    }

    private void callback(Callback callback) {
        Optional<ClientProxied> about = callback.getProxied().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(proxied.get(Dn.of(callback.getProxied())));
        boolean known = callback.getProxied().isEmpty() || about.isPresent();
        ComponentListener called =
                about.<ComponentListener>map(ClientProxied::listener).orElseGet(listener::get);
        try {
            if (!known) {
                throw new IllegalArgumentException(component() + " does not speak for " + callback.getProxied());
            }
            if (called == null) {
                throw new IllegalArgumentException(component() + " is not registered");
            }
            ClientRequest request = CallbackReader.read(this, callback, about);
            watch.add(request);
            try {
                dispatcher.execute(() -> request.enter(called));
            } catch (RejectedExecutionException e) {
                problems().accept("callback " + request.callback() + " could not be run: " + e.getMessage());
                request.refuse("could not be run: " + e.getMessage());
            }
        } catch (IllegalArgumentException e) {
            problems().accept("callback refused: " + e.getMessage());
            refuse(callback.getInvocation(), String.valueOf(e.getMessage()));
        }
    }

    /** Answers for nobody. It is the reading thread that does, and it is the one that others wait for: it does not. */
    private void refuse(long invocation, String text) {
        Response response = Response.newBuilder()
                .setInvocation(invocation)
                .setStatus(AisStatus.ERR_FAILED_OPERATION.value())
                .setText(text)
                .build();
        try {
            answer(response, 0);
        } catch (AisException e) {
            problems().accept("callback " + invocation + " could not be refused: " + e.getMessage());
        }
    }

    private void leaving(Leaving said) {
        SessionState now = state.get();
        boolean goesOn = now == SessionState.OPEN || now == SessionState.REGISTERED;
        if (goesOn && (component().isRoot() ? isGreeted : !token.isEmpty())) {
            reconnection.leaving(said);
        }
    }

    @Override
    public Optional<String> resumed(String reason) {
        return state.get() == SessionState.CLOSED ? Optional.of(reason) : reconnection.tryAgain(reason);
    }

    @Override
    public List<Reconnection.Step> beginning() {
        return List.of(new Reconnection.Step(
                "going on with the session of " + component(),
                SessionOpening.resumption(component(), token),
                Set.of(),
                this::keepToken));
    }

    @Override
    public boolean beginsAnew() {
        return component().isRoot(); // nothing is kept for a process that speaks for no component
    }

    @Override
    public void wentOn() {
        // Everything is as it was.
    }

    @Override
    public long waitMillis() {
        return watch.remind();
    }

    @Override
    public void lost(String reason) {
        SessionState before = state.getAndUpdate(
                now -> now == SessionState.OPEN || now == SessionState.REGISTERED ? SessionState.DISCONNECTED : now);
        ComponentListener left = listener.get();
        boolean isFailure = before == SessionState.OPEN || before == SessionState.REGISTERED;
        if (isFailure && left != null && options.agentLossPolicy() == AgentLossPolicy.HALT) {
            AgentLoss.halt(component(), reason);
        }
        requests.failAll(goneStatus(), "the node agent is gone: " + reason);
        if (isFailure && left != null) {
            tellLost(left, reason);
        }
        ended.countDown();
    }

    private void tellLost(ComponentListener left, String reason) {
        try {
            dispatcher.execute(() -> agentLost(left, reason));
        } catch (RejectedExecutionException e) {
            problems().accept("agentLost(" + reason + ") could not be run: " + e.getMessage());
        }
    }

    private void agentLost(ComponentListener left, String reason) {
        try {
            left.agentLost(reason);
        } catch (RuntimeException e) {
            problems().accept("agentLost(" + reason + ") of " + component() + " threw " + e);
        }
    }

    @Override
    public void close() {
        if (state.getAndSet(SessionState.CLOSED) == SessionState.CLOSED) {
            return;
        }
        if (link.isSuspended()) {
            hangUp(); // nobody hears an answer: what waits for the agent ends now
        }
        // A running callback may still answer: the connection is closed after it.
        dispatcher.close(options.closeTimeout().toNanos());
        hangUp();
        ended.countDown();
    }

    private void hangUp() {
        requests.failAll(AisStatus.ERR_BAD_HANDLE, "the session is closed");
        link.close();
    }

    // ---- the rest

    @Override
    public Dn component() {
        return options.component();
    }

    @Override
    public SessionState state() {
        return state.get();
    }

    Consumer<String> problems() {
        return options.problems();
    }

    AssignmentTable table() {
        return table;
    }
}
