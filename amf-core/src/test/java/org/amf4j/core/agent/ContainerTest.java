package org.amf4j.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.Command.Order;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.command.ComponentSpec;
import org.amf4j.core.command.ComponentSpec.Contained;
import org.amf4j.core.event.Event;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Components in containers, as an agent handles them: by calls to the container, and with its end. */
class ContainerTest {

    private static final long MILLI = 1_000_000;
    private static final Dn BOX = Dn.of("safComp=box,safSu=s,safSg=boxes,safApp=a");
    private static final Dn X = Dn.of("safComp=x,safSu=s,safSg=g,safApp=a");
    private static final long BOX_SESSION = 1;
    private static final long X_SESSION = 2;
    private static final Contained IN_BOX = new Contained(BOX, 500 * MILLI, 300 * MILLI);

    private final AgentMachine machine = new AgentMachine();
    private final List<AgentAction> actions = new ArrayList<>();
    private long now = 1_000 * MILLI;
    private long orders;
    private long requests;

    private static ComponentSpec xSpec() {
        return new ComponentSpec(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                500 * MILLI,
                List.of(),
                RecommendedRecovery.COMPONENT_RESTART,
                Optional.of(IN_BOX));
    }

    private void feed(AgentEvent event) {
        actions.addAll(machine.handle(event));
    }

    private CommandId order(Dn component, Action action) {
        CommandId id = new CommandId(++orders, 0);
        feed(new AgentEvent.OrderReceived(now, new Order(id, new Command.Agent(Rig.NODE, 1), component, action)));
        return id;
    }

    private Caller caller(Dn component, long session) {
        return new Caller(component, session, ++requests);
    }

    private void register(Dn component, long session) {
        feed(new AgentEvent.SessionOpened(now, caller(component, session)));
        feed(new AgentEvent.Registered(now, caller(component, session)));
    }

