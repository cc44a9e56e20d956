package org.amf4j.core.agent;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.agent.ComponentLife.Phase;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.LifeCycle.Healthcheck;

/** What processes ask for: checks it, answers it, and hands on what changes a component's life. */
final class Requests {

    private final Desk desk;
    private final ContainerCalls containers;
    private final ProxyCalls proxies;
    private final Consumer<AgentEvent.Request> groups;

    Requests(Desk desk, ContainerCalls containers, ProxyCalls proxies, Consumer<AgentEvent.Request> groups) {
        this.desk = desk;
        this.containers = containers;
        this.proxies = proxies;
        this.groups = groups;
    }

    /** Handles a request of a process that speaks for this component. */
    void handle(ComponentMachine component, AgentEvent.Request request) {
        Caller caller = request.caller();
        if (request instanceof AgentEvent.SessionOpened) {
            open(component, caller);
        } else if (!component.life().sessions().isOpen(caller.session())) {
            desk.reply(caller, AisStatus.ERR_BAD_HANDLE, "the session is closed");
        } else {
            dispatch(component, request);
        }
    }

    private void open(ComponentMachine component, Caller caller) {
        boolean present =
                component.life().phase() != Phase.DOWN && component.life().phase() != Phase.CLEANING;
        if (!present) {
            refuse(
                    caller,
                    AisStatus.ERR_BAD_OPERATION,
                    "the component is not running; its processes are started by the framework");
        } else if (component.life().sessions().isFull()) {
            refuse(caller, AisStatus.ERR_NO_RESOURCES, "the component has " + Sessions.SESSIONS_MAX + " sessions");
        } else {
            component.life().sessions().opened(caller.session());
            desk.ok(caller);
        }
    }

    /** Answers the first request of a session and ends the session. */
    void refuse(Caller caller, AisStatus status, String text) {
        desk.reply(caller, status, text);
        desk.add(new AgentAction.CloseSession(caller.component(), caller.session(), text));
    }

    private void dispatch(ComponentMachine component, AgentEvent.Request request) {
        switch (request) {
            case AgentEvent.SessionOpened opened -> throw new IllegalArgumentException("opened twice: " + opened);
            case AgentEvent.Registered registered -> register(component, registered);
            case AgentEvent.CallbackAnswered answer -> answered(component, answer);
            case AgentEvent.QuiescingComplete complete ->
                proxies.quiescing(complete).orElse(component).life().callbacks().quiescingComplete(complete);
            case AgentEvent.HealthcheckStarted start -> startHealthcheck(component, start);
            case AgentEvent.HealthcheckConfirmed confirm ->
                component.life().healthchecks().confirm(confirm);
            case AgentEvent.HealthcheckStopped stop ->
                component.life().healthchecks().stop(stop);
            case AgentEvent.MonitoringStarted start -> startMonitoring(component, start);
            case AgentEvent.MonitoringStopped stop -> component.life().passive().stop(stop);
            case AgentEvent.GroupAsked asked -> groups.accept(asked);
            case AgentEvent.GroupTrackingStopped stop -> groups.accept(stop);
            case AgentEvent.HaStateAsked asked -> tellHaState(component, asked);
            case AgentEvent.HaReadinessSet set -> setHaReadiness(component, set);
            case AgentEvent.ProxiedRegistered registered -> registerProxied(component, registered);
            case AgentEvent.OnBehalf behalf -> onBehalf(component, behalf);
            case AgentEvent.ErrorCleared clear -> throw new IllegalArgumentException("not routed: " + clear);
            case AgentEvent.ErrorReported report -> throw new IllegalArgumentException("not routed: " + report);
        }
    }

    private void register(ComponentMachine component, AgentEvent.Registered request) {
        Caller caller = request.caller();
        if (!component.life().instance().map(i -> i.spec().saAware()).orElse(false)) {
            desk.reply(caller, AisStatus.ERR_BAD_OPERATION, "the component is not configured as SA-aware");
        } else if (component.life().sessions().registered().isPresent()) {
            desk.reply(caller, AisStatus.ERR_EXIST, "the component is registered already");
        } else if (component.life().phase() != Phase.INSTANTIATING) {
            desk.reply(
                    caller,
                    AisStatus.ERR_BAD_OPERATION,
                    "the component is " + component.life().phase());
        } else {
            desk.ok(caller);
            component.registered(request.atNanos(), caller.session());
        }
    }

