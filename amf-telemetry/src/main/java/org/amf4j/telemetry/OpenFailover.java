package org.amf4j.telemetry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.amf4j.api.Dn;

/** A failure whose story is still being told. Not thread-safe. */
final class OpenFailover {

    private static final String UNIT_RDN = "safSu";

    private final Dn component;
    private final Dn unit;
    private final String source;
    private final long observedAt;
    private final long reportedAt;
    private final int activeCsis;
    private final Set<Dn> waiting;
    private final Set<Dn> ordered = new LinkedHashSet<>();
    private Dn successor = Dn.ROOT;
    private OptionalLong cleanupStartedAt = OptionalLong.empty();
    private OptionalLong cleanupEndedAt = OptionalLong.empty();
    private OptionalLong orderSentAt = OptionalLong.empty();
    private OptionalLong callbackEnteredAt = OptionalLong.empty();
    private OptionalLong callbackAnsweredAt = OptionalLong.empty();
    private OptionalLong repairedAt = OptionalLong.empty();
    private boolean unitLeftService;

    OpenFailover(Dn component, String source, Set<Dn> active, long observedAt, long reportedAt) {
        this.component = component;
        this.unit = component.ancestor(UNIT_RDN).orElse(Dn.ROOT);
        this.source = source;
        this.observedAt = observedAt;
        this.reportedAt = reportedAt;
        this.activeCsis = active.size();
        this.waiting = new LinkedHashSet<>(active);
    }

    Dn component() {
        return component;
    }

    /** The service unit of the component. */
    Dn unit() {
        return unit;
    }

    boolean isRepaired() {
        return repairedAt.isPresent();
    }

    void cleanupStarted(long atNanos) {
        if (cleanupStartedAt.isEmpty()) {
            cleanupStartedAt = OptionalLong.of(atNanos);
        }
    }

    void cleanupEnded(long atNanos) {
        if (cleanupEndedAt.isEmpty()) {
            cleanupEndedAt = OptionalLong.of(atNanos);
        }
    }

    /** Another component is to take over these CSIs; says whether one of them was this one's. */
    boolean ordered(List<Dn> csis) {
        if (waiting.isEmpty()) {
            return false;
        }
        boolean concerned = false;
        for (Dn csi : csis) {
            if (waiting.remove(csi)) {
                ordered.add(csi);
                concerned = true;
            }
        }
        return concerned;
    }

    void orderSent(long atNanos) {
        if (orderSentAt.isEmpty()) {
            orderSentAt = OptionalLong.of(atNanos);
        }
    }

    /** The one who was to take over could not; someone else will be ordered to. */
    void notTaken(List<Dn> csis) {
        for (Dn csi : csis) {
            if (ordered.remove(csi)) {
                waiting.add(csi);
            }
        }
    }

    /** These CSIs have a new active component; says whether those were the last ones. */
    boolean taken(Dn by, List<Dn> csis, long enteredAt, long answeredAt) {
        csis.forEach(ordered::remove);
        if (callbackEnteredAt.isEmpty() || enteredAt >= callbackEnteredAt.getAsLong()) {
            callbackEnteredAt = OptionalLong.of(enteredAt);
            callbackAnsweredAt = OptionalLong.of(answeredAt);
            successor = by;
        }
        return waiting.isEmpty() && ordered.isEmpty();
    }

    void unitLeftService() {
        unitLeftService = true;
    }

    /** The component runs again: says whether that ends the repair, because the unit was in service all the time. */
    boolean componentInstantiated(long atNanos) {
        return !unitLeftService && unitInService(atNanos);
    }

    /** The unit is in service: says whether that ends the repair. */
    boolean unitInService(long atNanos) {
        if (repairedAt.isPresent()) {
            return false;
        }
        repairedAt = OptionalLong.of(atNanos);
        return true;
    }

    Failover snapshot() {
        return new Failover(
                component,
                source,
                successor,
                activeCsis,
                observedAt,
                cleanupStartedAt,
                reportedAt,
                cleanupEndedAt,
                orderSentAt,
                callbackEnteredAt,
                callbackAnsweredAt,
                repairedAt);
    }
}
