package org.amf4j.node;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.imm.ImmRequest;

/**
 * Passes on to the leader what processes ask of the information model, and says when one has ended that the leader may know
 * of. Used in the loop only.
 */
final class ImmLink {

    /** A request waits for a leader so long, in milliseconds. */
    private static final long TIMEOUT_MILLIS = 10_000;

    /** How long an administrative operation may take when nobody says so, and at most, in milliseconds. */
    private static final long INVOKE_MILLIS = 60_000;

    private static final long INVOKE_MILLIS_MAX = 600_000;

    /** An administrative operation may take so long beyond its own limit, so that its end is heard. */
    private static final long INVOKE_EXTRA_MILLIS = 1_000;

    /** Before the end of a session is told again that nobody has taken, in nanoseconds. */
    private static final long TELL_AGAIN_NANOS = 500_000_000L;

    private final NodeSettings settings;
    private final AgentLoop loop;
    private final LeaderLink leader;
    private final ImmCallLink calls;

    /** Sessions that the leader may know of, by number. */
    private final Map<Long, ComponentSession> sessions = new TreeMap<>();

    private long lastRequest;

    ImmLink(NodeSettings settings, AgentLoop loop, LeaderLink leader) {
        this.settings = settings;
        this.loop = loop;
        this.leader = leader;
        this.calls = new ImmCallLink(settings, leader, sessions, this::nextId);
    }

    /** What the leader asks the processes of this node. */
    ImmCallLink calls() {
        return calls;
    }

    /** Whether the information model is what a request is about. */
    static boolean isAbout(ToAgent frame) {
        return frame.getBodyCase() == ToAgent.BodyCase.IMM_REQUEST;
    }

    void requested(ComponentSession session, ToAgent frame) {
        ImmRequest request;
        try {
            request = ImmRequest.parseFrom(frame.getImmRequest());
        } catch (InvalidProtocolBufferException e) {
            session.reply(frame.getRequest(), AisStatus.ERR_INVALID_PARAM, "it cannot be read: " + e.getMessage());
            return;
        }
        switch (request.getBodyCase()) {
            case ANSWER -> calls.answered(session, request.getAnswer());
            case OUTCOMES ->
                session.reply(frame.getRequest(), AisStatus.ERR_INVALID_PARAM, "this is asked by agents only");
            case OWNER,
                    IMPLEMENTER,
                    PUBLISH,
                    BUNDLE,
                    INVOKE,
                    READ,
                    SEARCH,
                    CHANGE,
                    CLASS_GET,
                    CLASS_CHANGE,
                    BODY_NOT_SET -> {
                if (request.hasOwner() || request.hasImplementer() || request.hasBundle()) {
                    sessions.put(session.number(), session);
                }
                forward(session, frame, timeoutMillis(request));
            }
        }
    }

    private static long timeoutMillis(ImmRequest request) {
        if (!request.hasInvoke()) {
            return TIMEOUT_MILLIS;
        }
        long wanted = Integer.toUnsignedLong(request.getInvoke().getTimeoutMillis());
        return Math.clamp(wanted == 0 ? INVOKE_MILLIS : wanted, 1, INVOKE_MILLIS_MAX) + INVOKE_EXTRA_MILLIS;
    }

    private void forward(ComponentSession session, ToAgent frame, long timeoutMillis) {
        String id = nextId();
        ask(
                id,
                session.number(),
                frame.getImmRequest(),
                timeoutMillis,
                reply -> answer(session, frame.getRequest(), reply));
    }

    private void ask(String id, long session, ByteString request, long timeoutMillis, Consumer<AdminReply> reply) {
        Forwarded forwarded = Forwarded.newBuilder()
                .setImmAsked(ImmAsked.newBuilder()
                        .setId(id)
                        .setRequest(request)
                        .setAgentName(settings.agentName())
                        .setIncarnation(settings.incarnation())
                        .setSession(session))
                .build();
        leader.requests().forward(id, forwarded, timeoutMillis, reply);
    }

    private String nextId() {
        return settings.requests() + "/model/" + ++lastRequest;
    }

    private static void answer(ComponentSession session, long request, AdminReply reply) {
        session.send(ToComponent.newBuilder()
                .setResult(Result.newBuilder()
                        .setRequest(request)
                        .setStatus(reply.getStatus())
                        .setText(reply.getText())
                        .setImmReply(reply.getPayload()))
                .build());
    }

    /** A session has ended: the cluster is told, until it knows, if there is anything that ends with it. */
    void ended(long session) {
        if (sessions.remove(session) != null) {
            calls.ended(session);
            tellEnd(session);
        }
    }

    private void tellEnd(long session) {
        String id = nextId();
        SessionId name = new SessionId(settings.agentName(), settings.incarnation(), session);
        leader.requests().forward(id, new Event.ModelRequested(id, name, new ModelRequest.EndSession()), reply -> {
            if (reply.getStatus() != AisStatus.OK.value() && !loop.isClosed()) {
                loop.schedule(loop.nowNanos() + TELL_AGAIN_NANOS, () -> tellEnd(session));
            }
        });
    }
}
