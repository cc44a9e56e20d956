package org.amf4j.director;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Notification;
import org.amf4j.core.outcome.NotificationTable;
import org.amf4j.core.outcome.Outcome;

/**
 * The latest changes, numbered, bounded, the oldest go first; and the alarms that applications have raised. On the controller's
 * thread only.
 */
final class EventHistory {

    /** Changes kept. */
    static final int KEPT_MAX = 10_000;

    private final Deque<Item> items = new ArrayDeque<>();
    private final ApplicationAlarms alarms = new ApplicationAlarms();
    private long number;

    /**
     * A change as it is shown.
     *
     * @param number counts changes
     * @param timeNanos timestamp of the entry
     * @param row what has changed
     * @param notification what the world is told of it; empty for a change that the framework does not notify
     * @param ended the alarm of an application that an operator has ended, if that is what has changed
     */
    record Item(
            long number,
            long timeNanos,
            Row row,
            Optional<Notification> notification,
            Optional<ApplicationAlarms.Ended> ended) {}

    /** Whose state, which one, and what became of it. */
    record Row(String entity, String attribute, String before, String after, String text) {}

    void note(LogEntry entry, Outcome outcome) {
        Iterator<Notification> notifications = outcome.notifications().iterator();
        for (Change change : outcome.changes()) {
            boolean notified = NotificationTable.isNotified(change);
            Optional<Notification> notification = notified ? Optional.of(notifications.next()) : Optional.empty();
            add(entry, row(change), notification, Optional.empty());
        }
        outcome.sent()
                .forEach(sent -> alarms.note(sent)
                        .ifPresent(ended -> add(entry, row(ended), Optional.empty(), Optional.of(ended))));
    }

    private void add(
            LogEntry entry, Row row, Optional<Notification> notification, Optional<ApplicationAlarms.Ended> ended) {
        if (items.size() == KEPT_MAX) {
            items.removeFirst();
        }
        items.addLast(new Item(++number, entry.timestampNanos(), row, notification, ended));
    }

    private static Row row(ApplicationAlarms.Ended ended) {
        String object = ended.alarm().content().object().toString();
        return new Row(object, AlarmsJson.name(ended.alarm()), "RAISED", "CLEARED", ended.text());
    }

    /** Alarms of applications that are raised now. */
    ApplicationAlarms alarms() {
        return alarms;
    }

    private static Row row(Change change) {
        return switch (change) {
            case Change.State s -> new Row(s.entity().toString(), s.attribute(), s.before(), s.after(), "");
            case Change.Assignment a ->
                new Row(
                        a.unit().toString(),
                        "saAmfSISUHAState",
                        name(a.before()),
                        name(a.after()),
                        a.instance().toString());
            case Change.Readiness r ->
                new Row(
                        r.unit().toString(),
                        "saAmfSISUHAReadinessState",
                        r.before().name(),
                        r.after().name(),
                        r.instance().toString());
            case Change.ErrorCleared c -> new Row(c.component().toString(), "error", "REPORTED", "CLEARED", "");
            case Change.Alarm a ->
                new Row(
                        a.entity().toString(),
                        a.alarm().name(),
                        a.raised() ? "" : "RAISED",
                        a.raised() ? "RAISED" : "CLEARED",
                        a.text());
            case Change.Recovery r ->
                new Row(r.component().toString(), "recovery", r.recommended(), r.applied(), r.text());
            case Change.Membership m ->
                new Row(m.node().toString(), "membership", "", m.change().name(), "view " + m.viewNumber());
            case Change.MembershipAdmin m ->
                new Row(
                        m.node().toString(),
                        "saClmNodeAdminState",
                        m.before().name(),
                        m.after().name(),
                        "");
        };
    }

    private static String name(Optional<HaState> state) {
        return state.map(Enum::name).orElse("");
    }

    /** How many changes there have been. */
    long number() {
        return number;
    }

    /** Goes on after so many changes, which are not known any more. */
    void restore(long changes) {
        items.clear();
        number = changes;
    }

    /** Changes after this number, oldest first. */
    List<Item> after(long given, int max) {
        List<Item> result = new ArrayList<>();
        for (Item item : items) {
            if (item.number() > given && result.size() < max) {
                result.add(item);
            }
        }
        return result;
    }
}
