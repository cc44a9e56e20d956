package org.amf4j.core.outcome;

import static org.amf4j.core.outcome.Notification.InfoId.APPLIED_RECOVERY;
import static org.amf4j.core.outcome.Notification.InfoId.MAINTENANCE_CAMPAIGN_DN;
import static org.amf4j.core.outcome.Notification.InfoId.NODE_NAME;
import static org.amf4j.core.outcome.Notification.InfoId.RECOMMENDED_RECOVERY;
import static org.amf4j.core.outcome.Notification.InfoId.SI_NAME;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.outcome.Notification.Correlation;
import org.amf4j.core.outcome.Notification.EventType;
import org.amf4j.core.outcome.Notification.Header;
import org.amf4j.core.outcome.Notification.Info;
import org.amf4j.core.outcome.Notification.Severity;
import org.amf4j.core.outcome.Notification.Source;
import org.amf4j.core.outcome.Notification.Value;
import org.amf4j.core.state.ProxyStatus;

/**
 * Which change is notified how (AMF-093): the tables of the AMF reference, API sections 6 and 7, in one place.
 *
 * <p>Presence and operational state of components and readiness are not notified, as the standard has it.
 */
public final class NotificationTable {

    private static final int HA_STATE = 0x6E;
    private static final int HA_READINESS = 0x71;

    /** Ours, as the state is: beyond those of the standard. */
    private static final int LIFE_CYCLE = 0x80;

    private static final int ERROR_REPORT = 0x191;
    private static final int ERROR_CLEAR = 0x192;
    private static final int NODE_JOIN = 0x65;
    private static final int NODE_LEAVE = 0x66;
    private static final int NODE_RECONFIG = 0x67;
    private static final int NODE_ADMIN_STATE = 0x68;
    private static final String PROXY_STATUS = "saAmfCompProxyStatus";

