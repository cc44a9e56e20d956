package org.amf4j.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;

/**
 * Puts things that depend on each other in order.
 *
 * @param ranks 1 without sponsors, else one more than the highest sponsor
 * @param cycles the circles found, each from its first name by DN; their members have ranks without meaning
 */
record DependencyOrder(Map<Dn, Integer> ranks, List<List<Dn>> cycles) {

    /** Orders by the sponsors of each; every sponsor must be a key, too. */
    static DependencyOrder of(Map<Dn, List<Dn>> sponsors) {
        return new Sorter(sponsors).sort();
    }

    /** Takes away what waits for nothing until nothing is left; a rest contains a circle, which is cut. */
    private static final class Sorter {
        private final Map<Dn, List<Dn>> sponsors;
        private final Map<Dn, List<Dn>> dependents = new TreeMap<>();
        private final Map<Dn, Integer> missing = new TreeMap<>();
        private final Map<Dn, Integer> ranks = new TreeMap<>();
        private final List<List<Dn>> cycles = new ArrayList<>();
        private final Deque<Dn> ready = new ArrayDeque<>();

        Sorter(Map<Dn, List<Dn>> sponsors) {
            this.sponsors = new TreeMap<>(sponsors);
        }

        DependencyOrder sort() {
            sponsors.forEach((dn, of) -> {
                missing.put(dn, of.size());
                of.forEach(s ->
                        dependents.computeIfAbsent(s, k -> new ArrayList<>()).add(dn));
                if (of.isEmpty()) {
                    ready.add(dn);
                }
            });
            drain();
            while (!missing.isEmpty()) {
                List<Dn> cycle = findCycle();
                cycles.add(cycle);
                ready.add(cycle.get(0));
                drain();
            }
            return new DependencyOrder(ranks, cycles);
        }

        private void drain() {
            while (!ready.isEmpty()) {
                Dn dn = ready.remove();
                missing.remove(dn);
                ranks.merge(dn, 1, Math::max);
                for (Dn dependent : dependents.getOrDefault(dn, List.of())) {
                    ranks.merge(dependent, ranks.get(dn) + 1, Math::max);
                    if (missing.containsKey(dependent) && missing.merge(dependent, -1, Integer::sum) == 0) {
                        ready.add(dependent);
                    }
                }
            }
        }

        /** Walks from sponsor to sponsor among the rest until a name comes again. */
        private List<Dn> findCycle() {
            Map<Dn, Integer> seen = new TreeMap<>();
            List<Dn> walk = new ArrayList<>();
            Dn dn = missing.keySet().iterator().next();
            while (!seen.containsKey(dn)) {
                seen.put(dn, walk.size());
                walk.add(dn);
                dn = sponsors.get(dn).stream()
                        .filter(missing::containsKey)
                        .findFirst()
                        .orElseThrow();
            }
            List<Dn> cycle = new ArrayList<>(walk.subList(seen.get(dn), walk.size()));
            Dn first = cycle.stream().min(Dn::compareTo).orElseThrow();
            Collections.rotate(cycle, -cycle.indexOf(first));
            return cycle;
        }
    }
}
