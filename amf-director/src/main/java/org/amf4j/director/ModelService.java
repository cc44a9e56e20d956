package org.amf4j.director;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.amf4j.api.AisStatus;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectImplementer;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.SessionId;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.model.ImmCodec;

/**
 * The information model as the leader serves it: to processes by way of their agents, and to operators. A request that comes
 * again while it is under way, or soon after, is not carried out again. On the controller's thread only.
 */
final class ModelService {

    /** Answers that are remembered for requests that come again. */
    private static final int ANSWERS_MAX = 1_000;

    /** So long an operator who looks at an object waits for its implementer, in nanoseconds; then the rest is shown. */
    private static final long LOOK_NANOS = 2_000_000_000L;

    private final Director director;
    private final ImmDesk desk;
    private final ImmCalls calls;
    private final BundleDesk bundles;
    private final InvokeDesk operations;
    private final ComputedAttributes computed;
    private final ControllersMeeting meeting;
    private final BundleDesk.Proposer proposer;
    private Set<SessionId> bearers = Set.of();
    private final Map<String, Consumer<AdminReply>> underWay = new LinkedHashMap<>();
    private final Map<String, AdminReply> answered = new LinkedHashMap<>();

    ModelService(
            Director director,
            ImmCalls calls,
            ControllersMeeting meeting,
            BundleDesk.Proposer proposer,
            InvokeDesk.Framework framework,
            LongSupplier nowNanos) {
        this.director = director;
        this.desk = new ImmDesk(director);
        this.calls = calls;
        this.meeting = meeting;
        this.proposer = proposer;
        this.bundles = new BundleDesk(director, calls, proposer, nowNanos);
        this.operations = new InvokeDesk(director, calls, bundles.locks(), framework);
        this.computed = new ComputedAttributes(director, calls);
    }

    // ---- requests

    /** A process asks, by way of the agent of its node. */
    void asked(String id, SessionId session, ByteString request, Consumer<AdminReply> answer) {
        Optional<NodeMembership> node =
                director.state().flatMap(s -> s.membership().nodeOfAgent(session.agent()));
        boolean member = node.filter(NodeMembership::isMember).isPresent();
        if (director.state().isPresent() && !member) {
            answer.accept(Requests.reply(
                    id,
                    AisStatus.ERR_UNAVAILABLE,
                    "node " + session.agent() + " is no member of the cluster (IMM-038)",
                    ""));
            return;
        }
        asked(id, Optional.of(session), request, answer);
    }

    /** A process or an operator asks. */
    void asked(String id, Optional<SessionId> session, ByteString request, Consumer<AdminReply> answer) {
        ImmDesk.Course course = desk.course(id, session, request);
        boolean known = course.isAboutLog() ? meeting.isKnown() : meeting.isKnownOrEmpty();
        if (!known && !(course instanceof ImmDesk.Course.Answered)) {
            answer.accept(Requests.reply(
                    id,
                    AisStatus.ERR_TRY_AGAIN,
                    "the controllers are finding out whether the cluster has started anew; try again",
                    ""));
            return;
        }
        switch (course) {
            case ImmDesk.Course.Answered given -> answer.accept(given.reply());
            case ImmDesk.Course.Read read -> read(id, read.objects(), read.attributes(), answer);
            case ImmDesk.Course.Proposed proposed -> propose(id, proposed.event(), answer);
            case ImmDesk.Course.Changed change ->
                once(id, answer).ifPresent(a -> bundles.change(change.event(), change.validateOnly(), a));
            case ImmDesk.Course.Bundled bundled ->
                once(id, answer).ifPresent(a -> bundles.requested(bundled.session(), bundled.request(), a));
            case ImmDesk.Course.Invoked invoked ->
                once(id, answer).ifPresent(a -> operations.invoked(id, invoked.request(), a));
        }
    }

    private void propose(String id, Event event, Consumer<AdminReply> answer) {
        Optional<BundleLocks.Conflict> conflict =
                event instanceof Event.ModelRequested asked ? conflict(asked.request()) : Optional.empty();
        if (conflict.isPresent()) {
            answer.accept(
                    Requests.reply(id, conflict.get().status(), conflict.get().text(), ""));
        } else {
            proposer.propose(id, event, answer);
        }
    }

    /** Objects that a change is under way on do not get another owner. */
    private Optional<BundleLocks.Conflict> conflict(ModelRequest request) {
        return switch (request) {
            case ModelRequest.Own own -> bundles.locks().conflict(own.roots(), own.scope());
            case ModelRequest.Disown disown -> bundles.locks().conflict(disown.roots(), disown.scope());
            default -> Optional.empty();
        };
    }

    /** An operator gives a change, or asks whether it could be done. */
    void change(Event.ConfigurationChanged event, boolean validateOnly, Consumer<AdminReply> answer) {
        if (meeting.isKnownOrEmpty()) {
            once(event.requestId(), answer).ifPresent(a -> bundles.change(event, validateOnly, a));
        } else {
            answer.accept(Requests.reply(
                    event.requestId(), AisStatus.ERR_TRY_AGAIN, "the cluster has just started; try again", ""));
        }
    }

