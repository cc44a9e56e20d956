package org.amf4j.core.director;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.administration.Operations;
import org.amf4j.core.assignment.Adjustment;
import org.amf4j.core.assignment.Callbacks;
import org.amf4j.core.assignment.Dependencies;
import org.amf4j.core.assignment.HaReadinessReview;
import org.amf4j.core.assignment.StepPlanner;
import org.amf4j.core.assignment.Targets;
import org.amf4j.core.command.Command;
import org.amf4j.core.command.CommandId;
import org.amf4j.core.configuration.ClassChanges;
import org.amf4j.core.configuration.ConfigurationChanges;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.imm.RuntimeObjectsInFiles;
import org.amf4j.core.implementer.ImmRequests;
import org.amf4j.core.lifecycle.ComponentLife;
import org.amf4j.core.lifecycle.NodeReset;
import org.amf4j.core.lifecycle.Proxies;
import org.amf4j.core.lifecycle.UnitLife;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.reason.Reason;
import org.amf4j.core.reason.ReasonBook;
import org.amf4j.core.recovery.ApplicationRestart;
import org.amf4j.core.recovery.Recovery;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.Outstanding;
import org.amf4j.core.runtime.Timer;
import org.amf4j.core.runtime.Turn;

/**
 * Everything that AMF decides, as one deterministic state machine: log entries in, outcomes out.
 *
 * <p>The same entries give the same outcomes on every controller and in every run: it reads no clock, has no threads and
 * does no I/O. Not thread-safe; the owner calls it from one thread. An {@link IllegalStateException} means a bug of ours, or
 * a configuration that names a redundancy model which is not installed here: the owner must stop, with the entry's index in
 * its message.
 */
public final class Director {

    private final Map<String, RedundancyModel> models;
    private final int rulesKnown;
    private final List<ImmObject> configuration = new ArrayList<>();
    private final List<ImmClass> classes = new ArrayList<>();
    private final ReasonBook reasons = new ReasonBook();
    private Optional<ClusterState> state = Optional.empty();
    private int partsLoaded;
    private long appliedIndex = -1;
    private long nowNanos = Long.MIN_VALUE;

    /**
     * A director without a configuration that knows these redundancy models.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public Director(Collection<? extends RedundancyModel> models) {
        this(models, Rules.LATEST);
    }

    /** The same for a program that knows the rules up to this version. */
    public Director(Collection<? extends RedundancyModel> models, int rulesKnown) {
        this.models = RedundancyModels.byName(models);
        this.rulesKnown = rulesKnown;
    }

    /**
     * Applies the next log entry.
     *
     * @throws IllegalArgumentException when the index does not rise
     * @throws IllegalStateException when a rule of ours is broken
     */
    public Outcome apply(LogEntry entry) {
        if (entry.index() <= appliedIndex) {
            throw new IllegalArgumentException("entry " + entry.index() + " after entry " + appliedIndex);
        }
        appliedIndex = entry.index();
        nowNanos = Math.max(nowNanos, entry.timestampNanos());
        List<Event> events = entry.events();
        int next = 0;
        while (state.isEmpty() && next < events.size()) {
            load(events.get(next++));
        }
        if (state.isEmpty()) {
            return unloaded(entry);
        }
        Outcome outcome = new Round(entry.index()).run(events.subList(next, events.size()));
        requireRules();
        reasons.note(outcome.reasons(), nowNanos);
        return outcome;
    }

    /** Requests before there is a configuration are answered, too. */
    private static Outcome unloaded(LogEntry entry) {
        List<Command> replies = new ArrayList<>();
        for (Event event : entry.events()) {
            Optional<String> requestId = requestId(event);
            if (requestId.isPresent()) {
                replies.add(new Command.Reply(
                        new CommandId(entry.index(), replies.size()),
                        requestId.get(),
                        AisStatus.ERR_TRY_AGAIN,
                        "the configuration is being loaded; try again"));
            }
        }
        return new Outcome(replies, List.of(), List.of());
    }

