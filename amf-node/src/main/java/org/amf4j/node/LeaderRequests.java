package org.amf4j.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.codec.ClusterCodec;

/** Requests passed on to the leader: answered once, by the leader or by their time limit. Used in the loop only. */
final class LeaderRequests {

    /** Most requests waiting for an answer. */
    static final int WAITING_MAX = 1_000;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long TIMEOUT_MILLIS_DEFAULT = 10_000;
    private static final long TIMEOUT_MILLIS_MAX = 600_000;

    private final AgentLoop loop;
    private final Consumer<ClusterMessage> leader;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(ClusterMessage message, AgentLoop.Due limit, Consumer<AdminReply> reply) {}

    LeaderRequests(AgentLoop loop, Consumer<ClusterMessage> leader) {
        this.loop = loop;
        this.leader = leader;
    }

    /** Passes an operator's request on. */
    void forward(AdminRequest request, Consumer<AdminReply> reply) {
        Forwarded forwarded = Forwarded.newBuilder().setAdmin(request).build();
        long millis = request.getTimeoutMillis() > 0 ? request.getTimeoutMillis() : TIMEOUT_MILLIS_DEFAULT;
        forward(request.getId(), forwarded, Math.min(millis, TIMEOUT_MILLIS_MAX), reply);
    }

    /** Passes an error report about a component elsewhere on. */
    void forward(Event.ErrorReported report, Consumer<AdminReply> reply) {
        Forwarded forwarded = Forwarded.newBuilder()
                .setErrorReported(ClusterCodec.toErrorReport(report))
                .build();
        forward(report.requestId(), forwarded, TIMEOUT_MILLIS_DEFAULT, reply);
    }

    /** Passes on what a component, or who tracks the membership, asks of the director. */
    void forward(String id, Event request, Consumer<AdminReply> reply) {
        Forwarded forwarded = Forwarded.newBuilder()
                .setRequest(ClusterCodec.toMessage(request))
                .build();
        forward(id, forwarded, TIMEOUT_MILLIS_DEFAULT, reply);
    }

    /** Passes something on that is answered within so long. */
    void forward(String id, Forwarded forwarded, long timeoutMillis, Consumer<AdminReply> reply) {
        if (waiting.containsKey(id)) {
            reply.accept(reply(id, AisStatus.ERR_EXIST, "a request with this id waits for its answer"));
        } else if (waiting.size() >= WAITING_MAX) {
            reply.accept(reply(id, AisStatus.ERR_TRY_AGAIN, "more than " + WAITING_MAX + " requests wait; try again"));
        } else {
            ClusterMessage message =
                    ClusterMessage.newBuilder().setForwarded(forwarded).build();
            AgentLoop.Due limit = loop.schedule(
                    loop.nowNanos() + timeoutMillis * NANOS_PER_MILLI,
                    () -> finish(reply(
                            id,
                            AisStatus.ERR_TIMEOUT,
                            "no leader answered within " + timeoutMillis + " ms; try again")));
            waiting.put(id, new Waiting(message, limit, reply));
            leader.accept(message);
        }
    }

    private static AdminReply reply(String id, AisStatus status, String text) {
        return AdminReply.newBuilder()
                .setId(id)
                .setStatus(status.value())
                .setText(text)
                .build();
    }

    /** Whether nobody waits for an answer. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    void answered(AdminReply reply) {
        finish(reply);
    }

    /** Nobody waits for the answer any more, and nobody would expect that it is still done. */
    void withdraw(String id) {
        Optional.ofNullable(waiting.remove(id)).ifPresent(request -> loop.cancel(request.limit()));
    }

    private void finish(AdminReply reply) {
        Optional.ofNullable(waiting.remove(reply.getId())).ifPresent(request -> {
            loop.cancel(request.limit());
            request.reply().accept(reply);
        });
    }

    /** The agent ends: nobody will hear the leader's answers. A question may be asked again. */
    void abandon() {
        for (Map.Entry<String, Waiting> request : List.copyOf(waiting.entrySet())) {
            boolean question =
                    request.getValue().message().getForwarded().getAdmin().hasQuery();
            finish(
                    question
                            ? reply(request.getKey(), AisStatus.ERR_TRY_AGAIN, "the agent of this node starts anew")
                            : reply(
                                    request.getKey(),
                                    AisStatus.ERR_TIMEOUT,
                                    "the agent of this node ends; whether it was done is not known"));
        }
    }

    /** The leader may not know of the requests: it is new, or could not be heard. One that does answers, and does nothing twice. */
    void sendAgain() {
        waiting.values().forEach(request -> leader.accept(request.message()));
    }
}
