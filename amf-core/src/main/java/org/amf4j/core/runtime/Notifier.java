package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Application;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.Component;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.model.ServiceInstance;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.core.outcome.AlarmCondition;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.Notification.Correlation;
import org.amf4j.core.outcome.NotificationTable;
import org.amf4j.core.outcome.NotificationTable.Context;
import org.amf4j.core.outcome.StateId;

/**
 * Makes notifications of one entry's changes: numbers them, adds what they must name, and says which led to which.
 *
 * <p>A component error, an administrative change and the loss or return of a node are what things begin with. They are
 * remembered with each group that they concern until it has come to rest, as the root of what happens there.
 */
final class Notifier {

    private final ClusterState state;
    private final long nowNanos;
    private final List<Notification> notifications = new ArrayList<>();
    private final Map<Dn, Long> errorsByNode = new LinkedHashMap<>();
    private final Map<Dn, Long> lostAssignments = new LinkedHashMap<>();

    Notifier(ClusterState state, long nowNanos) {
        this.state = state;
        this.nowNanos = nowNanos;
    }

    List<Notification> notifications() {
        return notifications;
    }

    void note(Change change) {
        if (change instanceof Change.Membership || change instanceof Change.MembershipAdmin) {
            Context context = new Context(
                    state.nextNotificationId(), nowNanos, Correlation.NONE, Optional.empty(), Optional.empty());
            notifications.add(NotificationTable.of(change, context));
        } else if (NotificationTable.isNotified(change)) {
            Entity entity = state.model().find(subject(change)).orElseThrow();
            long id = state.nextNotificationId();
            Context context = new Context(id, nowNanos, correlation(change, entity), node(entity), campaign(entity));
            Notification notification = NotificationTable.of(change, context);
            notifications.add(notification);
            remember(notification, entity);
        }
    }

    private static Dn subject(Change change) {
        return switch (change) {
            case Change.State s -> s.entity();
            case Change.Assignment a -> a.unit();
            case Change.Readiness r -> r.unit();
            case Change.ErrorCleared c -> c.component();
            case Change.Alarm a -> a.entity();
            case Change.Recovery r -> r.component();
            case Change.Membership m -> m.node();
            case Change.MembershipAdmin m -> m.node();
        };
    }

    private Optional<Dn> node(Entity entity) {
        return entity instanceof Component c
                ? state.of(c.unit()).host().map(h -> h.node().dn())
                : Optional.empty();
    }

    private static Optional<Dn> campaign(Entity entity) {
        return entity instanceof ServiceUnit u
                ? Optional.of(u.config().maintenanceCampaign()).filter(c -> !c.isRoot())
                : Optional.empty();
    }

    private Correlation correlation(Change change, Entity entity) {
        Optional<Long> root = root(entity);
        if (change instanceof Change.Alarm alarm) {
            Optional<Long> parent =
                    Optional.ofNullable(lostAssignments.get(alarm.entity())).or(() -> root);
            List<Long> raised = alarm.raised()
                    ? List.of()
                    : state.alarms()
                            .find(alarm.entity(), alarm.alarm())
                            .map(a -> List.of(a.notificationId()))
                            .orElse(List.of());
            return new Correlation(root.or(() -> parent), parent, raised);
        }
        boolean begins = change instanceof Change.Recovery
                || change instanceof Change.ErrorCleared
                || change instanceof Change.Readiness
                || isAdministrative(change);
        return begins ? Correlation.NONE : root.map(Correlation::with).orElse(Correlation.NONE);
    }

    private static boolean isAdministrative(Change change) {
        return change instanceof Change.State s && s.attribute().endsWith("AdminState");
    }

    private Optional<Long> root(Entity entity) {
        if (entity instanceof Node n) {
            return Optional.ofNullable(errorsByNode.get(n.dn()));
        }
        List<GroupState> groups = groups(entity);
        return groups.size() == 1 ? groups.get(0).cause() : Optional.empty();
    }

    private void remember(Notification notification, Entity entity) {
        long id = notification.header().id();
        switch (notification) {
            case Notification.ErrorReport e -> {
                node(entity).ifPresent(n -> errorsByNode.put(n, id));
                begins(entity, id);
            }
            case Notification.ErrorClear c -> begins(entity, id);
            case Notification.StateChange s -> {
                if (s.state() == StateId.ADMIN || s.state() == StateId.HA_READINESS) {
                    begins(entity, id);
                } else if (entity instanceof Node) {
                    begins(entity, s.header().correlation().root().orElse(id));
                } else if (s.state() == StateId.ASSIGNMENT) {
                    lostAssignments.put(entity.dn(), id);
                }
            }
            case Notification.Alarm a -> remember(a);
            case Notification.Membership m -> {}
        }
    }

    private void remember(Notification.Alarm alarm) {
        Notification.Header header = alarm.header();
        AlarmCondition condition = alarm.condition();
        if (alarm.severity() == Notification.Severity.CLEARED) {
            state.alarms().cleared(header.object(), condition);
        } else if (condition.lasts()) {
            state.alarms().raised(new Alarms.Active(header.id(), nowNanos, header.object(), condition, header.text()));
        }
    }

    private void begins(Entity entity, long id) {
        groups(entity).forEach(g -> g.cause(Optional.of(id)));
    }

    /** The groups that something about the entity concerns. */
    private List<GroupState> groups(Entity entity) {
        return switch (entity) {
            case Cluster c -> state.groups();
            case Application a -> a.groups().stream().map(state::of).toList();
            case ServiceGroup g -> List.of(state.of(g));
            case ServiceUnit u -> List.of(state.of(u.group()));
            case Component c -> List.of(state.of(c.unit().group()));
            case ServiceInstance i -> List.of(state.of(i.group()));
            case ComponentServiceInstance c -> List.of(state.of(c.instance().group()));
            case Node n -> groupsOn(List.of(n));
            case NodeGroup g -> groupsOn(g.nodes());
        };
    }

    private List<GroupState> groupsOn(List<Node> nodes) {
        return nodes.stream()
                .flatMap(n -> state.unitsOf(n).stream()
                        .filter(u -> u.host().filter(h -> h.node() == n).isPresent()))
                .map(u -> state.of(u.unit().group()))
                .distinct()
                .toList();
    }
}