    private static Optional<String> requestId(Event event) {
        return switch (event) {
            case Event.OperationRequested r -> Optional.of(r.requestId());
            case Event.ConfigurationChanged c -> Optional.of(c.requestId());
            case Event.MembershipRequested r -> Optional.of(r.requestId());
            case Event.TrackerChanged r -> Optional.of(r.requestId());
            case Event.TrackerAnswered r -> Optional.of(r.requestId());
            case Event.NotificationsSent s -> Optional.of(s.requestId());
            case Event.ClassesChanged c -> Optional.of(c.requestId());
            case Event.ModelRequested r -> Optional.of(r.requestId());
            default -> Optional.empty();
        };
    }

    private void load(Event event) {
        if (event instanceof Event.ConfigurationLoaded part && part.part() == partsLoaded + 1) {
            partsLoaded = part.part();
            configuration.addAll(part.objects());
            classes.addAll(part.classes());
            if (part.part() == part.parts()) {
                List<ImmObject> runtime = RuntimeObjectsInFiles.takeFrom(configuration, classes);
                BindResult bound = ModelBinder.bind(configuration);
                bound.model().ifPresent(this::requireModels);
                state = bound.model().map(m -> new ClusterState(m.with(classes)));
                state.ifPresent(s -> s.imm().loaded(runtime));
                configuration.clear();
                classes.clear();
                partsLoaded = 0;
                bound.problems().forEach(p -> reasons.note(List.of(new Reason(p.dn(), p.rule(), p.text())), nowNanos));
                state.ifPresent(ClusterState::touchAll);
            }
        } else if (event instanceof Event.ConfigurationLoaded first && first.part() == 1) {
            configuration.clear(); // a new leader begins anew what the old one did not finish
            classes.clear();
            partsLoaded = 0;
            load(first);
        }
    }

    /**
     * Says what a change of the configuration would come to at this moment; nothing changes.
     *
     * @throws java.util.NoSuchElementException before there is a configuration
     */
    public ConfigurationChanges.Judgement judge(Event.ConfigurationChanged change) {
        return changes().judge(change);
    }

    private ConfigurationChanges changes() {
        return new ConfigurationChanges(state.orElseThrow(), models);
    }

    /** A program that does not know the rules would decide other than those that do. */
    private void requireRules() {
        int wanted = state.map(ClusterState::rules).orElse(Rules.FIRST);
        if (wanted > rulesKnown) {
            throw new IllegalStateException("the cluster decides by version " + wanted
                    + " of the rules, this program knows them up to version " + rulesKnown
                    + ": install the version of amf4j that the other controllers have");
        }
    }

    /** The latest version of the rules that this program knows. */
    public int rulesKnown() {
        return rulesKnown;
    }

    /** A controller that lacks a model would decide other than those that have it. */
    private void requireModels(Model model) {
        RedundancyModels.problems(model, models).stream().findFirst().ifPresent(p -> {
            throw new IllegalStateException(p.toString());
        });
    }

    /** The state, once a configuration is loaded. For reading only. */
    public Optional<ClusterState> state() {
        return state;
    }

    /** Index of the last entry applied, -1 before the first. */
    public long appliedIndex() {
        return appliedIndex;
    }

    /** The time of the last entry, in nanoseconds since the epoch. */
    public long nowNanos() {
        return nowNanos;
    }

    /** When the next timer is due, in nanoseconds since the epoch; the leader proposes a tick then. */
    public OptionalLong nextDeadlineNanos() {
        return state.map(s -> earlier(s.timers().nextNanos(), s.membership().nextDeadlineNanos()))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || b.isPresent() && b.getAsLong() < a.getAsLong() ? b : a;
    }

    /** Orders not answered yet, oldest first; a new leader sends them again. */
    public List<Command.Order> outstanding() {
        return state.map(s -> s.outstanding().values().stream()
                        .map(Outstanding::order)
                        .toList())
                .orElse(List.of());
    }

    /** Reboots under way; a new leader sends them again. */
    public List<Command.Reboot> reboots() {
        return state.map(s ->
                        s.nodes().stream().flatMap(n -> n.reboot().stream()).toList())
                .orElse(List.of());
    }

    /** The latest reasons about an entity, oldest first. */
    public List<ReasonBook.Dated> reasons(Dn subject) {
        return reasons.about(subject);
    }

    /** One entry being applied, with the parts that do it. */
    private final class Round {
        private final Turn turn;
        private final Targets targets;
        private final Recovery recovery;
        private final Reports reports;
        private final Members members;
        private final Operations operations;
        private final Startup startup;
        private final ComponentLife life;
        private final Proxies proxies;
        private final Settlement settlement;

