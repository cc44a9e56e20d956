package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ValueType;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.event.ModelRequest;
import org.amf4j.core.imm.SessionId;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.imm.BuiltInClasses;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.cluster.ImmCallAnswered;
import org.amf4j.protocol.cluster.ImmCalled;
import org.amf4j.protocol.imm.BundleRequest;
import org.amf4j.protocol.imm.ImmAnswer;
import org.amf4j.protocol.imm.ImmCall;
import org.amf4j.protocol.imm.ImmChange;
import org.amf4j.protocol.imm.ImmPublish;
import org.amf4j.protocol.imm.ImmRead;
import org.amf4j.protocol.imm.ImmReply;
import org.amf4j.protocol.imm.ImmRequest;
import org.amf4j.protocol.imm.ImplementerRequest;
import org.amf4j.protocol.imm.OwnerRequest;
import org.amf4j.protocol.model.ImmCodec;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;

/** The information model as a leader serves it, with a log that takes everything at once and processes that answer at once. */
final class ModelRig implements BundleDesk.Proposer {

    static final String PUMP = "Pump";
    static final String GAUGE = "Gauge";
    static final String LOGBOOK = "Logbook";
    static final Dn P1 = Dn.of("pump=p1");
    static final Dn P2 = Dn.of("pump=p2");

    final Director director;
    final Map<SessionId, Process> processes = new TreeMap<>();
    final List<Held> held = new ArrayList<>();
    final List<LogEntry> entries = new ArrayList<>();
    private final ImmCalls calls;
    private final ControllersMeeting meeting;
    private final ModelService service;
    private final Map<String, Consumer<AdminReply>> waiting = new LinkedHashMap<>();
    private final Set<String> delivered = new HashSet<>();
    boolean holds;
    long nanos = 1;
    private long index;
    private long term;
    private long lastRequest;
    private long lastSession;

    /** A process with a session: what it was called for, and how it answers. */
    static final class Process {
        final List<String> heard = new ArrayList<>();
        final List<ImmCall> calls = new ArrayList<>();
        Function<ImmCall, Optional<ImmAnswer>> answers = call -> Optional.of(okay());
    }

    /** Something proposed that the log has not taken yet. */
    record Held(String id, Event event) {}

    ModelRig() {
        this(new Director(StandardModels.all()), 7);
        var objects = ModelText.cluster(4)
                .group("sg", RedundancyKind.TWO_N)
                .units(3)
                .components("c")
                .instances("SI", 2)
                .objects();
        ConfigurationParts.of(objects, BuiltInClasses.all()).forEach(this::apply);
        List.of("n1", "n2", "n3", "n4").forEach(n -> apply(new Event.NodeJoined(n, 1)));
        apply(new Event.ClassesChanged("classes", List.of(pump(), gauge(GAUGE), gauge(LOGBOOK)), List.of()));
        apply(new Event.ConfigurationChanged(
                "objects", List.of(create(P1), create(P2), create(Dn.of("pump=below,pump=p2")))));
        settle();
    }

    /** Another controller that leads, with what the log has told it. */
    ModelRig(Director director, long start) {
        this.director = director;
        this.calls = new ImmCalls(this::sent, () -> nanos);
        this.meeting = new ControllersMeeting(
                director,
                new ControllersMeeting.Self("n1", start),
                () -> new TreeMap<>(Map.of("n1", start)),
                () -> nanos);
        this.service = new ModelService(
                director,
                calls,
                meeting,
                this,
                (id, operation, answer) ->
                        answer.accept(Requests.reply(id, AisStatus.OK, "framework " + operation.getOperation(), "")),
                () -> nanos);
        this.index = Math.max(0, director.appliedIndex());
        lead();
    }

    /** The parts that requests need beside a director. */
    static Requests.ModelParts parts(Director director) {
        return new Requests.ModelParts(
                new ImmCalls((to, message) -> {}, System::nanoTime),
                new ControllersMeeting(director, new ControllersMeeting.Self("n1", 1), Map::of, System::nanoTime),
                System::nanoTime,
                1,
                Optional.of("/opt/amf4j"));
    }

