package org.amf4j.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.clm.machine.TrackStep;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.clm.track.Call;
import org.amf4j.clm.track.TrackDesk;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.MembershipStep;
import org.amf4j.protocol.cluster.MembershipTold;
import org.amf4j.protocol.cluster.MembershipWanted;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.protocol.codec.MembershipCodec;
import org.amf4j.protocol.component.ClusterTrack;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The membership as the processes of this node ask for it: what the leader tells goes to the {@link TrackDesk}, its calls go to
 * the sessions, and what the whole cluster must know goes to the leader. Used in the loop only.
 */
final class MembershipLink {

    /** While there are subscribers, the leader is asked this often for what may have been lost, in nanoseconds. */
    static final long ASK_NANOS = 2_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(MembershipLink.class);

    private final NodeSettings settings;
    private final AgentLoop loop;
    private final LeaderLink leader;
    private final TrackDesk desk;
    private final Map<Long, ComponentSession> sessions = new TreeMap<>();
    private final Map<Long, Long> tokens = new TreeMap<>();
    private long lastRequest;
    private boolean askPlanned;

    MembershipLink(NodeSettings settings, AgentLoop loop, LeaderLink leader) {
        this.settings = settings;
        this.loop = loop;
        this.leader = leader;
        this.desk = new TrackDesk(settings.agentName());
    }

    // ---- the leader

    /** There is a leader: asks it for what is missing, if anybody here wants to know. */
    void follow() {
        if (desk.hasSubscribers()) {
            want();
        }
    }

    private void want() {
        leader.send(ClusterMessage.newBuilder()
                .setMembershipWanted(MembershipWanted.newBuilder()
                        .setIncarnation(settings.incarnation())
                        .setAfter(desk.lastSequence()))
                .build());
    }

    private void wantNowAndThen() {
        if (!askPlanned && desk.hasSubscribers()) {
            askPlanned = true;
            loop.schedule(loop.nowNanos() + ASK_NANOS, () -> {
                askPlanned = false;
                want();
                wantNowAndThen();
            });
        }
    }

    void told(MembershipTold told) {
        try {
            if (told.getUnconfigured()) {
                desk.unconfigured();
            }
            if (told.hasPicture()) {
                desk.picture(MembershipCodec.fromMessage(told.getPicture()));
            }
            List<TrackStep> steps = new ArrayList<>();
            for (MembershipStep step : told.getStepsList()) {
                steps.add(MembershipCodec.fromMessage(step));
            }
            if (!desk.steps(steps)) {
                follow();
            }
        } catch (MalformedMessageException e) {
            LOG.atError().setCause(e).log("what the leader told of the membership cannot be read and was ignored");
        }
        deliver(Optional.empty());
    }

    private void tellCluster(long subscriber, int flags, Answer answer) {
        Event.TrackerChanged changed = new Event.TrackerChanged(requestId(), tracker(subscriber), flags);
        leader.requests().forward(changed.requestId(), changed, reply -> answer.of(reply.getStatus(), reply.getText()));
    }

    private TrackerId tracker(long subscriber) {
        return new TrackerId(settings.agentName(), settings.incarnation(), subscriber);
    }

    private String requestId() {
        return settings.requests() + "/membership/" + ++lastRequest;
    }

    /** Takes the answer of the leader. */
    private interface Answer {
        void of(int status, String text);
    }

    // ---- the sessions

    /** Whether the membership is what a request is about. */
    static boolean isAbout(ToAgent frame) {
        return switch (frame.getBodyCase()) {
            case CLUSTER_OPEN, CLUSTER_TRACK, CLUSTER_TRACK_STOP, CLUSTER_VIEW_GET, CLUSTER_NODE_GET, CLUSTER_ANSWER ->
                true;
            default -> false;
        };
    }

    void requested(ComponentSession session, ToAgent frame) {
        try {
            handle(session, frame);
        } catch (AisException e) {
            session.reply(frame.getRequest(), e.status(), e.text());
        }
    }