        Round(long index) {
            turn = new Turn(state.orElseThrow(), index, nowNanos);
            life = new ComponentLife(turn);
            proxies = new Proxies(turn, life);
            UnitLife unitLife = new UnitLife(turn, life);
            Callbacks callbacks = new Callbacks(turn);
            targets = new Targets(turn, models);
            recovery = new Recovery(turn, life, unitLife);
            reports = new Reports(turn, life);
            members = new Members(turn, new Membership(turn, life));
            operations = new Operations(turn, targets, life, unitLife);
            startup = new Startup(turn);
            StepPlanner planner = new StepPlanner(turn, life, callbacks);
            settlement = new Settlement(turn, life, unitLife, targets, planner, callbacks, operations, members);
        }

        Outcome run(List<Event> events) {
            turn.state().timers().due(nowNanos).forEach(this::due);
            members.due();
            events.forEach(this::apply);
            settlement.settle();
            new ImmRequests(turn).look();
            return turn.outcome();
        }

        private void apply(Event event) {
            switch (event) {
                case Event.ConfigurationLoaded e -> {} // a second configuration: changes go another way
                case Event.NodeJoined e -> members.joined(e);
                case Event.NodeSilent e -> members.silent(e);
                case Event.NodeHeard e -> members.heard(e);
                case Event.NodeLeft e -> members.left(e);
                case Event.AgentLeaves e -> {
                    members.leaves(e);
                    new ImmRequests(turn).agentLeaves(e);
                }
                case Event.AgentReturned e -> members.returned(e);
                case Event.MembershipRequested e -> members.requested(e);
                case Event.TrackerChanged e -> members.tracked(e);
                case Event.TrackerAnswered e -> members.answered(e);
                case Event.OrderAnswered e -> reports.answered(e);
                case Event.ComponentFailed e ->
                    turn.state().component(e.component()).ifPresent(c -> recovery.failed(c, e));
                case Event.CleanupEnded e -> reports.cleanedUp(e);
                case Event.QuiescingCompleted e -> reports.quiesced(e);
                case Event.LifeCycleTold e -> reports.told(e);
                case Event.ErrorReported e -> new ErrorReports(turn, recovery, life).reported(e);
                case Event.ErrorCleared e -> operations.cleared(e);
                case Event.HaReadinessSet e -> new HaReadinessReview(turn).set(e);
                case Event.ProxiedRegistered e -> proxies.registered(e);
                case Event.OperationRequested e -> operations.requested(e);
                case Event.ConfigurationChanged e ->
                    changes().request(turn, e, (edits, before) -> {
                        members.reconfigured(edits);
                        new ImmRequests(turn).reconfigured(edits, before, e.maker());
                    });
                case Event.ModelRequested e -> new ImmRequests(turn).requested(e);
                case Event.ControllersMet e -> new ImmRequests(turn).met(e);
                case Event.ClassesChanged e -> new ClassChanges(turn.state()).request(turn, e);
                case Event.NotificationsSent e -> turn.tell(e);
                case Event.RulesRaised e -> new Controllers(turn).raised(e);
                case Event.ControllerCompared e -> new Controllers(turn).compared(e);
                case Event.Tick e -> {} // timers that are due have been handled
            }
        }

        private void due(Timer timer) {
            switch (timer) {
                case Timer.StartupTimeout t -> startup.timeout();
                case Timer.InstantiationRetry t -> life.attempt(turn.state().of(t.component()));
                case Timer.ComponentRestartProbation t -> recovery.componentProbationEnded(t.unit());
                case Timer.UnitRestartProbation t -> recovery.unitProbationEnded(t.unit());
                case Timer.FailoverProbation t -> recovery.nodeProbationEnded(t.node());
                case Timer.OperationTimeout t -> operations.timedOut(t.requestId());
                case Timer.RebootOverdue t -> new NodeReset(turn).overdue(t.node());
                case Timer.ApplicationStart t -> new ApplicationRestart(turn, life).timeout(t.application());
                case Timer.AutoAdjust t -> new Adjustment(turn, targets).due(t.group());
                case Timer.Tolerance t -> new Dependencies(turn).toleranceOver(t);
            }
        }
    }
}
