package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaReadiness;
import org.amf4j.core.assignment.InstanceStates;
import org.amf4j.core.model.Entity;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Notification.InfoId;
import org.amf4j.core.outcome.NotificationTable;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.outcome.StateId;
import org.amf4j.core.runtime.Alarms;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ComponentState;
import org.amf4j.core.runtime.GroupState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.LifeCycleState;
import org.amf4j.core.state.PresenceState;
import org.amf4j.core.state.ProxyStatus;

/**
 * Somebody who knows the cluster by its notifications alone. After every event what it knows must be what is: nothing is
 * notified twice, nothing that did not change, and nothing is left out (AMF-093, AMF-094).
 */
final class NotificationTruths {

    /** States that the standard does not notify; any other that changes must be notified. */
    private static final Set<String> SILENT =
            Set.of("saAmfCompPresenceState", "saAmfCompOperState", "saAmfSUReadinessState");

    private final Map<Known, Integer> states = new LinkedHashMap<>();
    private final Set<Raised> alarms = new LinkedHashSet<>();
    private long lastId;

    /** What is known of an entity: a state of it, for HA states the one for an instance. */
    private record Known(Dn entity, StateId state, Optional<String> instance) {}

    private record Raised(Dn entity, AlarmCondition condition) {}

    NotificationTruths(ClusterState state) {
        look(state, states);
        lastId = state.notifications(); // a shutdown found in the configuration may have ended already
    }

    /** The configuration has changed: who is new begins in the initial state, and who is gone is forgotten. */
    void configured(ClusterState state) {
        Set<Dn> known = new LinkedHashSet<>();
        states.keySet().forEach(k -> known.add(k.entity()));
        Map<Known, Integer> initial = new LinkedHashMap<>();
        look(new ClusterState(state.model()), initial);
        initial.forEach((key, value) -> {
            if (!known.contains(key.entity())) {
                states.put(key, value);
            }
        });
        states.keySet()
                .removeIf(k -> state.model().find(k.entity()).isEmpty()
                        || k.instance()
                                .filter(i -> state.model().find(Dn.of(i)).isEmpty())
                                .isPresent());
    }

    /** What is, in the shape of what is known. */
    private static void look(ClusterState state, Map<Known, Integer> into) {
        put(into, state.model().cluster(), StateId.ADMIN, state.admin().value());
        state.applications()
                .forEach(
                        a -> put(into, a.application(), StateId.ADMIN, a.admin().value()));
        state.nodeGroups()
                .forEach(g -> put(into, g.group(), StateId.ADMIN, g.admin().value()));
        state.nodes().forEach(n -> {
            put(into, n.node(), StateId.ADMIN, n.admin().value());
            put(into, n.node(), StateId.OPERATIONAL, n.operational().value());
        });
        for (GroupState group : state.groups()) {
            put(into, group.group(), StateId.ADMIN, group.admin().value());
            group.units().forEach(u -> look(u, into));
            group.haReadiness()
                    .reserves()
                    .forEach((unit, byInstance) -> byInstance.forEach((instance, readiness) -> into.put(
                            new Known(
                                    unit.dn(),
                                    StateId.HA_READINESS,
                                    Optional.of(instance.dn().toString())),
                            readiness.value())));
            for (InstanceState i : group.instances()) {
                put(into, i.instance(), StateId.ADMIN, i.admin().value());
                put(into, i.instance(), StateId.ASSIGNMENT, i.assignment().value());
            }
        }
    }

    private static void look(UnitState unit, Map<Known, Integer> into) {
        put(into, unit.unit(), StateId.ADMIN, unit.admin().value());
        put(into, unit.unit(), StateId.OPERATIONAL, unit.operational().value());
        put(into, unit.unit(), StateId.PRESENCE, unit.presence().value());
        unit.components().stream()
                .filter(c -> c.lifeCycle() != LifeCycleState.UNKNOWN)
                .forEach(c -> put(
                        into, c.component(), StateId.LIFE_CYCLE, c.lifeCycle().value()));
        unit.components()
                .forEach(c -> c.proxying()
                        .ifPresent(p -> put(
                                into,
                                c.component(),
                                StateId.PROXY_STATUS,
                                p.status().value())));
        unit.assignments()
                .forEach(a -> a.confirmed()
                        .ifPresent(ha -> into.put(
                                new Known(
                                        unit.unit().dn(),
                                        StateId.HA,
                                        Optional.of(a.instance().instance().dn().toString())),
                                ha.value())));
    }

    private static void put(Map<Known, Integer> into, Entity entity, StateId state, int value) {
        into.put(new Known(entity.dn(), state, Optional.empty()), value);
    }