    private <T extends AgentAction> T last(Class<T> kind) {
        return actions.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void exit(Dn component, int code) {
        AgentAction.RunCommand run = last(AgentAction.RunCommand.class);
        assertThat(run.component()).isEqualTo(component);
        feed(new AgentEvent.CommandEnded(now, component, run.run(), OptionalInt.of(code), "exit " + code));
    }

    /** The container answers the call that it was sent last. */
    private void boxAnswers(AisStatus status) {
        AgentAction.SendCallback call = last(AgentAction.SendCallback.class);
        assertThat(call.component()).isEqualTo(BOX);
        feed(new AgentEvent.CallbackAnswered(now, caller(BOX, BOX_SESSION), call.invocation(), status, "", 0));
    }

    private void boxUp() {
        order(BOX, new Action.Instantiate(Rig.spec(true), Map.of()));
        exit(BOX, 0);
        register(BOX, BOX_SESSION);
    }

    private void xUp() {
        order(X, new Action.Instantiate(xSpec(), Map.of()));
        boxAnswers(AisStatus.OK);
        register(X, X_SESSION);
    }

    /** What was reported since the last call. */
    private List<String> told() {
        List<String> told = actions.stream()
                .filter(AgentAction.Report.class::isInstance)
                .map(a -> ((AgentAction.Report) a).report())
                .map(ContainerTest::text)
                .toList();
        actions.clear();
        return told;
    }

    private static String text(Event.Report report) {
        String name = report.component().rdnValue() + " ";
        return switch (report) {
            case Event.OrderAnswered a -> name + a.order().index() + " " + a.answer();
            case Event.ComponentFailed f -> name + f.source() + " " + f.recommended();
            case Event.CleanupEnded e -> name + "CleanupEnded " + e.succeeded();
            case Event.QuiescingCompleted q -> name + "QuiescingCompleted";
            case Event.LifeCycleTold l -> name + "LifeCycleTold " + l.state();
        };
    }

    @Test
    @DisplayName("instantiation: the container is called, and the component registers in a session of its own")
    void instantiation() {
        boxUp();

        order(X, new Action.Instantiate(xSpec(), Map.of()));
        AgentAction.SendCallback call = last(AgentAction.SendCallback.class);
        boxAnswers(AisStatus.OK);
        List<String> before = told();
        register(X, X_SESSION);

        assertThat(call.callback()).isEqualTo(new AgentAction.Callback.InstantiateContained(X));
        assertThat(call.session()).isEqualTo(BOX_SESSION);
        assertThat(before).containsExactly("box 1 OK");
        assertThat(told()).containsExactly("x 2 OK");
    }

    @Test
    @DisplayName("a container that cannot start a component has it cleaned up; so has one that is not up, at once")
    void failedInstantiation() {
        boxUp();
        order(X, new Action.Instantiate(xSpec(), Map.of()));

        boxAnswers(AisStatus.ERR_FAILED_OPERATION);
        assertThat(last(AgentAction.SendCallback.class).callback())
                .isEqualTo(new AgentAction.Callback.CleanUpContained(X));
        boxAnswers(AisStatus.OK);
        assertThat(told()).containsExactly("box 1 OK", "x 2 FAILED");

        feed(new AgentEvent.SessionClosed(now, BOX, BOX_SESSION, false, "lost"));
        exit(BOX, 0);
        order(X, new Action.Instantiate(xSpec(), Map.of()));

        assertThat(told())
                .containsExactly("box CONNECTION_LOST NO_RECOMMENDATION", "box CleanupEnded true", "x 3 FAILED");
    }

    @Test
    @DisplayName("what fails in a container is cleaned up by it")
    void failure() {
        boxUp();
        xUp();
        told();

        feed(new AgentEvent.ErrorReported(
                now, caller(X, X_SESSION), X, RecommendedRecovery.CONTAINER_RESTART, "broken"));
        assertThat(told()).containsExactly("x ERROR_REPORT CONTAINER_RESTART");
    }

    @Test
    @DisplayName("the end of a container is the failure of the container alone; who lived in it is gone with it")
    void containerDies() {
        boxUp();
        xUp();
        told();

        feed(new AgentEvent.SessionClosed(now, X, X_SESSION, false, "lost"));
        feed(new AgentEvent.SessionClosed(now, BOX, BOX_SESSION, false, "lost"));
        order(X, new Action.Cleanup(xSpec(), Map.of()));
        exit(BOX, 0);

        assertThat(told()).containsExactly("box CONNECTION_LOST NO_RECOMMENDATION", "box CleanupEnded true", "x 3 OK");
    }

    @Test
    @DisplayName("a contained component that loses its connection, its container being well, has failed after a moment")
    void aloneLost() {
        boxUp();
        xUp();
        told();

        feed(new AgentEvent.SessionClosed(now, X, X_SESSION, false, "lost"));
        AgentAction.StartTimer grace = last(AgentAction.StartTimer.class);
        assertThat(told()).isEmpty();
        now = grace.dueAtNanos();
        feed(new AgentEvent.TimerDue(now, X, grace.timer()));

        assertThat(last(AgentAction.SendCallback.class).callback())
                .isEqualTo(new AgentAction.Callback.CleanUpContained(X));
        boxAnswers(AisStatus.OK);
        assertThat(told()).containsExactly("x CONNECTION_LOST NO_RECOMMENDATION", "x CleanupEnded true");
    }

    @Test
    @DisplayName(
            "a container that cannot or does not clean up in time is cleaned up itself, and what lives in it with it")
    void cleanupFails() {
        boxUp();
        xUp();
        told();
        feed(new AgentEvent.ErrorReported(
                now, caller(X, X_SESSION), X, RecommendedRecovery.COMPONENT_RESTART, "broken"));

        AgentAction.StartTimer limit = last(AgentAction.StartTimer.class);
        now = limit.dueAtNanos();
        feed(new AgentEvent.TimerDue(now, X, limit.timer()));
        exit(BOX, 0);

        assertThat(told())
                .containsExactly(
                        "x ERROR_REPORT COMPONENT_RESTART",
                        "box CONTAINED_CLEANUP_FAILED COMPONENT_RESTART",
                        "box CleanupEnded true",
                        "x CleanupEnded true");
    }

    @Test
    @DisplayName("a container that cannot be cleaned up leaves what lived in it not cleaned up, too")
    void containerCleanupFails() {
        boxUp();
        xUp();
        told();

        feed(new AgentEvent.SessionClosed(now, BOX, BOX_SESSION, false, "lost"));
        order(X, new Action.Cleanup(xSpec(), Map.of()));
        exit(BOX, 1);

        assertThat(told())
                .containsExactly(
                        "box CONNECTION_LOST NO_RECOMMENDATION", "box CleanupEnded false", "x 3 CLEANUP_FAILED");
        order(X, new Action.Cleanup(xSpec(), Map.of()));
        assertThat(told()).containsExactly("x 4 CLEANUP_FAILED");
    }

    @Test
    @DisplayName("a container is not terminated before those who are being terminated in it")
    void gracefulOrder() {
        boxUp();
        xUp();
        told();

        order(X, new Action.Terminate(Map.of()));
        long invocation = last(AgentAction.SendCallback.class).invocation();
        order(BOX, new Action.Terminate(Map.of()));
        assertThat(last(AgentAction.SendCallback.class).component()).isEqualTo(X);
        feed(new AgentEvent.CallbackAnswered(now, caller(X, X_SESSION), invocation, AisStatus.OK, "", 0));
        feed(new AgentEvent.SessionClosed(now, X, X_SESSION, false, "done"));

        assertThat(last(AgentAction.SendCallback.class).component()).isEqualTo(BOX);
        assertThat(told()).containsExactly("x 3 OK");
    }
}
