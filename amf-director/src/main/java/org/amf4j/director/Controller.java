package org.amf4j.director;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.core.command.Command;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.lease.Life;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.protocol.codec.MalformedMessageException;
import org.amf4j.recorder.ring.FlightRecorder;
import org.amf4j.recorder.ring.RecordedTurn;
import org.amf4j.telemetry.FailoverRecorder;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.SteadyClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One controller: applies the log to the director and, while it leads, has the director's commands carried out.
 *
 * <p>Everything happens on one thread of its own; the public methods only enqueue and may be called from any thread. A
 * bug of ours or a log that cannot go on ends in the {@code fatal} callback, with a sentence that names the entry.
 */
public final class Controller implements AutoCloseable, ReplicatedLog.Listener {

    /** Things that may wait for the loop; more means that it does not keep up, and is fatal. */
    static final int QUEUE_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Controller.class);
    private static final long IDLE_MILLIS = 1_000;

    private final ControllerSettings settings;
    private final ReplicatedLog log;
    private final BiConsumer<String, ClusterMessage> sender;
    private final BiConsumer<String, Throwable> fatal;
    private final Director director;
    private final FailoverRecorder recorder;
    private final EventHistory history = new EventHistory();
    private final Optional<FlightRecorder> flight;
    private final Memories memories;
    private final Comparison comparison;
    private final Proposals proposals;
    private final Requests requests;
    private final AgentDesk agents;
    private final Announcements announcements;
    private final ProtectionGroups groups;
    private final LeaseDesk leases;
    private final LostNodes lost;
    private final MembershipDesk membership;
    private final Queries queries;
    private final NotificationDesk notifications;
    private final LogGuest guest;
    private final WarmUp warmUp = new WarmUp();
    private final SteadyClock clock = new SteadyClock();
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Thread thread;
    private boolean leading;
    private long term;
    private boolean tickProposed;
    private volatile boolean closed;
    private volatile Optional<String> leader = Optional.empty();

    /**
     * A controller that is not started yet.
     *
     * @param log its copy of the log, not opened yet
     * @param sender sends a message to a member; must not block
     * @param fatal told when the process must end
     */
    public Controller(
            ControllerSettings settings,
            ReplicatedLog log,
            BiConsumer<String, ClusterMessage> sender,
            MeterRegistry meters,
            BiConsumer<String, Throwable> fatal) {
        this(settings, log, sender, meters, fatal, LogGuest.NONE);
    }

    /** The same with another state machine that lives by the log. */
    public Controller(
            ControllerSettings settings,
            ReplicatedLog log,
            BiConsumer<String, ClusterMessage> sender,
            MeterRegistry meters,
            BiConsumer<String, Throwable> fatal,
            LogGuest guest) {
        this.guest = guest;
        this.settings = settings;
        this.director = new Director(settings.models(), settings.rulesKnown());
        this.log = log;
        this.sender = sender;
        this.fatal = fatal;
        this.recorder = new FailoverRecorder(meters);
        this.flight = settings.keeping().recording().map(r -> new FlightRecorder(r, meters));
        this.proposals = new Proposals(log, this::enqueue, this::askAgain);
        this.leases = new LeaseDesk(settings, sender);
        this.queries =
                new Queries(director, settings, recorder, history, new LiveViewpoint(clock, () -> leader, log, leases));
        this.notifications = new NotificationDesk(settings.keeping().streams(), fatal);
        var model = Requests.ModelParts.of(director, settings, sender, clock::nowNanos, this::heard);
        this.requests = new Requests(director, proposals, queries, notifications, model);
        this.memories = new Memories(
                log,
                new Memories.Parts(director, requests, history, notifications, recorder, guest),
                settings.keeping().entriesPerMemory());
        this.comparison = new Comparison(
                director,
                new Comparison.Settings(
                        settings.self(), settings.deciding(), settings.keeping().entriesPerComparison()),
                requests.start(),
                sender,
                this::enqueue);
        this.agents = new AgentDesk(director, proposals, settings, sender);
        this.announcements = new Announcements(settings.self(), sender);
        this.membership = new MembershipDesk(director, sender);
        this.groups = new ProtectionGroups(director, sender);
        this.lost = new LostNodes(
                director,
                proposals,
                settings.loss(),
                leases,
                new Fencing(settings.loss().fencing(), this::enqueue));
        this.thread = new Thread(this::run, "amf-director");
        guest.begin(proposals::proposeForGuest);
    }

    private Map<String, Long> heard() {
        return comparison.starts();
    }

    /** Starts the loop and opens the log. */
    public void start() throws IOException {
        flight.ifPresent(FlightRecorder::start);
        notifications.start();
        thread.start();
        log.open(this);
    }

    private void enqueue(Runnable task) {
        if (!closed && !queue.offer(task)) {
            fatal.accept("the director's loop does not keep up: " + QUEUE_MAX + " things wait", null);
        }
    }

    private void run() {
        try {
            while (!closed) {
                Runnable task = queue.poll(waitMillis(), TimeUnit.MILLISECONDS);
                while (task != null) {
                    task.run();
                    task = queue.poll();
                }
                proposeTickIfDue();
                warmUpIfIdle();
                follow(comparison.look(leading, leader));
                if (leading) {
                    lost.look(agents::isHeard);
                    announcements.giveSigns(agents);
                    guest.look(clock.nowNanos());
                    requests.model().look().ifPresent(e -> proposals.propose(e, () -> {}));
                    proposals.flush();
                }
                keepIfIdle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() ends the loop
        } catch (RuntimeException | AssertionError e) {
            LOG.error("director stopped: entry={}", director.appliedIndex(), e);
            fatal.accept(
                    "a rule of the director was broken at log entry " + director.appliedIndex() + ": " + e.getMessage(),
                    e);
        }
    }

    private long waitMillis() {
        if (leading && proposals.heldBackNanos() > 0) {
            return proposals.heldBackNanos() / 1_000_000 + 1;
        }
        if (leading && !warmUp.isOver()) {
            return WarmUp.INTERVAL_MILLIS;
        }
        boolean watchful = leading
                && (settings.loss().policy() != LossPolicy.IMMEDIATE
                        || !requests.model().isIdle());
        long idle = watchful ? LostNodes.LOOK_MILLIS : IDLE_MILLIS;
        OptionalLong deadline = director.nextDeadlineNanos();
        if (!leading || deadline.isEmpty() || tickProposed) {
            return idle;
        }
        long millis = (deadline.getAsLong() - clock.nowNanos()) / 1_000_000 + 1;
        return Math.clamp(millis, 0, idle);
    }

    private void proposeTickIfDue() {
        OptionalLong deadline = director.nextDeadlineNanos();
        if (leading && !tickProposed && deadline.isPresent() && deadline.getAsLong() <= clock.nowNanos()) {
            tickProposed = proposals.propose(new Event.Tick(), () -> tickProposed = false);
        }
    }

    private void warmUpIfIdle() {
        boolean idle = leading
                && proposals.isIdle()
                && director.state()
                        .filter(s -> s.isStarted() && s.outstanding().isEmpty())
                        .isPresent();
        if (warmUp.isDue(idle, System.nanoTime())) {
            warmUp.sent();
            proposals.propose(new Event.Tick(), () -> warmUp.taken(System.nanoTime()));
            announcements.rehearse(agents.members()); // the agents answer, and that way is trodden, too
        }
    }

    /** What is to be kept takes a moment to collect, which nobody should have to wait for. */
    private void keepIfIdle() {
        if (queue.isEmpty() && proposals.isIdle()) {
            boolean quiet =
                    director.state().filter(s -> !s.outstanding().isEmpty()).isEmpty();
            flight.ifPresent(f -> f.whenIdle(director, quiet));
            memories.whenIdle(quiet);
        }
    }

    // ---- the log

    @Override
    public void entry(long index, long entryTerm, long timestampNanos, byte[] payload) {
        enqueue(() -> apply(new RecordedTurn(index, entryTerm, timestampNanos, payload)));
    }

    private void apply(RecordedTurn turn) {
        long index = turn.index();
        clock.isAtLeast(turn.timestampNanos());
        List<Event> events;
        try {
            events = ClusterCodec.decode(turn.payload());
        } catch (MalformedMessageException e) {
            fatal.accept("log entry " + index + " cannot be read, this program may be too old: " + e.getMessage(), e);
            return;
        }
        LogEntry entry = new LogEntry(index, turn.timestampNanos(), events);
        flight.ifPresent(f -> f.before(director, index, turn.timestampNanos()));
        memories.before();
        comparison.before();
        long indexBefore = director.appliedIndex();
        Outcome outcome = director.apply(entry);
        if (leading) {
            carryOut(outcome);
            groups.applied();
            requests.model().applied(events);
        }
        guest.applied(
                index,
                turn.timestampNanos(),
                events,
                ClusterCodec.decodeForCheckpoints(turn.payload()).stream().toList());
        requests.noteReplies(outcome);
        recorder.applied(entry, outcome);
        noteSent();
        history.note(entry, outcome);
        notifications.note(entry, outcome);
        flight.ifPresent(f -> f.applied(turn, outcome));
        memories.applied(turn);
        comparison.applied(indexBefore, index);
    }

    /** What follows from a comparison with the other controllers. */
    private void follow(Comparison.Verdict verdict) {
        switch (verdict) {
            case Comparison.Verdict.Fine fine -> {}
            case Comparison.Verdict.MustEnd end -> {
                closed = true;
                fatal.accept(end.text(), null);
            }
            case Comparison.Verdict.Propose propose -> propose.events().forEach(e -> proposals.propose(e, () -> {}));
        }
    }

    private void noteSent() {
        agents.takeSent().forEach(o -> recorder.orderSent(o.order(), o.atNanos()));
    }

    private void carryOut(Outcome outcome) {
        agents.sendReleased();
        agents.send(outcome.commands());
        membership.announce();
        announcements.announce(agents.takeInvited());
        for (Command command : outcome.commands()) {
            if (command instanceof Command.Reply reply) {
                requests.answer(reply);
            }
        }
    }

    @Override
    public void restored(ReplicatedLog.Memory memory) {
        enqueue(() -> {
            try {
                memories.restore(memory);
                flight.ifPresent(FlightRecorder::skipped);
            } catch (IOException e) {
                fatal.accept("the memory after log entry " + memory.index() + " cannot be used: " + e.getMessage(), e);
            }
        });
    }

    @Override
    public void leading(long newTerm) {
        enqueue(() -> {
            LOG.info("leading: term={}", newTerm);
            leading = true;
            term = newTerm;
            leader = Optional.of(settings.self());
            tickProposed = false;
            announcements.lead(newTerm);
            agents.lead(newTerm);
            groups.clear();
            leases.lead(newTerm);
            membership.lead(newTerm);
            lost.lead();
            guest.leading(true);
            requests.model().lead(newTerm);
            if (director.state().isEmpty()) {
                proposeConfiguration();
            }
            announcements.announce(agents.members());
        });
    }

    private void proposeConfiguration() {
        for (Event.ConfigurationLoaded part : ConfigurationParts.of(settings.configuration(), settings.classes())) {
            proposals.propose(part, () -> {});
        }
    }

    /** Something proposed did not get into the log: has the agents tell again what has not been taken. */
    private void askAgain() {
        tickProposed = false;
        warmUp.lost();
        guest.lost();
        if (leading) {
            agents.lead(term);
            lost.lead();
            if (director.state().isEmpty()) {
                proposeConfiguration();
            }
            announcements.announce(agents.members());
        }
    }

    @Override
    public void following() {
        enqueue(() -> {
            LOG.info("following: term={}", term);
            leading = false;
            warmUp.lost();
            proposals.clear();
            agents.follow();
            guest.leading(false);
            groups.clear();
            requests.clear();
            notifications.clear();
        });
    }

    @Override
    public void leaderChanged(Optional<String> member) {
        leader = member;
    }

    @Override
    public void failed(String reason, Throwable cause) {
        fatal.accept(reason, cause);
    }

    // ---- the group

    /** The members that can be heard have changed. */
    public void viewChanged(List<String> members) {
        enqueue(() -> {
            List<String> joined = agents.viewChanged(members);
            groups.keepOnly(members);
            if (leading) {
                announcements.announce(joined);
            }
        });
    }

    /** A message that concerns the director has arrived. */
    public void received(String from, ClusterMessage message) {
        switch (message.getBodyCase()) {
            case LEASE_REQUEST, LEASE_GRANT, LEASE_REFUSAL -> leases.received(from, message);
            case LEASE_REFUSED -> {
                leases.refused(from, message.getLeaseRefused());
                enqueue(() -> {}); // what has become certain is acted on at once
            }
            case CONTROLLER_REPORT -> enqueue(() -> comparison.received(from, message.getControllerReport()));
            default -> receivedForDirector(from, message);
        }
    }

    /** Somebody says that an agent is gone and nothing of it runs any more; ignored unless the word proves it. */
    public void ended(String agent, long incarnation, String word) {
        Life life = new Life(agent, incarnation);
        if (leases.hasEnded(life)) {
            return; // it is said several times
        }
        if (leases.proves(life, word)) {
            LOG.info("nothing runs any more: agent={} incarnation={}", agent, incarnation);
            // Agent and controller are one process; a name that is no controller's is not believed to lead.
            log.ended(agent);
            enqueue(() -> {});
        } else {
            LOG.warn("a last word proves nothing: agent={} incarnation={}", agent, incarnation);
        }
    }

    private void receivedForDirector(String from, ClusterMessage message) {
        enqueue(() -> {
            if (!leading) {
                return; // the sender keeps it until a leader takes it
            }
            switch (message.getBodyCase()) {
                case HELLO -> {
                    leases.heard(new Life(from, message.getHello().getIncarnation()));
                    agents.hello(from, message.getHello());
                }
                case REPORTS -> {
                    agents.reports(from, message.getReports());
                    noteSent();
                }
                case MEMBERSHIP_WANTED -> membership.wanted(from, message.getMembershipWanted());
                case PROTECTION_GROUPS_TRACKED -> groups.tracked(from, message.getProtectionGroupsTracked());
                case IMM_CALL_ANSWERED -> requests.model().calls().answered(from, message.getImmCallAnswered());
                case FORWARDED -> requests.forwarded(message.getForwarded(), reply -> sendReply(from, reply));
                default -> LOG.warn("message not meant for a director: from={} kind={}", from, message.getBodyCase());
            }
        });
    }

    private void sendReply(String to, AdminReply reply) {
        sender.accept(to, ClusterMessage.newBuilder().setAdminReply(reply).build());
    }

    /** Something for the guest, to be done on the controller's thread. */
    public void forGuest(Runnable task) {
        enqueue(task);
    }

    /** An operator of this node asks; the answer comes on the loop's thread. Only the leader answers. */
    public void ask(AdminRequest request, Consumer<AdminReply> answer) {
        enqueue(() -> {
            if (leading) {
                requests.ask(request, answer);
            }
        });
    }

    /**
     * Answers from what this controller knows, whether it leads or not, on the loop's thread: what is decided elsewhere it may
     * not know yet.
     */
    public void recall(AdminRequest request, Consumer<AdminReply> answer) {
        enqueue(() -> answer.accept(queries.recall(request.getId())));
    }

    /** What it remembers; for tests, which may spoil it. */
    Director director() {
        return director;
    }

    /** Whether this controller leads at this moment; for tests and metrics. */
    public boolean isLeading() {
        return leader.filter(settings.self()::equals).isPresent() && log.isLeader();
    }

    @Override
    public void close() {
        closed = true;
        log.close();
        thread.interrupt();
        notifications.close();
        flight.ifPresent(FlightRecorder::close);
    }
}
