package org.amf4j.testkit;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.AdminOperation;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.core.configuration.ChangeReader;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.Event.ErrorSource;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.NameResolver;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.Resolution;
import org.amf4j.core.runtime.Proxying;
import org.amf4j.core.state.LifeCycleState;

/**
 * What can be done to a virtual cluster, written as an operator thinks: {@code lock su1}, {@code crash DN}. A step is done
 * at once; only {@code wait} lets time pass. A step that cannot be understood is an {@link IllegalArgumentException} with
 * a sentence.
 */
public final class Steps {

    private static final Map<String, AdminOperation> OPERATIONS = Map.ofEntries(
            Map.entry("lock", AdminOperation.LOCK),
            Map.entry("unlock", AdminOperation.UNLOCK),
            Map.entry("lock-in", AdminOperation.LOCK_INSTANTIATION),
            Map.entry("unlock-in", AdminOperation.UNLOCK_INSTANTIATION),
            Map.entry("shutdown", AdminOperation.SHUTDOWN),
            Map.entry("restart", AdminOperation.RESTART),
            Map.entry("repaired", AdminOperation.REPAIRED),
            Map.entry("si-swap", AdminOperation.SI_SWAP),
            Map.entry("swap", AdminOperation.SI_SWAP),
            Map.entry("sg-adjust", AdminOperation.SG_ADJUST),
            Map.entry("adjust", AdminOperation.SG_ADJUST),
            Map.entry("eam-start", AdminOperation.EAM_START),
            Map.entry("eam-stop", AdminOperation.EAM_STOP));

    /** Operations on the CLM node that an AMF node is on. */
    private static final Map<String, NodeOperation> MEMBERSHIP = Map.of(
            "clm-lock", NodeOperation.LOCK,
            "clm-unlock", NodeOperation.UNLOCK,
            "clm-shutdown", NodeOperation.SHUTDOWN,
            "clm-reset", NodeOperation.RESET);

    private static final List<String> LASTING = List.of("node-silent", "node-stop", "link-cut");

    private static final String OTHERS =
            "clm-lock, clm-unlock, clm-shutdown, clm-reset, node-down, node-up, node-blink, node-silent, node-stop, agent-restart, partition,"
                    + " crash, hang, fail, error-report, error-clear, ha-readiness, life-cycle, fail-next, slow-next, link-cut, leader-change, leader-crash,"
                    + " leader-crash-after, set, create, delete, ccb, wait";

    private final VirtualCluster cluster;
    private NameResolver names;
    private Model named;
    private int requests;

    /** Steps for this cluster. */
    public Steps(VirtualCluster cluster) {
        this.cluster = cluster;
        this.named = cluster.state().model();
        this.names = new NameResolver(named);
    }

    /**
     * What a step came to.
     *
     * @param request the name of the request that it made, to find the answer by
     * @param idle why there was nothing to do: the component does not run, say
     */
    public record Done(Optional<String> request, Optional<String> idle) {
        static final Done NOW = new Done(Optional.empty(), Optional.empty());

        static Done idle(boolean done, String why) {
            return done ? NOW : new Done(Optional.empty(), Optional.of(why));
        }
    }

    /** A step that cannot be understood, or names what does not exist. */
    public static final class NotUnderstood extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final String step;

        NotUnderstood(String step, IllegalArgumentException cause) {
            super(cause.getMessage(), cause);
            this.step = step;
        }

