package org.amf4j.node;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.cluster.ImmCallAnswered;
import org.amf4j.protocol.cluster.ImmCalled;
import org.amf4j.protocol.component.ToComponent;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmOutcomes;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader asks and tells processes that implement objects: each call is passed on once, however often it comes, and its
 * answer sent as often. When the leader has changed, processes are told what has become of changes that they have heard of.
 * Used in the loop only.
 */
final class ImmCallLink {

    /** Calls whose answers are remembered. */
    static final int CALLS_MAX = 4_096;

    /** Changes of a session whose end is remembered, so that a late operation does not begin them anew. */
    private static final int ENDED_MAX = 1_000;

    /** The next leader is asked for so long what has become of changes, in milliseconds. */
    private static final long OUTCOME_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImmCallLink.class);

    private final NodeSettings settings;
    private final LeaderLink leader;
    private final Map<Long, ComponentSession> sessions;
    private final Supplier<String> nextId;

    /** Calls by name: those that have been answered with their answer. */
    private final Map<String, Optional<ImmCallAnswered>> calls = new LinkedHashMap<>();

    /** Names of calls by invocation, of those that a process has not answered. */
    private final Map<Long, Asked> invocations = new TreeMap<>();

    private final Map<Long, Changes> changes = new TreeMap<>();
    private long lastInvocation;
    private long term;

    private record Asked(String call, long session) {}

    /** Changes that a session has heard of. */
    private static final class Changes {
        private final Set<String> open = new LinkedHashSet<>();
        private final Set<String> ended = new LinkedHashSet<>();
    }

    ImmCallLink(
            NodeSettings settings, LeaderLink leader, Map<Long, ComponentSession> sessions, Supplier<String> nextId) {
        this.settings = settings;
        this.leader = leader;
        this.sessions = sessions;
        this.nextId = nextId;
    }

    // ---- the leader

    /** The leader calls a process; a former one is not heard any more, since the next may not know of it. */
    void called(String sender, ImmCalled called) {
        if (!leader.isLeader(sender)) {
            return;
        }
        Optional<ImmCallAnswered> known = calls.get(called.getCall());
        if (known != null) {
            known.ifPresent(this::send); // the answer was lost; without one the process is still at it
            return;
        }
        calls.put(called.getCall(), Optional.empty());
        if (calls.size() > CALLS_MAX) {
            calls.remove(calls.keySet().iterator().next());
        }
        ComponentSession session = sessions.get(called.getSession());
        if (session == null || called.getIncarnation() != settings.incarnation()) {
            ended(called.getCall());
            return;
        }
        try {
            pass(called, session, ImmCall.parseFrom(called.getBody()));
        } catch (InvalidProtocolBufferException e) {
            LOG.atError().setCause(e).log("a call of the leader could not be read");
            answer(called.getCall(), AisStatus.ERR_LIBRARY, e.getMessage(), ImmAnswer.getDefaultInstance());
        }
    }

    private void pass(ImmCalled called, ComponentSession session, ImmCall call) {
        if (call.hasUnavailable()) {
            LOG.atWarn()
                    .addKeyValue("session", session.number())
                    .addKeyValue("cause", call.getUnavailable())
                    .log("the session of an implementer is ended");
            session.close();
            answer(called.getCall(), AisStatus.OK, "", okay());
            return;
        }
        boolean wanted = note(session.number(), call);
        boolean answers = wanted && !called.getNoAnswer();
        long invocation = answers ? ++lastInvocation : 0;
        if (answers) {
            invocations.put(invocation, new Asked(called.getCall(), session.number()));
        }
        if (wanted) {
            send(session, call.toBuilder().setInvocation(invocation));
        }
        if (!wanted && !called.getNoAnswer()) {
            answer(
                    called.getCall(),
                    AisStatus.ERR_FAILED_OPERATION,
                    "its process has heard of the end of the change already",
                    ImmAnswer.getDefaultInstance());
        } else if (!answers) {
            answer(called.getCall(), AisStatus.OK, "", okay());
        }
    }

    private static ImmAnswer okay() {
        return ImmAnswer.newBuilder().setStatus(AisStatus.OK.value()).build();
    }

    private static void send(ComponentSession session, ImmCall.Builder call) {
        session.send(
                ToComponent.newBuilder().setImmCall(call.build().toByteString()).build());
    }

    /** Remembers what a session has heard of; returns whether it is to hear this. */
    private boolean note(long session, ImmCall call) {
        Changes heard = changes.computeIfAbsent(session, s -> new Changes());
        return switch (call.getBodyCase()) {
            case OPERATIONS -> {
                String change = call.getOperations().getChange();
                if (heard.ended.contains(change)) {
                    yield false;
                }
                heard.open.add(change);
                yield true;
            }
            case COMPLETED -> heard.open.contains(call.getCompleted());
            case APPLY -> end(heard, call.getApply());
            case ABORT -> end(heard, call.getAbort());
            case INVOKE, READ -> true;
            case UNAVAILABLE, BODY_NOT_SET -> false;
        };
    }

    private static boolean end(Changes heard, String change) {
        heard.ended.add(change);
        if (heard.ended.size() > ENDED_MAX) {
            heard.ended.remove(heard.ended.iterator().next());
        }
        return heard.open.remove(change);
    }

    private void answer(String call, AisStatus status, String text, ImmAnswer payload) {
        answer(ImmCallAnswered.newBuilder()
                .setCall(call)
                .setStatus(status.value())
                .setText(text)
                .setPayload(payload.toByteString())
                .build());
    }

    private void ended(String call) {
        answer(ImmCallAnswered.newBuilder()
                .setCall(call)
                .setStatus(AisStatus.ERR_FAILED_OPERATION.value())
                .setText("its process has ended")
                .setEnded(true)
                .build());
    }

    private void answer(ImmCallAnswered answered) {
        calls.put(answered.getCall(), Optional.of(answered));
        send(answered);
    }

    private void send(ImmCallAnswered answered) {
        leader.send(ClusterMessage.newBuilder().setImmCallAnswered(answered).build());
    }

    /** There is a leader; a new one is asked what has become of changes that the former one had told of. */
    void follow(long newTerm) {
        if (newTerm > term) {
            term = newTerm;
            changes.forEach((session, heard) -> ask(session, List.copyOf(heard.open)));
        }
    }

    private void ask(long session, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        ImmRequest request = ImmRequest.newBuilder()
                .setOutcomes(ImmOutcomes.newBuilder().addAllChanges(names))
                .build();
        String id = nextId.get();
        Forwarded forwarded = Forwarded.newBuilder()
                .setImmAsked(ImmAsked.newBuilder()
                        .setId(id)
                        .setRequest(request.toByteString())
                        .setAgentName(settings.agentName())
                        .setIncarnation(settings.incarnation())
                        .setSession(session))
                .build();
        leader.requests().forward(id, forwarded, OUTCOME_MILLIS, reply -> {
            try {
                boolean answered = reply.getStatus() == AisStatus.OK.value();
                told(
                        session,
                        names,
                        answered ? ImmReply.parseFrom(reply.getPayload()).getAppliedList() : List.of());
            } catch (InvalidProtocolBufferException e) {
                LOG.atError().setCause(e).log("the end of changes could not be read");
            }
        });
    }

    private void told(long number, List<String> names, List<Boolean> applied) {
        ComponentSession session = sessions.get(number);
        Changes heard = changes.get(number);
        if (session == null || heard == null) {
            return;
        }
        if (applied.size() != names.size()) {
            // it cannot be found out: the process begins anew with what it reads
            LOG.atWarn().addKeyValue("session", number).log("the end of changes is not known; the session is ended");
            session.close();
            return;
        }
        List<String> open = new ArrayList<>(names);
        for (int i = 0; i < open.size(); i++) {
            if (end(heard, open.get(i))) {
                ImmCall.Builder call = ImmCall.newBuilder();
                send(session, applied.get(i) ? call.setApply(open.get(i)) : call.setAbort(open.get(i)));
            }
        }
    }

    // ---- the processes

    /** A process answers a call. */
    void answered(ComponentSession session, ImmAnswer answer) {
        Asked asked = invocations.get(answer.getInvocation());
        if (asked == null || asked.session() != session.number()) {
            return; // it answers twice, or what it was not asked
        }
        invocations.remove(answer.getInvocation());
        answer(asked.call(), AisStatus.OK, "", answer);
    }

    /** A session has ended: it answers nothing any more. */
    void ended(long session) {
        changes.remove(session);
        List<Long> gone = invocations.entrySet().stream()
                .filter(e -> e.getValue().session() == session)
                .map(Map.Entry::getKey)
                .toList();
        for (long invocation : gone) {
            Asked asked = invocations.remove(invocation);
            ended(asked.call());
        }
    }
}
