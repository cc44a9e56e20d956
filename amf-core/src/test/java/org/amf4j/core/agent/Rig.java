package org.amf4j.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.amf.TransitionDescriptor;
import org.amf4j.core.agent.AgentAction.CommandKind;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Action.CsiFlag;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.event.Event;
import org.amf4j.core.model.CommandLine;
import org.amf4j.core.model.LifeCycle.Healthcheck;

/** An agent's machine in virtual time, with hands that do nothing but remember. Times are milliseconds. */
final class Rig {
    private boolean outlivesLease;
    static final Dn COMPONENT = Dn.of("safComp=c,safSu=s,safSg=g,safApp=a");
    static final Dn NODE = Dn.of("safAmfNode=n,safAmfCluster=c");
    private static final Command.Agent AGENT = new Command.Agent(NODE, 1);
    static final Dn CSI = Dn.of("safCsi=1,safSi=i,safApp=a");
    static final Dn OTHER_CSI = Dn.of("safCsi=2,safSi=i,safApp=a");
    static final long SESSION = 70;
    static final int INSTANTIATE_LIMIT = 1000;
    static final int TERMINATE_LIMIT = 500;
    static final int CALLBACK_LIMIT = 200;
    static final int QUIESCING_LIMIT = 300;
    static final int HEALTH_PERIOD = 100;
    static final int HEALTH_LIMIT = 40;
    private static final long MILLI = 1_000_000;

    private AgentMachine machine = new AgentMachine();
    private final List<AgentAction> actions = new ArrayList<>();
    private final Map<Long, AgentAction.StartTimer> timers = new TreeMap<>();
    private long now = 1_000_000 * MILLI;
    private long lastOrder;
    private long lastRequest;

    long now() {
        return now;
    }

    /** The agent is about to end and to leave what runs. */
    void leave() {
        feed(new AgentEvent.LeaveRequested(now));
    }

    Optional<String> underWay() {
        return machine.underWay();
    }

    /** Another process of the agent goes on. */
    void goOnAnew() {
        machine = new AgentMachine(machine.remember());
        timers.clear();
        forget();
        feed(new AgentEvent.Continued(now));
    }

    void feed(AgentEvent event) {
        for (AgentAction action : machine.handle(event)) {
            actions.add(action);
            if (action instanceof AgentAction.StartTimer start) {
                timers.put(start.timer(), start);
            } else if (action instanceof AgentAction.StopTimer stop) {
                timers.remove(stop.timer());
            }
        }
    }

    /** Lets time pass, timers firing in order. */
    void pass(int millis) {
        long until = now + millis * MILLI;
        for (Optional<AgentAction.StartTimer> due = next(until); due.isPresent(); due = next(until)) {
            now = due.get().dueAtNanos();
            timers.remove(due.get().timer());
            feed(new AgentEvent.TimerDue(now, due.get().component(), due.get().timer()));
        }
        now = until;
    }

    private Optional<AgentAction.StartTimer> next(long until) {
        return timers.values().stream()
                .filter(timer -> timer.dueAtNanos() <= until)
                .min(java.util.Comparator.comparingLong(AgentAction.StartTimer::dueAtNanos));
    }

    int runningTimers() {
        return timers.size();
    }

    static ComponentSpec spec(boolean saAware) {
        return spec(saAware, false);
    }

    private static ComponentSpec spec(boolean saAware, boolean outlivesLease) {
        return new ComponentSpec(
                saAware,
                Optional.of(line("/i", INSTANTIATE_LIMIT)),
                saAware ? Optional.empty() : Optional.of(line("/t", TERMINATE_LIMIT)),
                Optional.of(line("/c", INSTANTIATE_LIMIT)),
                Map.of("SA_AMF_COMPONENT_NAME", COMPONENT.toString()),
                TERMINATE_LIMIT * MILLI,
                List.of(new Healthcheck("h", HEALTH_PERIOD * MILLI, HEALTH_LIMIT * MILLI)),
                RecommendedRecovery.COMPONENT_RESTART,
                Optional.empty(),
                Optional.empty(),
                outlivesLease);
    }

    private static CommandLine line(String path, int limitMillis) {
        return new CommandLine(path, List.of(), limitMillis * MILLI);
    }

    /** Components are said to outlive the lease from now on. */
    Rig outlivingLease() {
        outlivesLease = true;
        return this;
    }

    CommandId order(Action action) {
        CommandId id = new CommandId(++lastOrder, 0);
        feed(new AgentEvent.OrderReceived(now, new Order(id, AGENT, COMPONENT, action)));
        return id;
    }

    void repeat(CommandId id, Action action) {
        feed(new AgentEvent.OrderReceived(now, new Order(id, AGENT, COMPONENT, action)));
    }

    CommandId instantiate(boolean saAware) {
        return order(new Action.Instantiate(spec(saAware, outlivesLease), Map.of("port", "1")));
    }

    CommandId terminate() {
        return order(new Action.Terminate(Map.of()));
    }

