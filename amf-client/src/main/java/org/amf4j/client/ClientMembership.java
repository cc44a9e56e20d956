package org.amf4j.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterMembership;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.ClusterUpdate;
import org.amf4j.api.clm.ClusterView;
import org.amf4j.api.clm.MembershipListener;
import org.amf4j.api.clm.Subscription;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.protocol.component.ClusterStep;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** The membership as the agent of this node tells it, over a session of its own that speaks for no component. Thread-safe. */
final class ClientMembership extends AnonymousSession implements ClusterMembership {

    /** How long closing waits for a running call of the listener. */
    private static final long CLOSE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int THREADS = 2;

    private final SerialDispatcher dispatcher;
    private final AtomicLong lastToken = new AtomicLong();
    private final Map<Long, Tracking> trackings = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<Tracking>> standing = new AtomicReference<>(Optional.empty());

    /** The own node has left: everything fails from now on, also with another agent. */
    private volatile boolean left;

    private ClientMembership(Path agentSocket, AgentConnection connection) {
        super(agentSocket, connection, "the membership");
        this.dispatcher = new SerialDispatcher(threads());
    }

    static ClientMembership open(Path agentSocket) {
        long deadlineNanos = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
        ClientMembership membership =
                new ClientMembership(agentSocket, SessionOpening.connect(agentSocket, deadlineNanos));
        membership.begin(THREADS, deadlineNanos);
        return membership;
    }

    @Override
    public List<Reconnection.Step> beginning() {
        List<Reconnection.Step> steps = new ArrayList<>(super.beginning());
        steps.add(Reconnection.Step.of("opening the membership", ClusterRequests.open()));
        // with the present, as there may have been a change while nobody told of it
        standing.get()
                .ifPresent(t -> steps.add(Reconnection.Step.of(
                        "tracking again", ClusterRequests.track(t.flags | TrackFlag.CURRENT.value(), t.token))));
        return steps;
    }

    @Override
    Optional<String> mustEnd() {
        return left ? Optional.of("this node had left the cluster") : Optional.empty();
    }

    @Override
    AisStatus goneStatus() {
        return left ? AisStatus.ERR_UNAVAILABLE : super.goneStatus();
    }

    // ---- what the application asks

    @Override
    public Subscription track(Set<TrackFlag> flags, MembershipListener listener) {
        if (listener == null) {
            throw new AisException(AisStatus.ERR_INIT, "tracking needs a listener; current() needs none");
        }
        Tracking tracking = new Tracking(lastToken.incrementAndGet(), TrackFlag.bits(flags), listener);
        boolean lasting = flags.contains(TrackFlag.CHANGES) || flags.contains(TrackFlag.CHANGES_ONLY);
        // known before the agent knows: the first call may overtake the result
        trackings.put(tracking.token, tracking);
        try {
            call("tracking", ClusterRequests.track(tracking.flags, tracking.token));
        } catch (AisException e) {
            trackings.remove(tracking.token);
            throw e;
        }
        if (lasting) {
            standing.getAndSet(Optional.of(tracking)).ifPresent(before -> trackings.remove(before.token));
        }
        return tracking;
    }

    @Override
    public ClusterView current() {
        return ClusterReader.view(
                call("asking for the view", ClusterRequests.view()).getClusterView());
    }

    @Override
    public ClusterNode node(long nodeId, Duration limit) {
        if (limit.isNegative() || nodeId <= 0 || nodeId > ClusterNode.LOCAL_NODE_ID) {
            throw new AisException(
                    AisStatus.ERR_INVALID_PARAM,
                    "a node has a number above 0, and a time is not negative: " + nodeId + ", " + limit);
        }
        if (limit.isZero()) {
            throw new AisException(AisStatus.ERR_TIMEOUT, "there was no time to ask for node " + nodeId);
        }
        Result result = call("asking for node " + nodeId, ClusterRequests.node(nodeId), limit.toNanos());
        return ClusterReader.node(result.getClusterNode());
    }

