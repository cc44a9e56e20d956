package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.Dependency;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.UnitAssignment;

/**
 * Sponsors and dependents over time (AMF-076): nobody is newly made active while a sponsor is unassigned, and nobody stays
 * active for longer than the tolerance time after that. Remembers from entry to entry, by what is confirmed.
 */
final class DependencyTruths {

    private final Map<Pair, Long> missingSinceNanos = new LinkedHashMap<>();
    private Set<Pair> active = Set.of();

    /** Two names that belong together: the truths outlive the director that they look at. */
    private record Pair(Dn first, Dn second) {
        static Pair of(UnitAssignment a) {
            return new Pair(a.instance().instance().dn(), a.unit().unit().dn());
        }

        static Pair of(Dependency d) {
            return new Pair(
                    d.dependent().instance().dn(), d.sponsor().instance().dn());
        }
    }

    void check(ClusterState state, long nowNanos) {
        Set<Pair> present = new LinkedHashSet<>();
        for (InstanceState instance : state.instances()) {
            for (UnitAssignment a : instance.assignments()) {
                if (!instance.sponsors().isEmpty() && isActive(a)) {
                    present.add(Pair.of(a));
                    instance.sponsors().forEach(d -> check(state, a, d, nowNanos));
                }
            }
        }
        state.instances().stream()
                .flatMap(i -> i.sponsors().stream())
                .filter(d -> isAssigned(d.sponsor()) || !isActive(d.dependent()))
                .forEach(d -> missingSinceNanos.remove(Pair.of(d)));
        active = present;
    }

    private void check(ClusterState state, UnitAssignment a, Dependency d, long nowNanos) {
        if (isAssigned(d.sponsor())) {
            return;
        }
        require(
                active.contains(Pair.of(a)),
                "SPONSOR-BEFORE-DEPENDENT",
                d.dependent().instance(),
                "made active on " + a.unit().unit() + " without " + d.sponsor().instance());
        long since = missingSinceNanos.computeIfAbsent(Pair.of(d), k -> nowNanos);
        boolean goes = !state.of(d.dependent().instance().group())
                .target()
                .of(d.dependent().instance())
                .actives()
                .contains(a.unit().unit()); // after what depends on it
        require(
                goes || d.isEndless() || nowNanos - since < d.toleranceNanos(),
                "TOLERANCE-TIME",
                d.dependent().instance(),
                "active without " + d.sponsor().instance() + " for " + (nowNanos - since) + " ns, tolerated "
                        + d.toleranceNanos());
    }

    private static boolean isActive(InstanceState instance) {
        return instance.assignments().stream().anyMatch(DependencyTruths::isActive);
    }

    private static boolean isActive(UnitAssignment a) {
        return a.aims(HaState.ACTIVE) && !a.csis().isEmpty();
    }

    private static boolean isAssigned(InstanceState sponsor) {
        return sponsor.assignments().stream()
                .filter(a -> !a.csis().isEmpty())
                .flatMap(a -> a.confirmed().stream())
                .anyMatch(ha -> ha == HaState.ACTIVE || ha == HaState.QUIESCING);
    }
}