    CommandId cleanUp() {
        return order(new Action.Cleanup(spec(true), Map.of()));
    }

    CommandId set(HaState state, CsiFlag flag, Dn csi) {
        return set(state, flag, csi, 1);
    }

    CommandId set(HaState state, CsiFlag flag, Dn csi, long epoch) {
        return order(new Action.SetCsi(
                state,
                flag,
                List.of(new Action.Csi(csi, Map.of(), epoch)),
                TransitionDescriptor.NEW_ASSIGN,
                Dn.ROOT,
                0,
                CALLBACK_LIMIT * MILLI,
                QUIESCING_LIMIT * MILLI));
    }

    CommandId remove(Dn csi) {
        return order(new Action.RemoveCsi(CsiFlag.TARGET_ONE, List.of(csi), CALLBACK_LIMIT * MILLI));
    }

    CommandId change(Dn csi) {
        return order(
                new Action.ChangeCsi(new Action.Csi(csi, Map.of("port", List.of("2")), 1), CALLBACK_LIMIT * MILLI));
    }

    /** An SA-aware component that is up, and what led there forgotten. */
    CommandId up() {
        CommandId order = instantiate(true);
        exit(CommandKind.INSTANTIATE, 0);
        hello(SESSION);
        register(SESSION);
        forget();
        return order;
    }

    /** A component that is not SA-aware and is up. */
    CommandId upWithoutSession() {
        CommandId order = instantiate(false);
        exit(CommandKind.INSTANTIATE, 0);
        return order;
    }

    void exit(CommandKind kind, int code) {
        feed(new AgentEvent.CommandEnded(now, COMPONENT, run(kind), OptionalInt.of(code), "exit code " + code));
    }

    void killed(CommandKind kind) {
        feed(new AgentEvent.CommandEnded(now, COMPONENT, run(kind), OptionalInt.empty(), "killed"));
    }

    long run(CommandKind kind) {
        return all(AgentAction.RunCommand.class).stream()
                .filter(command -> command.kind() == kind)
                .reduce((first, last) -> last)
                .orElseThrow()
                .run();
    }

    void processEnded(long run, boolean held) {
        feed(new AgentEvent.ProcessEnded(now, COMPONENT, run, held));
    }

    Caller caller(long session) {
        return new Caller(COMPONENT, session, ++lastRequest);
    }

    void hello(long session) {
        feed(new AgentEvent.SessionOpened(now, caller(session)));
    }

    void register(long session) {
        feed(new AgentEvent.Registered(now, caller(session)));
    }

    void closed(long session, boolean broken) {
        feed(new AgentEvent.SessionClosed(now, COMPONENT, session, broken, broken ? "garbage" : "connection lost"));
    }

    void answer(long invocation, AisStatus status) {
        feed(new AgentEvent.CallbackAnswered(now, caller(SESSION), invocation, status, "", 0));
    }

    /** The invocation of the last callback. */
    long invocation() {
        return last(AgentAction.SendCallback.class).invocation();
    }

    void complete(long invocation, AisStatus status) {
        feed(new AgentEvent.QuiescingComplete(now, caller(SESSION), invocation, status));
    }

    AgentAction.AnswerRequest haState(Dn csi) {
        feed(new AgentEvent.HaStateAsked(now, caller(SESSION), csi));
        return last(AgentAction.AnswerRequest.class);
    }

    void startHealthcheck(String key, boolean componentInvoked) {
        feed(new AgentEvent.HealthcheckStarted(
                now, caller(SESSION), key, componentInvoked, RecommendedRecovery.COMPONENT_FAILOVER));
    }

    /** The result of the last request. */
    AisStatus result() {
        return last(AgentAction.AnswerRequest.class).status();
    }

    <T extends AgentAction> List<T> all(Class<T> type) {
        return actions.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends AgentAction> T last(Class<T> type) {
        List<T> all = all(type);
        return all.get(all.size() - 1);
    }

    List<CommandKind> commands() {
        return all(AgentAction.RunCommand.class).stream()
                .map(AgentAction.RunCommand::kind)
                .toList();
    }

    List<Event.Report> reports() {
        return all(AgentAction.Report.class).stream()
                .map(AgentAction.Report::report)
                .toList();
    }

    /** The reports in short: answers by their name, others by their type. */
    List<String> told() {
        return reports().stream()
                .map(report -> switch (report) {
                    case Event.OrderAnswered answered -> answered.order().index() + " " + answered.answer();
                    case Event.ComponentFailed failed -> failed.source() + " " + failed.recommended();
                    case Event.CleanupEnded ended -> "CleanupEnded " + ended.succeeded();
                    case Event.QuiescingCompleted completed -> completed.order().index() + " QuiescingCompleted";
                    case Event.LifeCycleTold life -> "LifeCycleTold " + life.state();
                })
                .toList();
    }

    void forget() {
        actions.removeIf(action -> !(action instanceof AgentAction.RunCommand));
    }
}