    private static final Map<String, Row> ROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("saAmfNodeAdminState", new Row(0x65, StateId.ADMIN)),
            Map.entry("saAmfSUAdminState", new Row(0x66, StateId.ADMIN)),
            Map.entry("saAmfSGAdminState", new Row(0x67, StateId.ADMIN)),
            Map.entry("saAmfSIAdminState", new Row(0x68, StateId.ADMIN)),
            Map.entry("saAmfApplicationAdminState", new Row(0x69, StateId.ADMIN)),
            Map.entry("saAmfClusterAdminState", new Row(0x6A, StateId.ADMIN)),
            Map.entry("saAmfNGAdminState", new Row(0x72, StateId.ADMIN)),
            Map.entry("saAmfNodeOperState", new Row(0x6B, StateId.OPERATIONAL)),
            Map.entry("saAmfSUOperState", new Row(0x6C, StateId.OPERATIONAL)),
            Map.entry("saAmfSUPresenceState", new Row(0x6D, StateId.PRESENCE)),
            Map.entry("saAmfSIAssignmentState", new Row(0x6F, StateId.ASSIGNMENT)),
            Map.entry(PROXY_STATUS, new Row(0x70, StateId.PROXY_STATUS)),
            Map.entry("amfCompLifeCycleState", new Row(LIFE_CYCLE, StateId.LIFE_CYCLE))));

    private record Row(int minorId, StateId state) {}

    /**
     * What a notification says besides the change.
     *
     * @param id its number
     * @param timeNanos timestamp of the log entry, in nanoseconds since the epoch
     * @param correlation what led to it
     * @param node the node that hosts the entity, for components
     * @param maintenanceCampaign the campaign that holds the entity, for service units
     */
    public record Context(
            long id, long timeNanos, Correlation correlation, Optional<Dn> node, Optional<Dn> maintenanceCampaign) {}

    /**
     * A class of notifications.
     *
     * @param majorId the service, second part of the class
     * @param minorId third part of the class
     * @param type what kind of event it is
     * @param what the attribute, the alarm, or what else it is about, as {@code events} names it
     */
    public record Kind(int majorId, int minorId, EventType type, String what) {}

    private NotificationTable() {}

    /** All classes of notifications, by their numbers. */
    public static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        ROWS.forEach((attribute, row) ->
                kinds.add(new Kind(Notification.MAJOR_ID, row.minorId(), EventType.STATE_CHANGE, attribute)));
        kinds.add(new Kind(Notification.MAJOR_ID, HA_STATE, EventType.STATE_CHANGE, "saAmfSISUHAState"));
        kinds.add(new Kind(Notification.MAJOR_ID, HA_READINESS, EventType.STATE_CHANGE, "saAmfSISUHAReadinessState"));
        kinds.add(new Kind(Notification.MAJOR_ID, ERROR_REPORT, EventType.ERROR_REPORT, "recovery"));
        kinds.add(new Kind(Notification.MAJOR_ID, ERROR_CLEAR, EventType.ERROR_CLEAR, "error"));
        for (AlarmCondition condition : AlarmCondition.values()) {
            kinds.add(
                    new Kind(Notification.MAJOR_ID, condition.minorId(), EventType.PROCESSING_ALARM, condition.name()));
        }
        kinds.add(new Kind(Notification.CLM_MAJOR_ID, NODE_JOIN, EventType.STATE_CHANGE, "membership: JOINED"));
        kinds.add(new Kind(Notification.CLM_MAJOR_ID, NODE_LEAVE, EventType.STATE_CHANGE, "membership: LEFT"));
        kinds.add(
                new Kind(Notification.CLM_MAJOR_ID, NODE_RECONFIG, EventType.STATE_CHANGE, "membership: RECONFIGURED"));
        kinds.add(new Kind(Notification.CLM_MAJOR_ID, NODE_ADMIN_STATE, EventType.STATE_CHANGE, "saClmNodeAdminState"));
        kinds.sort(Comparator.comparingInt(Kind::majorId).thenComparingInt(Kind::minorId));
        return kinds;
    }

    /** Whether the change is notified at all. */
    public static boolean isNotified(Change change) {
        return !(change instanceof Change.State state) || ROWS.containsKey(state.attribute()) && !isLossOfProxy(state);
    }

    /** The standard has an alarm for it instead. */
    private static boolean isLossOfProxy(Change.State change) {
        return change.attribute().equals(PROXY_STATUS) && change.after().equals(ProxyStatus.UNPROXIED.name());
    }

    /** The notification of a change that {@link #isNotified is notified}. */
    public static Notification of(Change change, Context context) {
        return switch (change) {
            case Change.State s -> stateChange(s, context);
            case Change.Assignment a -> haState(a, context);
            case Change.Readiness r -> haReadiness(r, context);
            case Change.Alarm a -> alarm(a, context);
            case Change.ErrorCleared c ->
                new Notification.ErrorClear(
                        header(context, EventType.ERROR_CLEAR, c.component(), ERROR_CLEAR, List.of(), ""));
            case Change.Recovery r -> errorReport(r, context);
            case Change.Membership m -> membership(m, context);
            case Change.MembershipAdmin m -> membershipAdmin(m, context);
        };
    }

    private static Notification membership(Change.Membership change, Context context) {
        int minorId = switch (change.change()) {
            case JOINED -> NODE_JOIN;
            case LEFT -> NODE_LEAVE;
            case RECONFIGURED -> NODE_RECONFIG;
            case NO_CHANGE, UNLOCK, SHUTDOWN -> throw new IllegalArgumentException(change + " is no change");
        };
        String verb = switch (minorId) {
            case NODE_JOIN -> "Joined";
            case NODE_LEAVE -> "Exit";
            default -> "Reconfigured";
        };
        Value value = new Value(change.change().value(), change.change().name());
        return new Notification.Membership(
                header(context, EventType.STATE_CHANGE, change.node(), minorId, List.of(), text(change.node(), verb)),
                Source.OBJECT_OPERATION,
                Notification.Membership.CHANGE_STATUS,
                value);
    }

    private static Notification membershipAdmin(Change.MembershipAdmin change, Context context) {
        return new Notification.Membership(
                header(
                        context,
                        EventType.STATE_CHANGE,
                        change.node(),
                        NODE_ADMIN_STATE,
                        List.of(),
                        text(change.node(), "Admin State Change")),
                Source.MANAGEMENT_OPERATION,
                Notification.Membership.ADMIN_STATE,
                new Value(change.after().value(), change.after().name()));
    }

    private static String text(Dn node, String what) {
        return "CLM node " + node + " " + what;
    }

    private static Notification stateChange(Change.State change, Context context) {
        Row row = ROWS.get(change.attribute());
        List<Info> info = new ArrayList<>();
        if (change.attribute().equals("saAmfSUOperState")) {
            context.maintenanceCampaign().ifPresent(c -> info.add(new Info(MAINTENANCE_CAMPAIGN_DN, c.toString())));
        }
        Header header = header(context, EventType.STATE_CHANGE, change.entity(), row.minorId(), info, "");
        Source source = row.state() == StateId.ADMIN ? Source.MANAGEMENT_OPERATION : Source.OBJECT_OPERATION;
        return new Notification.StateChange(
                header, source, row.state(), value(row.state(), change.before()), value(row.state(), change.after()));
    }

    private static Value value(StateId state, String name) {
        return new Value(state.number(name), name);
    }

    private static Notification haState(Change.Assignment change, Context context) {
        List<Info> info = List.of(new Info(SI_NAME, change.instance().toString()));
        Header header = header(context, EventType.STATE_CHANGE, change.unit(), HA_STATE, info, "");
        return new Notification.StateChange(
                header, Source.OBJECT_OPERATION, StateId.HA, value(change.before()), value(change.after()));
    }

    private static Notification haReadiness(Change.Readiness change, Context context) {
        List<Info> info = List.of(new Info(SI_NAME, change.instance().toString()));
        Header header = header(context, EventType.STATE_CHANGE, change.unit(), HA_READINESS, info, "");
        return new Notification.StateChange(
                header,
                Source.OBJECT_OPERATION,
                StateId.HA_READINESS,
                value(StateId.HA_READINESS, change.before().name()),
                value(StateId.HA_READINESS, change.after().name()));
    }

    private static Value value(Optional<HaState> state) {
        return state.map(s -> new Value(s.value(), s.name())).orElse(Value.NONE);
    }

    private static Notification alarm(Change.Alarm change, Context context) {
        boolean named = change.alarm() == AlarmCondition.COMPONENT_INSTANTIATION_FAILED
                || change.alarm() == AlarmCondition.COMPONENT_CLEANUP_FAILED;
        List<Info> info = context.node()
                .filter(n -> named)
                .map(n -> List.of(new Info(NODE_NAME, n.toString())))
                .orElse(List.of());
        int minorId = change.alarm().minorId();
        Header header = header(context, EventType.PROCESSING_ALARM, change.entity(), minorId, info, change.text());
        return new Notification.Alarm(header, change.alarm(), change.raised() ? Severity.MAJOR : Severity.CLEARED);
    }

    private static Notification errorReport(Change.Recovery change, Context context) {
        RecommendedRecovery recommended = RecommendedRecovery.valueOf(change.recommended());
        RecommendedRecovery applied = numbered(change.applied());
        List<Info> info = List.of(
                new Info(RECOMMENDED_RECOVERY, Integer.toString(recommended.value())),
                new Info(APPLIED_RECOVERY, Integer.toString(applied.value())));
        Header header = header(context, EventType.ERROR_REPORT, change.component(), ERROR_REPORT, info, change.text());
        return new Notification.ErrorReport(header, recommended, applied);
    }

    /** The standard has no numbers for recoveries of units: they are those of a component, widened. */
    private static RecommendedRecovery numbered(String applied) {
        return switch (applied) {
            case "UNIT_RESTART" -> RecommendedRecovery.COMPONENT_RESTART;
            case "UNIT_FAILOVER" -> RecommendedRecovery.COMPONENT_FAILOVER;
            default -> RecommendedRecovery.valueOf(applied);
        };
    }

    private static Header header(
            Context context, EventType type, Dn object, int minorId, List<Info> info, String text) {
        return new Header(context.id(), context.timeNanos(), type, object, minorId, context.correlation(), info, text);
    }
}
