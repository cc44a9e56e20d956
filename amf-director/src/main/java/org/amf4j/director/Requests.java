package org.amf4j.director;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.AlarmClearing;
import org.amf4j.protocol.admin.ConfigurationChange;
import org.amf4j.protocol.admin.Operation;
import org.amf4j.protocol.admin.Query;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.Forwarded;
import org.amf4j.protocol.cluster.ImmAsked;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;

/**
 * Requests of operators and components, each answered once. A request that comes again (to a new leader, say) is not
 * carried out again: it gets the answer of the first. On the controller's thread only.
 */
final class Requests implements BundleDesk.Proposer {

    /** Requests that may wait for their answer. */
    static final int WAITING_MAX = 10_000;

    private final Director director;
    private final Proposals proposals;
    private final Queries queries;
    private final ChangeDesk changes;
    private final ModelService model;
    private final ExportDesk exports;
    private final AlarmDesk alarms;
    private final long start;
    private final NotificationDesk notifications;
    private final Map<String, Consumer<AdminReply>> waiting = new LinkedHashMap<>();
    private final RememberedAnswers answered = new RememberedAnswers();
    private final GivenRefusals refusals = new GivenRefusals();

    /** What the information model is served with. */
    record ModelParts(
            ImmCalls calls, ControllersMeeting meeting, LongSupplier nowNanos, long start, Optional<String> home) {

        /** The parts of a controller; {@code heard} says what names the start of each that was heard of lately. */
        static ModelParts of(
                Director director,
                ControllerSettings settings,
                BiConsumer<String, ClusterMessage> sender,
                LongSupplier nowNanos,
                Supplier<Map<String, Long>> heard) {
            long start = Comparison.newStart();
            return new ModelParts(
                    new ImmCalls(sender, System::nanoTime),
                    new ControllersMeeting(
                            director, new ControllersMeeting.Self(settings.self(), start), heard, System::nanoTime),
                    nowNanos,
                    start,
                    settings.home());
        }
    }

    Requests(
            Director director, Proposals proposals, Queries queries, NotificationDesk notifications, ModelParts model) {
        this.notifications = notifications;
        this.director = director;
        this.proposals = proposals;
        this.queries = queries;
        this.changes = new ChangeDesk(director, model.home());
        this.exports = new ExportDesk(director);
        this.alarms = new AlarmDesk(director, queries.alarms());
        this.start = model.start();
        this.model =
                new ModelService(director, model.calls(), model.meeting(), this, this::operation, model.nowNanos());
    }

    /** What names the start of this program among the controllers. */
    long start() {
        return start;
    }

    /** The information model. */
    ModelService model() {
        return model;
    }

    void forwarded(Forwarded forwarded, Consumer<AdminReply> answer) {
        switch (forwarded.getBodyCase()) {
            case ADMIN -> ask(forwarded.getAdmin(), answer);
            case ERROR_REPORTED -> {
                try {
                    Event.ErrorReported event = ClusterCodec.fromMessage(forwarded.getErrorReported());
                    propose(event.requestId(), event, answer);
                } catch (MalformedMessageException e) {
                    answer.accept(reply("", AisStatus.ERR_INVALID_PARAM, e.getMessage(), ""));
                }
            }
            case REQUEST -> {
                try {
                    Event event = ClusterCodec.fromMessage(forwarded.getRequest());
                    Optional<String> id = requestId(event);
                    if (id.isPresent()) {
                        propose(id.get(), event, answer);
                    } else {
                        answer.accept(reply("", AisStatus.ERR_INVALID_PARAM, "not a request of a component", ""));
                    }
                } catch (MalformedMessageException e) {
                    answer.accept(reply("", AisStatus.ERR_INVALID_PARAM, e.getMessage(), ""));
                }
            }
            case IMM_ASKED ->
                refusals.answer(forwarded.getImmAsked().getId(), answer, (id, a) -> imm(forwarded.getImmAsked(), a));
            case NOTIFICATIONS_WANTED -> notifications.asked(forwarded.getNotificationsWanted(), answer);
            case BODY_NOT_SET -> answer.accept(reply("", AisStatus.ERR_INVALID_PARAM, "an empty request", ""));
        }
    }

    /** What a component, or who tracks the membership, may ask of the director by its agent. */
    private static Optional<String> requestId(Event event) {
        return switch (event) {
            case Event.ProxiedRegistered r -> Optional.of(r.requestId());
            case Event.ErrorCleared c -> Optional.of(c.requestId());
            case Event.HaReadinessSet s -> Optional.of(s.requestId());
            case Event.TrackerChanged t -> Optional.of(t.requestId());
            case Event.TrackerAnswered t -> Optional.of(t.requestId());
            case Event.NotificationsSent s -> Optional.of(s.requestId());
            case Event.ModelRequested r -> Optional.of(r.requestId());
            default -> Optional.empty();
        };
    }