        /** The step, as it was written. */
        public String step() {
            return step;
        }
    }

    /** How an operation is written. */
    public static String verb(AdminOperation operation) {
        return switch (operation) {
            case LOCK -> "lock";
            case UNLOCK -> "unlock";
            case LOCK_INSTANTIATION -> "lock-in";
            case UNLOCK_INSTANTIATION -> "unlock-in";
            case SHUTDOWN -> "shutdown";
            case RESTART -> "restart";
            case REPAIRED -> "repaired";
            case SI_SWAP -> "si-swap";
            case SG_ADJUST -> "sg-adjust";
            case EAM_START -> "eam-start";
            case EAM_STOP -> "eam-stop";
        };
    }

    /** Requests made so far. */
    public int requests() {
        return requests;
    }

    /**
     * Does a step.
     *
     * @throws NotUnderstood with a sentence
     */
    public Done perform(String text) {
        String[] words = text.trim().split("\\s+");
        if (words[0].equals("wait") && words.length == 2) {
            cluster.pass(nanos(text, words[1]));
            return Done.NOW;
        }
        try {
            return perform(text, words);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood(text, e);
        }
    }

    private static long nanos(String text, String duration) {
        try {
            return Durations.nanos(duration);
        } catch (IllegalArgumentException e) {
            throw new NotUnderstood(text, e);
        }
    }

    private Done perform(String text, String[] words) {
        AdminOperation operation = OPERATIONS.get(words[0]);
        if (operation != null) {
            require(words, 1, text);
            return administer(operation, resolve(words[1]));
        }
        if (MEMBERSHIP.containsKey(words[0])) {
            require(words, 1, text);
            return onMember(MEMBERSHIP.get(words[0]), node(words[1]));
        }
        return switch (words[0]) {
            case "node-down", "node-up", "node-blink", "node-silent", "node-stop", "agent-restart", "link-cut" ->
                onNode(words, text);
            case "partition" -> part(words, text);
            case "crash", "hang", "fail", "error-report" -> onComponent(words, text);
            case "error-clear", "ha-readiness" -> declare(words, text);
            case "life-cycle" -> lifeCycle(words, text);
            case "fail-next", "slow-next" -> planned(words, text);
            case "leader-change", "leader-crash", "leader-crash-after" -> onLeader(words, text);
            case "set", "create", "delete", "ccb" -> configure(text);
            case "wait" -> throw new IllegalArgumentException("'" + text + "' should have 1 argument");
            default ->
                throw new IllegalArgumentException("'" + text + "' is not a step; steps are "
                        + OPERATIONS.keySet().stream().sorted().toList() + ", " + OTHERS);
        };
    }

    /** One change, or several in one bundle: {@code ccb set DN ATTR=VALUE ; delete DN}. */
    private Done configure(String text) {
        ChangeReader reader = new ChangeReader(cluster.state().model());
        String request = "step-" + ++requests;
        try {
            cluster.tell(new Event.ConfigurationChanged(request, reader.readBundle(text)));
        } catch (AisException e) {
            cluster.refuse(request, e);
        }
        return new Done(Optional.of(request), Optional.empty());
    }

    private static void require(String[] words, int arguments, String text) {
        if (words.length != arguments + 1) {
            throw new IllegalArgumentException("'" + text + "' should have " + arguments + " argument(s)");
        }
    }

    private Done administer(AdminOperation operation, Entity target) {
        if (operation == AdminOperation.REPAIRED) {
            // whoever says so guarantees that nothing of the failed components runs any more
            cluster.agents().forEach(a -> a.removeLeftovers(target.dn()));
            cluster.outside().removeLeftovers(c -> c.isBelow(target.dn()));
        }
        String request = "step-" + ++requests;
        cluster.tell(new Event.OperationRequested(request, target.dn(), operation));
        return new Done(Optional.of(request), Optional.empty());
    }

    private Done onMember(NodeOperation operation, Node node) {
        String request = "step-" + ++requests;
        Dn target = cluster.state()
                .membership()
                .nodeOfAgent(node.agentName())
                .orElseThrow()
                .node()
                .dn();
        cluster.tell(new Event.MembershipRequested(request, target, operation));
        return new Done(Optional.of(request), Optional.empty());
    }

    private Done onNode(String[] words, String text) {
        require(words, LASTING.contains(words[0]) ? 2 : 1, text);
        SimulatedAgent agent = cluster.agent(node(words[1]).dn());
        if (words[0].equals("node-up")) {
            return idleOr(!agent.isUp(), words[1] + " is up", agent::join);
        }
        return idleOr(agent.isUp(), words[1] + " is down", () -> {
            switch (words[0]) {
                case "node-down" -> agent.die();
                case "node-blink" -> agent.blink();
                case "agent-restart" -> agent.restart();
                case "node-silent" -> agent.fallSilent(Durations.nanos(words[2]), false);
                case "node-stop" -> agent.fallSilent(Durations.nanos(words[2]), true);
                default -> agent.cutLink(Durations.nanos(words[2]));
            }
        });
    }

    /** {@code partition DURATION NODE...}: these and the leader are cut off from the others. */
    private Done part(String[] words, String text) {
        if (words.length < 3) {
            throw new IllegalArgumentException("'" + text + "' should have a duration and one node or more");
        }
        Set<Dn> minority = new LinkedHashSet<>();
        for (String name : List.of(words).subList(2, words.length)) {
            minority.add(node(name).dn());
        }
        cluster.partition(minority, Durations.nanos(words[1]));
        return Done.NOW;
    }

    private static Done idleOr(boolean possible, String why, Runnable what) {
        if (possible) {
            what.run();
        }
        return Done.idle(possible, why);
    }

    private Done onComponent(String[] words, String text) {
        boolean recommends = words.length > 2 && (words[0].equals("fail") || words[0].equals("error-report"));
        require(words, recommends ? 2 : 1, text);
        Component component = component(words[1]);
        RecommendedRecovery recovery = recommends ? recovery(words[2]) : RecommendedRecovery.NO_RECOMMENDATION;
        boolean done = switch (words[0]) {
            case "crash" ->
                isProxied(component)
                        ? failProxied(component, recovery)
                        : anywhere(a -> a.fail(component.dn(), ErrorSource.PROCESS_ENDED, recovery, "crash"));
            case "hang" -> anywhere(a -> a.hang(component.dn()));
            case "fail" ->
                isProxied(component)
                        ? failProxied(component, recovery)
                        : anywhere(a -> a.fail(component.dn(), ErrorSource.ERROR_REPORT, recovery, "error report"));
            default -> {
                String request = "step-" + ++requests;
                cluster.tell(new Event.ErrorReported(request, component.dn(), recovery, "reported"));
                yield true;
            }
        };
        return Done.idle(done, component.dn() + " does not run");
    }

    /** What a component, or somebody who knows it, says of it: {@code ha-readiness C NOT_READY_FOR_ACTIVE [CSI]}. */
    private Done declare(String[] words, String text) {
        boolean readiness = words[0].equals("ha-readiness");
        require(words, readiness ? Math.clamp(words.length - 1, 2, 3) : 1, text);
        Component component = component(words[1]);
        String request = "step-" + (requests + 1);
        Optional<Event> event = readiness
                ? cluster.state().of(component).incarnation().map(i -> (Event) new Event.HaReadinessSet(
                        request,
                        component.dn(),
                        i,
                        words.length > 3 ? resolve(words[3]).dn() : Dn.ROOT,
                        ready(words[2])))
                : Optional.of(new Event.ErrorCleared(request, component.dn()));
        if (event.isEmpty()) {
            return Done.idle(false, component.dn() + " does not run");
        }
        requests++;
        cluster.tell(event.get());
        return new Done(Optional.of(request), Optional.empty());
    }

    /** What the scripts of a component say of the machine that it keeps: {@code life-cycle C PAUSED}. */
    private Done lifeCycle(String[] words, String text) {
        require(words, 2, text);
        LifeCycleState state = constant(LifeCycleState.class, LifeCycleState.values(), words[2]);
        cluster.tell(new Event.LifeCycleTold(component(words[1]).dn(), state, cluster.nowNanos()));
        return Done.NOW;
    }

    private static HaReadiness ready(String name) {
        return constant(HaReadiness.class, HaReadiness.values(), name);
    }

    private boolean isProxied(Component component) {
        return cluster.state().of(component).proxying().isPresent();
    }

    /** It is the proxy that finds out. */
    private boolean failProxied(Component component, RecommendedRecovery recovery) {
        return cluster.state()
                .of(component)
                .proxying()
                .flatMap(Proxying::proxy)
                .map(p -> p.component().dn())
                .filter(proxy -> anywhere(a -> a.failProxied(component.dn(), proxy, recovery, "it has failed")))
                .isPresent();
    }

    private boolean anywhere(Predicate<SimulatedAgent> what) {
        return cluster.agents().stream().anyMatch(what);
    }

    private Done planned(String[] words, String text) {
        boolean slow = words[0].equals("slow-next");
        require(words, slow ? 3 : 2, text);
        SimulatedAgent.Operation operation =
                constant(SimulatedAgent.Operation.class, SimulatedAgent.Operation.values(), words[1]);
        Dn component = component(words[2]).dn();
        long nanos = slow ? Durations.nanos(words[3]) : 0;
        for (SimulatedAgent agent : cluster.agents()) {
            if (slow) {
                agent.slowNext(component, operation, nanos);
            } else {
                agent.failNext(component, operation);
            }
        }
        return Done.NOW;
    }

    private Done onLeader(String[] words, String text) {
        boolean later = words[0].equals("leader-crash-after");
        require(words, later ? 1 : 0, text);
        if (later) {
            cluster.crashLeaderAfter(decisions(words[1]));
        } else if (words[0].equals("leader-crash")) {
            cluster.crashLeader();
        } else {
            cluster.changeLeader();
        }
        return Done.NOW;
    }

    private static int decisions(String number) {
        try {
            return Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + number + "' is not a number of decisions, such as 3", e);
        }
    }

    private static RecommendedRecovery recovery(String name) {
        return constant(RecommendedRecovery.class, RecommendedRecovery.values(), name);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, E[] all, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is not one of " + Arrays.asList(all), e);
        }
    }

    private Component component(String name) {
        if (resolve(name) instanceof Component c) {
            return c;
        }
        throw new IllegalArgumentException(name + " is not a component");
    }

    private Node node(String name) {
        for (Node node : cluster.state().model().nodes()) {
            if (node.name().equals(name) || node.dn().toString().equals(name)) {
                return node;
            }
        }
        throw new IllegalArgumentException("there is no AMF node " + name);
    }

    /** The entity that is meant. */
    Entity resolve(String name) {
        if (named != cluster.state().model()) { // the configuration has changed
            named = cluster.state().model();
            names = new NameResolver(named);
        }
        return switch (names.resolve(name)) {
            case Resolution.Found found -> found.entity();
            case Resolution.Ambiguous several ->
                throw new IllegalArgumentException("'" + name + "' may be any of " + several.candidates());
            case Resolution.Unknown none ->
                throw new IllegalArgumentException("there is no '" + name + "'"
                        + (none.nearest().isEmpty() ? "" : "; similar: " + none.nearest()));
        };
    }

    /** The names of all steps, for people. */
    public static List<String> names() {
        return Stream.concat(OPERATIONS.keySet().stream(), Arrays.stream(OTHERS.split(", ?")))
                .sorted()
                .toList();
    }
}