    private Result call(String what, ToAgent.Builder request) {
        return call(what, request, REQUEST_TIMEOUT.toNanos());
    }

    /** Answers a step; waits until the cluster knows. */
    void answer(long invocation, int answer, long beginning) {
        call(
                "answering step " + invocation,
                ClusterRequests.answer(invocation, answer),
                REQUEST_TIMEOUT.toNanos(),
                new PendingRequests.Bond(
                        beginning,
                        AisStatus.ERR_INVALID_PARAM,
                        "the node agent was restarted, and what it had asked before is not open any more"));
    }

    // ---- what the agent sends

    @Override
    void told(ToComponent frame) {
        switch (frame.getBodyCase()) {
            case CLUSTER_STEP -> step(frame.getClusterStep());
            case CLUSTER_UNAVAILABLE -> {
                left = true;
                unavailable(frame.getClusterUnavailable().getReason());
            }
            default -> super.told(frame);
        }
    }

    @Override
    String subject() {
        return "the membership";
    }

    private void step(ClusterStep step) {
        Optional<Tracking> tracking = Optional.ofNullable(trackings.get(step.getToken()));
        try {
            ClusterUpdate update = ClusterReader.update(step);
            ClientChange change = new ClientChange(this, update, step, beginningNumber());
            tracking.ifPresent(t -> dispatch(() -> deliver(t, update, change)));
        } catch (IllegalArgumentException e) {
            problem("a step of the membership cannot be understood and is ignored: " + e.getMessage());
        }
    }

    private void deliver(Tracking tracking, ClusterUpdate update, ClientChange change) {
        try {
            if (update.step() == ChangeStep.VALIDATE) {
                tracking.listener.validate(change);
            } else if (update.step() == ChangeStep.START) {
                tracking.listener.start(change);
            } else if (update.step() == ChangeStep.ABORTED) {
                tracking.listener.aborted(update);
            } else {
                tracking.listener.changed(update);
            }
        } catch (RuntimeException e) {
            problem("a listener of the membership threw " + e);
            change.failUnlessAnswered();
        }
    }

    private void unavailable(String reason) {
        standing.get()
                .ifPresent(t -> dispatch(() -> {
                    try {
                        t.listener.unavailable(reason);
                    } catch (RuntimeException e) {
                        problem("a listener of the membership threw " + e);
                    }
                }));
        standing.set(Optional.empty());
    }

    private void dispatch(Runnable task) {
        try {
            dispatcher.execute(task);
        } catch (RejectedExecutionException e) {
            problem("a call of the membership's listener could not be run: " + e.getMessage());
        }
    }

    @Override
    void agentGone(String reason) {
        unavailable(reason);
    }

    @Override
    void closing() {
        releaseWhatWaits();
        standing.set(Optional.empty());
        dispatcher.close(CLOSE_NANOS);
    }

    /** One wish to be told. */
    private final class Tracking implements Subscription {
        private final long token;
        private final int flags;
        private final MembershipListener listener;

        Tracking(long token, int flags, MembershipListener listener) {
            this.token = token;
            this.flags = flags;
            this.listener = listener;
        }

        @Override
        public boolean isStanding() {
            return standing.get().filter(t -> t == this).isPresent();
        }

        @Override
        public void stop() {
            Optional<Tracking> present = standing.get();
            boolean mine =
                    present.filter(t -> t == this).isPresent() && standing.compareAndSet(present, Optional.empty());
            if (!mine) {
                throw new AisException(AisStatus.ERR_NOT_EXIST, "this subscription does not stand");
            }
            trackings.remove(token);
            try {
                call("ending a subscription", ClusterRequests.stop());
            } catch (AisException e) {
                // An agent that was restarted meanwhile has not heard of it any more.
                if (e.status() != AisStatus.ERR_NOT_EXIST) {
                    throw e;
                }
            }
        }

        @Override
        public void close() {
            trackings.remove(token);
            if (isStanding()) {
                try {
                    stop();
                } catch (AisException e) {
                    problem("a subscription was not ended in order: " + e.getMessage());
                }
            }
        }
    }
}