    /** Begins to lead anew, as after a change of the leader: what was open is not known any more. */
    void lead() {
        waiting.clear();
        service.lead(++term);
    }

    /** Has the controllers find out what there is to find out. */
    void settle() {
        meeting.isKnown();
        nanos += ControllersMeeting.DOUBT_NANOS;
        look();
    }

    void look() {
        service.look().ifPresent(this::apply);
    }

    static ImmAnswer okay() {
        return ImmAnswer.newBuilder().setStatus(AisStatus.OK.value()).build();
    }

    static ImmAnswer refusal(AisStatus status, String text) {
        return ImmAnswer.newBuilder().setStatus(status.value()).setText(text).build();
    }

    // ---- the log

    List<Command> apply(Event event) {
        nanos += 1_000;
        LogEntry entry = new LogEntry(++index, nanos, List.of(event));
        entries.add(entry);
        List<Command> commands = director.apply(entry).commands();
        service.applied(List.of(event));
        for (Command command : commands) {
            if (command instanceof Command.Reply reply) {
                Optional.ofNullable(waiting.remove(reply.requestId()))
                        .ifPresent(a -> a.accept(Requests.reply(reply.requestId(), reply.status(), reply.text(), "")));
            }
        }
        return commands;
    }

    @Override
    public void propose(String id, Event event, Consumer<AdminReply> answer) {
        waiting.put(id, answer);
        if (holds) {
            held.add(new Held(id, event));
        } else {
            apply(event);
        }
    }

    @Override
    public void forget(String id) {
        waiting.remove(id);
    }

    @Override
    public void tick(Runnable taken) {
        apply(new Event.Tick());
        taken.run();
    }

    // ---- processes

    SessionId process(String node) {
        SessionId session = new SessionId(node, 1, ++lastSession);
        processes.put(session, new Process());
        return session;
    }

    /** A process that bears a name. */
    SessionId process(String node, String name) {
        SessionId session = process(node);
        okay(ask(session, bear(name)));
        return session;
    }

    /** A process that implements, or watches, the class of pumps. */
    SessionId pumps(String node, String name) {
        SessionId session = process(node, name);
        okay(ask(session, implement(PUMP)));
        return session;
    }

    /** The process ends, and its agent knows, but not yet the log. */
    void end(SessionId session) {
        processes.remove(session);
    }

    /** The process ends. */
    void kill(SessionId session) {
        end(session);
        apply(new Event.ModelRequested("end of " + session, session, new ModelRequest.EndSession()));
    }

