package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** Dependencies among the service instances of a configuration, drawn by lot, across groups, never in a circle. */
final class RandomDependencies {

    private static final int SHARE = 2;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int TOLERANCE_MILLIS_MAX = 2_000;
    private static final String RANK = "saAmfSIRank";

    private final Random random;

    private RandomDependencies(Random random) {
        this.random = random;
    }

    /** The configuration with dependencies, in every second draw; without a change else. */
    static List<ImmObject> add(List<ImmObject> configuration, Random random) {
        return random.nextInt(SHARE) == 0 ? configuration : new RandomDependencies(random).added(configuration);
    }

    private List<ImmObject> added(List<ImmObject> configuration) {
        List<ImmObject> ranked = configuration.stream()
                .filter(o -> o.className().equals("SaAmfSI"))
                .sorted(Comparator.comparingLong(RandomDependencies::rank))
                .toList();
        List<ImmObject> all = new ArrayList<>(configuration);
        for (int i = 1; i < ranked.size(); i++) {
            if (random.nextInt(2) == 0) {
                all.addAll(dependencies(ranked.get(i).dn(), ranked.subList(0, i)));
            }
        }
        return all.stream().sorted(Comparator.comparing(ImmObject::dn)).toList();
    }

    /** Importance, 0 the lowest. */
    private static long rank(ImmObject instance) {
        long rank = instance.first(RANK).map(v -> (Long) v).orElse(0L);
        return rank == 0 ? Long.MAX_VALUE : rank;
    }

    /** One sponsor, or two, among those that are no less important. */
    private List<ImmObject> dependencies(Dn dependent, List<ImmObject> candidates) {
        Set<Dn> sponsors = new LinkedHashSet<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            sponsors.add(candidates.get(random.nextInt(candidates.size())).dn());
        }
        return sponsors.stream()
                .map(sponsor -> new ImmObject(
                        dependent.association("safDepend", sponsor),
                        "SaAmfSIDependency",
                        Map.of("saAmfToleranceTime", List.of(toleranceNanos()))))
                .toList();
    }

    private long toleranceNanos() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> 0;
            case 2 -> 1 + random.nextInt(TOLERANCE_MILLIS_MAX) * NANOS_PER_MILLI;
            default -> random.nextInt(4) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(20) * NANOS_PER_MILLI;
        };
    }
}