    /** Hears the notifications of an entry and compares what is known with what is. */
    void check(ClusterState state, Outcome outcome) {
        for (Change change : outcome.changes()) {
            boolean told = NotificationTable.isNotified(change);
            boolean silent = change instanceof Change.State s && (SILENT.contains(s.attribute()) || isLossOfProxy(s));
            require(told != silent, "NOTIFIED-OR-SILENT", state.model().cluster(), change.toString());
        }
        outcome.notifications().forEach(n -> hear(state, n));
        if (outcome.changes().isEmpty()) {
            return;
        }
        Map<Known, Integer> actual = new LinkedHashMap<>();
        look(state, actual);
        actual.forEach((key, value) -> require(
                value.equals(states.get(key)),
                "NOTIFICATIONS-GIVE-STATE",
                state.model().cluster(),
                key + " is " + value + ", last notified " + states.get(key)));
        require(
                actual.size() == states.size(),
                "NOTIFICATIONS-GIVE-STATE",
                state.model().cluster(),
                "notified and not there: "
                        + states.keySet().stream()
                                .filter(k -> !actual.containsKey(k))
                                .toList());
        alarms(state);
    }

    /** The standard has an alarm for that. */
    private static boolean isLossOfProxy(Change.State change) {
        return change.attribute().equals("saAmfCompProxyStatus")
                && change.after().equals(ProxyStatus.UNPROXIED.name());
    }

    private void hear(ClusterState state, Notification notification) {
        Notification.Header header = notification.header();
        Entity entity = state.model().find(header.object()).orElse(state.model().cluster());
        require(header.id() == lastId + 1, "NOTIFICATION-NUMBERS", entity, header.id() + " after " + lastId);
        lastId = header.id();
        header.correlation()
                .root()
                .ifPresent(r -> require(r < header.id(), "CAUSE-COMES-FIRST", entity, r + " of " + header.id()));
        switch (notification) {
            case Notification.StateChange s -> hear(entity, s);
            case Notification.Alarm a -> hear(entity, a);
            case Notification.ErrorReport e -> {}
            case Notification.ErrorClear c -> {}
            case Notification.Membership m ->
                require(
                        state.membership().node(header.object()).isPresent(),
                        "NOTIFIES-A-NODE",
                        entity,
                        header.object().toString());
        }
    }

    private void hear(Entity entity, Notification.StateChange change) {
        Optional<String> instance = change.header().info().stream()
                .filter(i -> i.id() == InfoId.SI_NAME)
                .map(Notification.Info::value)
                .findFirst();
        Known key = new Known(entity.dn(), change.state(), instance);
        int initial = change.state() == StateId.HA_READINESS ? HaReadiness.READY_FOR_ASSIGNMENT.value() : 0;
        int before = states.getOrDefault(key, initial);
        require(
                change.before().number() == before,
                "NOTIFIED-BEFORE",
                entity,
                change.state() + " was notified as " + before + ", and now to have been "
                        + change.before().number());
        require(change.after().number() != before, "NOTIFIED-ONCE", entity, change.toString());
        if (change.after().number() == initial) {
            states.remove(key);
        } else {
            states.put(key, change.after().number());
        }
    }

    private void hear(Entity entity, Notification.Alarm alarm) {
        Raised key = new Raised(alarm.header().object(), alarm.condition());
        boolean cleared = alarm.severity() == Notification.Severity.CLEARED;
        if (alarm.condition() == AlarmCondition.COMPONENT_UNPROXIED && !cleared) {
            put(states, entity, StateId.PROXY_STATUS, ProxyStatus.UNPROXIED.value());
        }
        boolean changed = cleared ? alarms.remove(key) : !alarm.condition().lasts() || alarms.add(key);
        require(
                changed,
                "ALARMS-ALTERNATE",
                entity,
                alarm.condition() + (cleared ? " cleared twice" : " raised twice"));
        require(
                !cleared || !alarm.header().correlation().others().isEmpty(),
                "CLEARED-NAMES-RAISED",
                entity,
                alarm.toString());
    }

    private void alarms(ClusterState state) {
        for (ComponentState c : state.components()) {
            boolean failed = c.presence() == PresenceState.INSTANTIATION_FAILED;
            boolean unclean = c.presence() == PresenceState.TERMINATION_FAILED;
            alarm(c.component(), AlarmCondition.COMPONENT_INSTANTIATION_FAILED, failed);
            alarm(c.component(), AlarmCondition.COMPONENT_CLEANUP_FAILED, unclean);
        }
        for (GroupState group : state.groups()) {
            for (InstanceState i : group.instances()) {
                boolean raised = is(i.instance(), AlarmCondition.SI_UNASSIGNED);
                boolean missed = InstanceStates.isMissed(state, group, i);
                boolean right = raised ? i.assignment() == AssignmentState.UNASSIGNED : !missed;
                require(right, "SI-UNASSIGNED-ALARM", i.instance(), raised + " while " + i.assignment());
            }
        }
        Set<Raised> listed = new LinkedHashSet<>();
        for (Alarms.Active a : state.alarms().all()) {
            listed.add(new Raised(a.entity(), a.condition()));
        }
        require(listed.equals(alarms), "ALARM-LIST", state.model().cluster(), listed + ", told " + alarms);
    }

    private boolean is(Entity entity, AlarmCondition condition) {
        return alarms.contains(new Raised(entity.dn(), condition));
    }

    private void alarm(Entity entity, AlarmCondition condition, boolean expected) {
        require(is(entity, condition) == expected, "ALARM-WHILE-FAILED", entity, condition + " should be " + expected);
    }
}