    private void sent(String agent, ClusterMessage message) {
        ImmCalled called = message.getImmCalled();
        SessionId session = new SessionId(agent, called.getIncarnation(), called.getSession());
        Process process = processes.get(session);
        if (process == null) {
            calls.answered(
                    agent,
                    ImmCallAnswered.newBuilder()
                            .setCall(called.getCall())
                            .setStatus(AisStatus.ERR_FAILED_OPERATION.value())
                            .setEnded(true)
                            .build());
            return;
        }
        if (!delivered.add(called.getCall())) {
            return; // its agent passes nothing on twice
        }
        try {
            ImmCall call = ImmCall.parseFrom(called.getBody());
            process.calls.add(call);
            process.heard.add(text(call));
            Optional<ImmAnswer> answer = called.getNoAnswer() ? Optional.of(okay()) : process.answers.apply(call);
            answer.ifPresent(a -> calls.answered(
                    agent,
                    ImmCallAnswered.newBuilder()
                            .setCall(called.getCall())
                            .setStatus(AisStatus.OK.value())
                            .setPayload(a.toByteString())
                            .build()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ImmCall call) {
        return switch (call.getBodyCase()) {
            case OPERATIONS -> {
                List<String> names = new ArrayList<>();
                call.getOperations()
                        .getOperationsList()
                        .forEach(o -> names.add(o.getBodyCase().name().toLowerCase() + " "
                                + ImmCodec.fromMessage(o).dn()));
                yield String.join(", ", names);
            }
            case READ -> "read " + call.getRead().getObjects(0).getAttributesList();
            case INVOKE -> "invoke " + call.getInvoke().getOperation();
            default -> call.getBodyCase().name().toLowerCase();
        };
    }

    // ---- requests

    /** Asks; the answer, or nothing while somebody else is being waited for. */
    Optional<AdminReply> asked(Optional<SessionId> session, String id, ImmRequest.Builder request) {
        List<AdminReply> replies = new ArrayList<>();
        ByteString bytes = request.build().toByteString();
        if (session.isPresent()) {
            service.asked(id, session.get(), bytes, replies::add);
        } else {
            service.asked(id, Optional.empty(), bytes, replies::add);
        }
        return replies.stream().findFirst();
    }

    AdminReply ask(SessionId session, ImmRequest.Builder request) {
        String id = "r" + ++lastRequest;
        return asked(Optional.of(session), id, request).orElseThrow(() -> new AssertionError("no answer yet"));
    }

    /** Asks, and is answered later. */
    List<AdminReply> begin(SessionId session, ImmRequest.Builder request) {
        List<AdminReply> replies = new ArrayList<>();
        service.asked("r" + ++lastRequest, session, request.build().toByteString(), replies::add);
        return replies;
    }

    /** A request comes again. */
    List<AdminReply> again(String id, SessionId session, ImmRequest.Builder request) {
        List<AdminReply> replies = new ArrayList<>();
        service.asked(id, session, request.build().toByteString(), replies::add);
        return replies;
    }

    static ImmReply okay(AdminReply reply) {
        if (reply.getStatus() != AisStatus.OK.value()) {
            throw new AssertionError(AisStatus.of(reply.getStatus()) + ": " + reply.getText());
        }
        try {
            return ImmReply.parseFrom(reply.getPayload());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks that it was refused in such words. */
    static void refused(AdminReply reply, AisStatus status, String... words) {
        assertThat(AisStatus.of(reply.getStatus())).as(reply.getText()).isEqualTo(status);
        assertThat(List.of(words))
                .allSatisfy(word -> assertThat(reply.getText()).contains(word));
    }

    /** An operator gives a change, or asks whether it could be done. */
    AdminReply given(Event.ConfigurationChanged change, boolean validateOnly) {
        List<AdminReply> replies = new ArrayList<>();
        service.change(change, validateOnly, replies::add);
        return replies.stream().findFirst().orElseThrow(() -> new AssertionError("no answer yet"));
    }

    ImmObject read(SessionId session, Dn dn) {
        return ImmCodec.fromMessage(okay(ask(session, reading(dn))).getObjects(0));
    }

    static ImmRequest.Builder reading(Dn dn, String... attributes) {
        return ImmRequest.newBuilder()
                .setRead(ImmRead.newBuilder().addDns(dn.toString()).addAllAttributes(List.of(attributes)));
    }

    static ImmRequest.Builder bear(String name) {
        return ImmRequest.newBuilder()
                .setImplementer(ImplementerRequest.newBuilder().setAction(1).setName(name));
    }

    static ImmRequest.Builder implement(String className) {
        return ImmRequest.newBuilder()
                .setImplementer(ImplementerRequest.newBuilder().setAction(3).setClassName(className));
    }

    static ImmRequest.Builder implementObjects(Dn root, int scope) {
        return ImmRequest.newBuilder()
                .setImplementer(ImplementerRequest.newBuilder()
                        .setAction(5)
                        .setDn(root.toString())
                        .setScope(scope));
    }

    static ImmRequest.Builder own(String owner, long handle, int scope, Dn... roots) {
        return owner(1, owner, handle, scope, roots);
    }

    static ImmRequest.Builder owner(int action, String owner, long handle, int scope, Dn... roots) {
        OwnerRequest.Builder request = OwnerRequest.newBuilder()
                .setAction(action)
                .setOwner(owner)
                .setHandle(handle)
                .setScope(scope);
        List.of(roots).forEach(r -> request.addDns(r.toString()));
        return ImmRequest.newBuilder().setOwner(request);
    }

    static ImmRequest.Builder change(ObjectChange... changes) {
        ImmChange.Builder change = ImmChange.newBuilder();
        List.of(changes).forEach(c -> change.addChanges(ImmCodec.toMessage(c)));
        return ImmRequest.newBuilder().setChange(change);
    }

    static ImmRequest.Builder publish(ObjectChange... changes) {
        ImmPublish.Builder publish = ImmPublish.newBuilder();
        List.of(changes).forEach(c -> publish.addChanges(ImmCodec.toMessage(c)));
        return ImmRequest.newBuilder().setPublish(publish);
    }

    static BundleRequest.Builder bundle(long number, int action, ObjectChange... changes) {
        BundleRequest.Builder request =
                BundleRequest.newBuilder().setBundle(number).setAction(action).setBegun(action != 1);
        List.of(changes).forEach(c -> request.addChanges(ImmCodec.toMessage(c)));
        return request;
    }

    static ImmRequest.Builder add(long number, ObjectChange... changes) {
        return ImmRequest.newBuilder().setBundle(bundle(number, 1, changes));
    }

    static ImmRequest.Builder addAs(String owner, long number, ObjectChange... changes) {
        return ImmRequest.newBuilder().setBundle(bundle(number, 1, changes).setOwner(owner));
    }

    static ImmRequest.Builder validate(long number) {
        return ImmRequest.newBuilder().setBundle(bundle(number, 2));
    }

    static ImmRequest.Builder apply(long number) {
        return ImmRequest.newBuilder().setBundle(bundle(number, 3));
    }

    static ImmRequest.Builder abort(long number) {
        return ImmRequest.newBuilder().setBundle(bundle(number, 4));
    }

    static ObjectChange.Create create(Dn dn) {
        return new ObjectChange.Create(new ImmObject(dn, PUMP, Map.of("rate", List.of(1L))));
    }

    static ObjectChange.Modify set(Dn dn, String attribute, Object... values) {
        return new ObjectChange.Modify(
                dn, List.of(new ObjectChange.Modification(ObjectChange.Kind.REPLACE, attribute, List.of(values))));
    }

    static ObjectChange.Delete delete(Dn dn) {
        return new ObjectChange.Delete(dn);
    }

    // ---- classes

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag... flags) {
        return new ImmAttribute(name, type, EnumSet.copyOf(Set.of(flags)), Optional.empty());
    }

    private static ImmClass pump() {
        return new ImmClass(
                PUMP,
                ImmClass.Category.CONFIG,
                List.of(
                        attribute("pump", ValueType.STRING, AttributeFlag.RDN, AttributeFlag.CONFIG),
                        attribute("rate", ValueType.UINT32, AttributeFlag.CONFIG, AttributeFlag.WRITABLE),
                        attribute("state", ValueType.STRING, AttributeFlag.RUNTIME, AttributeFlag.CACHED),
                        attribute("hours", ValueType.INT64, AttributeFlag.RUNTIME, AttributeFlag.PERSISTENT),
                        attribute("pressure", ValueType.DOUBLE, AttributeFlag.RUNTIME),
                        attribute("level", ValueType.DOUBLE, AttributeFlag.RUNTIME)));
    }

    /** A class of runtime objects, those of the logbook persistent. */
    private static ImmClass gauge(String name) {
        AttributeFlag kept = name.equals(LOGBOOK) ? AttributeFlag.PERSISTENT : AttributeFlag.CACHED;
        return new ImmClass(
                name,
                ImmClass.Category.RUNTIME,
                List.of(
                        attribute(name.toLowerCase(), ValueType.STRING, AttributeFlag.RDN, AttributeFlag.RUNTIME, kept),
                        attribute("value", ValueType.INT64, AttributeFlag.RUNTIME, kept)
                                .withDefault(0L),
                        attribute("unit", ValueType.STRING, AttributeFlag.RUNTIME, AttributeFlag.CACHED)));
    }
}