    private void handle(ComponentSession session, ToAgent frame) {
        long number = session.number();
        long request = frame.getRequest();
        switch (frame.getBodyCase()) {
            case CLUSTER_OPEN -> {
                sessions.put(number, session);
                desk.opened(number);
                want();
                wantNowAndThen();
                session.reply(request, AisStatus.OK, "");
            }
            case CLUSTER_TRACK -> track(session, request, frame.getClusterTrack());
            case CLUSTER_TRACK_STOP -> {
                if (desk.stop(number)) {
                    tellCluster(number, 0, (status, text) -> {});
                }
                tokens.remove(number);
                session.reply(request, AisStatus.OK, "");
            }
            case CLUSTER_VIEW_GET ->
                session.send(result(request)
                        .setResult(okay(request).setClusterView(ClusterFrames.view(desk.view(number))))
                        .build());
            case CLUSTER_NODE_GET ->
                session.send(result(request)
                        .setResult(okay(request)
                                .setClusterNode(ClusterFrames.node(desk.node(
                                        number, frame.getClusterNodeGet().getNodeId()))))
                        .build());
            case CLUSTER_ANSWER -> answer(session, frame);
            default -> throw new IllegalArgumentException(frame.getBodyCase() + " is not about the membership");
        }
    }

    private static ToComponent.Builder result(long request) {
        return ToComponent.newBuilder().setResult(okay(request));
    }

    private static Result.Builder okay(long request) {
        return Result.newBuilder().setRequest(request).setStatus(AisStatus.OK.value());
    }

    private void track(ComponentSession session, long request, ClusterTrack track) {
        long number = session.number();
        Optional<Integer> steps = desk.track(number, track.getFlags());
        deliver(Optional.of(track.getToken())); // the present, before the request is answered
        if (TrackDesk.isStanding(track.getFlags())) {
            tokens.put(number, track.getToken());
        }
        if (steps.isEmpty()) {
            session.reply(request, AisStatus.OK, "");
            return;
        }
        tellCluster(number, steps.get(), (status, text) -> {
            if (status != AisStatus.OK.value() && desk.knows(number)) {
                desk.refused(number);
                tokens.remove(number);
                LOG.atWarn()
                        .addKeyValue("session", number)
                        .addKeyValue("cause", text)
                        .log("a subscriber could not be made known; it has no subscription now");
            }
            session.send(ToComponent.newBuilder()
                    .setResult(Result.newBuilder()
                            .setRequest(request)
                            .setStatus(status)
                            .setText(text))
                    .build());
        });
    }

    private void answer(ComponentSession session, ToAgent frame) {
        long number = session.number();
        long invocation = frame.getClusterAnswer().getInvocation();
        StepAnswer answer;
        try {
            answer = StepAnswer.of(frame.getClusterAnswer().getAnswer());
        } catch (IllegalArgumentException e) {
            throw new AisException(AisStatus.ERR_INVALID_PARAM, e.getMessage(), e);
        }
        desk.answered(number, invocation);
        Event.TrackerAnswered answered = new Event.TrackerAnswered(requestId(), tracker(number), invocation, answer);
        leader.requests()
                .forward(
                        answered.requestId(),
                        answered,
                        reply -> session.send(ToComponent.newBuilder()
                                .setResult(Result.newBuilder()
                                        .setRequest(frame.getRequest())
                                        .setStatus(reply.getStatus())
                                        .setText(reply.getText()))
                                .build()));
    }

    /** A session is gone. */
    void ended(long number) {
        sessions.remove(number);
        tokens.remove(number);
        if (desk.closed(number)) {
            tellCluster(number, 0, (status, text) -> {});
        }
    }

    /** Passes on what has become due; what a request has led to at once carries the request's own token. */
    private void deliver(Optional<Long> token) {
        for (Call call : desk.takeCalls()) {
            Optional<ComponentSession> session = Optional.ofNullable(sessions.get(call.subscriber()));
            switch (call) {
                case Call.Step step ->
                    session.ifPresent(s -> s.send(ClusterFrames.step(
                            step, token.orElseGet(() -> tokens.getOrDefault(step.subscriber(), 0L)))));
                case Call.Unavailable unavailable ->
                    session.ifPresent(s -> s.send(ClusterFrames.unavailable(unavailable)));
                case Call.Gone gone -> tellCluster(gone.subscriber(), 0, (status, text) -> {});
            }
        }
    }
}
