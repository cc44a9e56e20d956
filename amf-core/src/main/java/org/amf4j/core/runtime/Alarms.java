package org.amf4j.core.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.outcome.AlarmCondition;

/** Alarms that are raised and not cleared, oldest first. */
public final class Alarms {

    private final Map<Key, Active> active = new LinkedHashMap<>();

    private record Key(Dn entity, AlarmCondition condition) {}

    /**
     * An alarm that is raised.
     *
     * @param notificationId the notification that raised it
     * @param sinceNanos when, in nanoseconds since the epoch
     * @param entity whom it is about
     * @param condition what about
     * @param text the sentence that came with it
     */
    public record Active(long notificationId, long sinceNanos, Dn entity, AlarmCondition condition, String text) {}

    /** All of them, oldest first. */
    public List<Active> all() {
        return new ArrayList<>(active.values());
    }

    /** The one about this, if it is raised. */
    public Optional<Active> find(Dn entity, AlarmCondition condition) {
        return Optional.ofNullable(active.get(new Key(entity, condition)));
    }

    void raised(Active alarm) {
        active.put(new Key(alarm.entity(), alarm.condition()), alarm);
    }

    void cleared(Dn entity, AlarmCondition condition) {
        active.remove(new Key(entity, condition));
    }
}