    /** Where the answer goes; empty when the request is under way, or was answered by now. */
    private Optional<Consumer<AdminReply>> once(String id, Consumer<AdminReply> answer) {
        if (answered.containsKey(id)) {
            answer.accept(answered.get(id));
            return Optional.empty();
        }
        if (underWay.put(id, answer) != null) {
            return Optional.empty();
        }
        return Optional.of(reply -> {
            AdminReply named = reply.toBuilder().setId(id).build();
            answered.put(id, named);
            if (answered.size() > ANSWERS_MAX) {
                answered.remove(answered.keySet().iterator().next());
            }
            Optional.ofNullable(underWay.remove(id)).ifPresent(a -> a.accept(named));
        });
    }

    private void read(
            String id, List<ImmObject> objects, Optional<List<String>> attributes, Consumer<AdminReply> answer) {
        if (attributes.isEmpty()) {
            answer.accept(payload(id, objects));
            return;
        }
        reading(id, answer)
                .ifPresent(a -> computed.complete(
                        objects,
                        attributes.get(),
                        ObjectImplementer.CALL_TIMEOUT.toNanos(),
                        completed -> a.accept(completed
                                .problem()
                                .map(text -> Requests.reply(id, AisStatus.ERR_TIMEOUT, text, ""))
                                .orElseGet(() -> payload(id, completed.objects())))));
    }

    /** As {@link #once}, but what was read is not remembered: who asks again later is shown what there is then. */
    private Optional<Consumer<AdminReply>> reading(String id, Consumer<AdminReply> answer) {
        if (underWay.put(id, answer) != null) {
            return Optional.empty();
        }
        return Optional.of(reply -> Optional.ofNullable(underWay.remove(id)).ifPresent(a -> a.accept(reply)));
    }

    private static AdminReply payload(String id, List<ImmObject> objects) {
        ImmReply.Builder reply = ImmReply.newBuilder();
        objects.forEach(o -> reply.addObjects(ImmCodec.toMessage(o)));
        return Requests.reply(id, AisStatus.OK, "", "").toBuilder()
                .setPayload(reply.build().toByteString())
                .build();
    }

    /** Adds to an object that an operator looks at what nobody keeps. */
    void complete(
            String id,
            ImmObject object,
            Function<ComputedAttributes.Completed, AdminReply> shown,
            Consumer<AdminReply> answer) {
        reading(id, answer)
                .ifPresent(
                        a -> computed.complete(List.of(object), List.of(), LOOK_NANOS, c -> a.accept(shown.apply(c))));
    }

    // ---- what happens

    /** An agent answers for a process. */
    ImmCalls calls() {
        return calls;
    }

    void lead(long term) {
        clear();
        calls.lead(term);
        bearers = bearers();
        meeting.lead();
    }

    void follow() {
        clear();
        meeting.follow();
    }

    private void clear() {
        calls.clear();
        bundles.clear();
        underWay.clear();
        answered.clear();
    }

    /** An entry of the log has been applied. */
    void applied(List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ModelRequested asked && asked.request() instanceof ModelRequest.EndSession) {
                gone(asked.session()::equals);
            } else if (event instanceof Event.NodeLeft || event instanceof Event.NodeJoined) {
                gone(this::hasLeft);
            }
        }
        tellOfLeaving();
        if (!bundles.isIdle()) {
            bundles.look();
        }
    }

    /** Who bore a name on a node that has left the cluster, and goes on there, is told by the end of its session. */
    private void tellOfLeaving() {
        Set<SessionId> now = bearers();
        for (SessionId session : bearers) {
            boolean left = !now.contains(session)
                    && !hasLeft(session)
                    && director.state()
                            .flatMap(s -> s.membership().nodeOfAgent(session.agent()))
                            .filter(NodeMembership::isMember)
                            .isEmpty();
            if (left) {
                String text = "node " + session.agent() + " is no member of the cluster any more (IMM-038)";
                calls.call(
                        session, ImmCall.newBuilder().setUnavailable(text), true, BundleCalls.TELL_NANOS, reply -> {});
            }
        }
        bearers = now;
    }

    private Set<SessionId> bearers() {
        Set<SessionId> found = new TreeSet<>();
        director.state()
                .ifPresent(state ->
                        state.imm().implementers().forEach(i -> i.session().ifPresent(found::add)));
        return found;
    }

    private boolean hasLeft(SessionId session) {
        return director.state()
                .flatMap(s -> s.membership().nodeOfAgent(session.agent()))
                .filter(n -> n.isUp() && n.incarnation() == session.incarnation())
                .isEmpty();
    }

    private void gone(Predicate<SessionId> gone) {
        calls.ended(gone);
        bundles.ended(gone);
    }

    /** Whether nothing is under way that time could end. */
    boolean isIdle() {
        return calls.isIdle() && bundles.isIdle();
    }

    /** To be called again and again while this controller leads; returns what is to be proposed. */
    Optional<Event> look() {
        if (!isIdle()) {
            calls.look();
            bundles.look();
        }
        return meeting.look();
    }
}
