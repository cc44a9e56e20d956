package org.amf4j.node;

import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.component.Result;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/** Passes on to the leader what processes ask of the information model. Used in the loop only. */
final class ImmLink {

    /** A request waits for a leader so long, in milliseconds. */
    private static final long TIMEOUT_MILLIS = 10_000;

    private final NodeSettings settings;
    private final LeaderLink leader;
    private long lastRequest;

    ImmLink(NodeSettings settings, LeaderLink leader) {
        this.settings = settings;
        this.leader = leader;
    }

    /** Whether the information model is what a request is about. */
    static boolean isAbout(ToAgent frame) {
        return frame.getBodyCase() == ToAgent.BodyCase.IMM_REQUEST;
    }

    void requested(ComponentSession session, ToAgent frame) {
        String id = settings.agentName() + "/" + settings.incarnation() + "/model/" + ++lastRequest;
        Forwarded forwarded = Forwarded.newBuilder()
                .setImmAsked(ImmAsked.newBuilder().setId(id).setRequest(frame.getImmRequest()))
                .build();
        leader.requests().forward(id, forwarded, TIMEOUT_MILLIS, reply -> answer(session, frame.getRequest(), reply));
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
}