    private void registerProxied(ComponentMachine proxy, AgentEvent.ProxiedRegistered request) {
        Caller caller = request.caller();
        boolean able = proxy.life().phase() == Phase.UP
                && proxy.life().sessions().registered().equals(OptionalLong.of(caller.session()));
        if (able) {
            CommandId incarnation = proxy.life().instance().orElseThrow().incarnation();
            desk.add(new AgentAction.ForwardRegistration(caller, request.proxied(), incarnation));
        } else {
            desk.reply(
                    caller,
                    AisStatus.ERR_BAD_OPERATION,
                    "the process has not registered a component that could be a proxy");
        }
    }

    private void onBehalf(ComponentMachine proxy, AgentEvent.OnBehalf behalf) {
        proxies.spokenFor(behalf.proxied(), proxy.component())
                .ifPresentOrElse(
                        component -> dispatch(component, behalf.request()),
                        () -> desk.reply(
                                behalf.caller(),
                                AisStatus.ERR_NOT_EXIST,
                                "the process is not the proxy of " + behalf.proxied()));
    }

    private static boolean isRegistered(ComponentMachine component) {
        return component.life().sessions().registered().isPresent()
                || component
                        .life()
                        .instance()
                        .filter(i -> i.spec().proxied().isPresent())
                        .isPresent();
    }

    private void answered(ComponentMachine component, AgentEvent.CallbackAnswered answer) {
        boolean expected = component.life().callbacks().answered(answer)
                || component.life().healthchecks().answered(answer)
                || component.terminateAnswered(answer)
                || proxies.answered(answer)
                || containers.answered(answer);
        if (!expected) {
            desk.note(
                    answer.component(),
                    "answered the callback " + answer.invocation() + ", which is unknown, answered or over");
            desk.reply(answer.caller(), AisStatus.ERR_NOT_EXIST, "no callback with this invocation is waiting");
        }
    }

    private void startHealthcheck(ComponentMachine component, AgentEvent.HealthcheckStarted start) {
        boolean running = component.life().phase() == Phase.INSTANTIATING
                || component.life().phase() == Phase.UP;
        if (!isRegistered(component) || !running) {
            desk.reply(start.caller(), AisStatus.ERR_BAD_OPERATION, "the component is not registered");
        } else {
            List<Healthcheck> configured = component
                    .life()
                    .instance()
                    .map(i -> i.spec().healthchecks())
                    .orElse(List.of());
            component.life().healthchecks().start(start, configured);
        }
    }

    private void startMonitoring(ComponentMachine component, AgentEvent.MonitoringStarted start) {
        boolean running = component.life().phase() == Phase.INSTANTIATING
                || component.life().phase() == Phase.UP;
        if (running) {
            component.life().passive().start(start);
        } else {
            desk.reply(
                    start.caller(),
                    AisStatus.ERR_BAD_OPERATION,
                    "the component is " + component.life().phase());
        }
    }

    private void tellHaState(ComponentMachine component, AgentEvent.HaStateAsked asked) {
        Optional<HaState> state = component.life().callbacks().state(asked.csi());
        if (!isRegistered(component)) {
            desk.reply(asked.caller(), AisStatus.ERR_BAD_OPERATION, "the component is not registered");
        } else if (state.isEmpty()) {
            desk.reply(asked.caller(), AisStatus.ERR_NOT_EXIST, "the CSI is not assigned to the component");
        } else {
            desk.add(new AgentAction.AnswerRequest(asked.caller(), AisStatus.OK, "", state));
        }
    }

    private void setHaReadiness(ComponentMachine component, AgentEvent.HaReadinessSet set) {
        if (!isRegistered(component) || component.life().phase() != Phase.UP) {
            desk.reply(set.caller(), AisStatus.ERR_BAD_OPERATION, "the component is not registered");
        } else {
            CommandId incarnation = component.life().instance().orElseThrow().incarnation();
            desk.add(new AgentAction.ForwardReadiness(
                    set.caller(), component.component(), incarnation, set.csi(), set.readiness()));
        }
    }

    /** An error report on a component of this node. */
    void reportError(ComponentMachine component, AgentEvent.ErrorReported report) {
        boolean contained = component
                .life()
                .instance()
                .filter(i -> i.spec().contained().isPresent())
                .isPresent();
        if (report.recovery() == RecommendedRecovery.CONTAINER_RESTART && !contained) {
            desk.reply(
                    report.caller(), AisStatus.ERR_INVALID_PARAM, "CONTAINER_RESTART is for contained components only");
        } else if (component.life().phase() == Phase.DOWN) {
            desk.reply(report.caller(), AisStatus.ERR_INVALID_PARAM, "the component is not instantiated");
        } else {
            desk.ok(report.caller());
            String text = report.text().isEmpty() ? "error reported" : "error reported: " + report.text();
            component
                    .life()
                    .failed(
                            report.atNanos(),
                            ErrorSource.ERROR_REPORT,
                            report.recovery(),
                            text,
                            report.detectedAtNanos());
        }
    }
}
