package org.amf4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.core.model.RedundancyKind;

/**
 * A model to be measured.
 *
 * @param kind redundancy model of all its groups
 * @param instances service instances in all
 * @param instancesPerGroup service instances in each group
 * @param nodes nodes
 */
record ScaleCase(RedundancyKind kind, int instances, int instancesPerGroup, int nodes) {

    private static final int SMALL_GROUP = 10;
    private static final int NODES_MAX = 1_000;

    /** All cases: many small groups in four sizes, one large group in two, for every redundancy model. */
    static List<ScaleCase> all() {
        List<ScaleCase> all = new ArrayList<>();
        for (RedundancyKind kind : RedundancyKind.values()) {
            for (int instances : List.of(100, 1_000, 10_000, 100_000)) {
                all.add(new ScaleCase(kind, instances, SMALL_GROUP, nodesFor(instances)));
            }
            for (int instances : List.of(100, 1_000)) {
                all.add(new ScaleCase(kind, instances, instances, nodesFor(instances)));
            }
        }
        return all;
    }

    private static int nodesFor(int instances) {
        return switch (instances) {
            case 100 -> 10;
            case 1_000 -> 16;
            default -> Math.min(NODES_MAX, instances / 100);
        };
    }

    /** For instance {@code 2n-1000}, or {@code 2n-1000-one-group}. */
    String name() {
        String model = switch (kind) {
            case TWO_N -> "2n";
            case N_PLUS_M -> "n-plus-m";
            case N_WAY -> "n-way";
            case N_WAY_ACTIVE -> "n-way-active";
            case NO_REDUNDANCY -> "no-redundancy";
        };
        return model + "-" + instances + (instances == instancesPerGroup ? "-one-group" : "");
    }

    int groups() {
        return instances / instancesPerGroup;
    }

    /** Units of each group, spares included. */
    int unitsPerGroup() {
        boolean large = instancesPerGroup > SMALL_GROUP;
        return switch (kind) {
            case TWO_N -> 2;
            case N_PLUS_M -> large ? nodes : 4;
            case N_WAY, N_WAY_ACTIVE -> large ? nodes : 3;
            case NO_REDUNDANCY -> instancesPerGroup + 1;
        };
    }
}