    void ask(AdminRequest request, Consumer<AdminReply> answer) {
        if (request.hasQuery()) {
            query(request.getId(), request.getQuery(), answer);
        } else {
            refusals.answer(request.getId(), answer, (id, a) -> askToDo(request, a));
        }
    }

    private void askToDo(AdminRequest request, Consumer<AdminReply> answer) {
        switch (request.getBodyCase()) {
            case OPERATION -> operation(request.getId(), request.getOperation(), answer);
            case CHANGE -> change(request.getId(), request.getChange(), answer);
            case IMM -> imm(request.getId(), request.getImm(), answer);
            case CLEARING -> clear(request.getId(), request.getClearing(), answer);
            case QUERY, BODY_NOT_SET ->
                answer.accept(reply(request.getId(), AisStatus.ERR_INVALID_PARAM, "an empty request", ""));
        }
    }

    private void imm(String id, ByteString request, Consumer<AdminReply> answer) {
        if (!answerAgain(id, answer)) {
            model.asked(id, Optional.empty(), request, answer);
        }
    }

    private void imm(ImmAsked asked, Consumer<AdminReply> answer) {
        if (answerAgain(asked.getId(), answer)) {
            return;
        }
        if (asked.getAgentName().isEmpty()) { // an agent of an earlier version, which knows of no sessions
            model.asked(asked.getId(), Optional.empty(), asked.getRequest(), answer);
        } else {
            SessionId session = new SessionId(asked.getAgentName(), asked.getIncarnation(), asked.getSession());
            model.asked(asked.getId(), session, asked.getRequest(), answer);
        }
    }

    private void query(String id, Query query, Consumer<AdminReply> answer) {
        if (query.getKind().equals("notifications")) {
            try {
                notifications.asked(id, queries.withFullNames(query.getArgumentsMap()), answer);
            } catch (AisException e) {
                answer.accept(reply(id, e.status(), Queries.withoutStatus(e), ""));
            }
        } else if (query.getKind().equals("export")) {
            answer.accept(exports.answer(id, query.getArgumentsMap()));
        } else if (query.getKind().equals("get")) {
            queries.object(query)
                    .ifPresentOrElse(
                            object -> model.complete(id, object, c -> queries.shown(id, c), answer),
                            () -> answer.accept(queries.answer(id, query)));
        } else {
            answer.accept(queries.answer(id, query));
        }
    }

    private void operation(String id, Operation operation, Consumer<AdminReply> answer) {
        if (director.state().isEmpty()) {
            answer.accept(reply(id, AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again", ""));
            return;
        }
        AdminOperation what;
        try {
            what = AdminOperation.of(operation.getOperation());
        } catch (IllegalArgumentException e) {
            answer.accept(reply(id, AisStatus.ERR_INVALID_PARAM, e.getMessage(), ""));
            return;
        }
        Optional<Dn> clm = ClmNames.find(director.state().get().membership(), operation.getTarget());
        if (clm.isPresent()) {
            membership(id, clm.get(), what, answer);
            return;
        }
        Resolution target = new NameResolver(director.state().get().model()).resolve(operation.getTarget());
        switch (target) {
            case Resolution.Found found -> {
                Dn dn = found.entity().dn();
                propose(id, new Event.OperationRequested(id, dn, what), answer);
            }
            case Resolution.Ambiguous several ->
                answer.accept(reply(id, AisStatus.ERR_NOT_EXIST, ambiguous(several), ""));
            case Resolution.Unknown none -> answer.accept(reply(id, AisStatus.ERR_NOT_EXIST, unknown(none), ""));
        }
    }

    private void change(String id, ConfigurationChange change, Consumer<AdminReply> answer) {
        if (answerAgain(id, answer)) {
            return; // what it created exists by now, so that it could not even be read again
        }
        if (director.state().isEmpty()) {
            answer.accept(reply(id, AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again", ""));
            return;
        }
        try {
            Event.ConfigurationChanged event = changes.read(id, change);
            if (change.getDryRun()) {
                AdminReply judged = changes.judge(event);
                if (agreed(judged)) {
                    model.change(event, true, asked -> answer.accept(agreed(asked) ? judged : asked));
                } else {
                    answer.accept(judged);
                }
            } else {
                model.change(event, false, answer);
            }
        } catch (AisException e) {
            answer.accept(reply(id, e.status(), Queries.withoutStatus(e), ""));
        }
    }

    private void clear(String id, AlarmClearing clearing, Consumer<AdminReply> answer) {
        if (answerAgain(id, answer)) {
            return; // what it has cleared is not raised any more
        }
        if (waiting.containsKey(id)) {
            waiting.put(id, answer);
            return;
        }
        if (director.state().isEmpty()) {
            answer.accept(reply(id, AisStatus.ERR_TRY_AGAIN, "the configuration is being loaded; try again", ""));
            return;
        }
        try {
            propose(id, alarms.read(id, clearing), answer);
        } catch (AisException e) {
            answer.accept(reply(id, e.status(), Queries.withoutStatus(e), ""));
        }
    }

    private static boolean agreed(AdminReply reply) {
        return reply.getStatus() == AisStatus.OK.value();
    }

    /** What operators ask of AMF entities means the like for the nodes of the cluster; to restart one is to reset it. */
    private void membership(String id, Dn target, AdminOperation what, Consumer<AdminReply> answer) {
        Optional<NodeOperation> operation = switch (what) {
            case UNLOCK -> Optional.of(NodeOperation.UNLOCK);
            case LOCK -> Optional.of(NodeOperation.LOCK);
            case SHUTDOWN -> Optional.of(NodeOperation.SHUTDOWN);
            case RESTART -> Optional.of(NodeOperation.RESET);
            case LOCK_INSTANTIATION, UNLOCK_INSTANTIATION, SI_SWAP, SG_ADJUST, REPAIRED, EAM_START, EAM_STOP ->
                Optional.empty();
        };
        if (operation.isPresent()) {
            propose(id, new Event.MembershipRequested(id, target, operation.get()), answer);
        } else {
            answer.accept(reply(
                    id,
                    AisStatus.ERR_NOT_SUPPORTED,
                    what + " is not defined for " + target + "; lock, unlock, shutdown and restart (a reset) are",
                    ""));
        }
    }

    static String ambiguous(Resolution.Ambiguous several) {
        return "'" + several.text() + "' may be any of "
                + several.candidates().stream().map(Entity::dn).toList();
    }

    static String unknown(Resolution.Unknown none) {
        return "there is no '" + none.text() + "'" + (none.nearest().isEmpty() ? "" : "; similar: " + none.nearest());
    }

    @Override
    public void forget(String id) {
        waiting.remove(id);
    }

    @Override
    public void tick(Runnable taken) {
        proposals.propose(new Event.Tick(), taken);
    }

    @Override
    public void propose(String id, Event event, Consumer<AdminReply> answer) {
        if (answerAgain(id, answer)) {
            return;
        }
        boolean underWay = waiting.containsKey(id)
                || director.state().stream()
                        .flatMap(s -> s.operations().stream())
                        .anyMatch(o -> o.requestId().equals(id))
                || director.state().stream()
                        .flatMap(s -> s.membership().changes().stream())
                        .anyMatch(c -> c.requestId().filter(id::equals).isPresent());
        if (!underWay && (waiting.size() >= WAITING_MAX || !proposals.propose(event, () -> {}))) {
            answer.accept(reply(id, AisStatus.ERR_NO_RESOURCES, "too many requests wait; try again", ""));
            return;
        }
        waiting.put(id, answer);
    }

    /** Gives a request that comes again the answer of the first; returns whether there is one. */
    private boolean answerAgain(String id, Consumer<AdminReply> answer) {
        Optional<Command.Reply> earlier = answered.find(id);
        earlier.ifPresent(e -> answer.accept(reply(id, e.status(), e.text(), "")));
        return earlier.isPresent();
    }

    /** Remembers answers, on every controller, for requests that come again. */
    void noteReplies(Outcome outcome) {
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Reply reply) {
                answered.remember(reply);
            }
        }
    }

    /** The answers remembered, oldest first. */
    List<Command.Reply> answered() {
        return answered.all();
    }

    /** Remembers other answers instead. */
    void restore(List<Command.Reply> replies) {
        answered.restore(replies);
    }

    /** Gives whoever waits here the answer. */
    void answer(Command.Reply reply) {
        Consumer<AdminReply> answer = waiting.remove(reply.requestId());
        if (answer != null) {
            answer.accept(reply(reply.requestId(), reply.status(), reply.text(), ""));
        }
    }

    /** This controller does not lead any more: whoever waits asks the next leader. */
    void clear() {
        waiting.clear();
        refusals.clear();
        exports.clear();
        model.follow();
    }

    static AdminReply reply(String id, AisStatus status, String text, String json) {
        return AdminReply.newBuilder()
                .setId(id)
                .setStatus(status.value())
                .setText(text)
                .setJson(json)
                .build();
    }
}
