package org.amf4j.core.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Admission control: what is left of a group after the loss of the nodes it keeps a reserve for carries all its instances. */
final class ReserveRule {
    private static final String ATTRIBUTE = "amfSGReserveNodes";

    private final Draft draft;

    ReserveRule(Draft draft) {
        this.draft = draft;
    }

    void check(ServiceGroup group) {
        int reserved = group.config().reserveNodes();
        if (reserved == 0) {
            return;
        }
        List<Node> worst = worst(group, reserved);
        long left = group.units().stream()
                .filter(unit -> unit.config().hosts().stream().noneMatch(worst::contains))
                .mapToLong(unit -> carried(group, unit))
                .sum();
        int needed = group.instances().size();
        if (left < needed) {
            draft.problems.error(
                    group.dn(),
                    ATTRIBUTE,
                    "MODEL-SG-RESERVE",
                    "the group is to bear the loss of " + reserved + " nodes, but without "
                            + worst.stream().map(node -> node.dn().rdnValue()).collect(Collectors.joining(" and "))
                            + " its units carry " + left + " of its " + needed
                            + " service instances; add units on other"
                            + " nodes, take instances away, or lower " + ATTRIBUTE);
        }
    }

    /** The nodes whose loss takes most away, of equals the first in the order of the units. A unit that may be on several counts on each. */
    private static List<Node> worst(ServiceGroup group, int reserved) {
        Map<Node, Long> byNode = new LinkedHashMap<>();
        for (ServiceUnit unit : group.units()) {
            unit.config().hosts().forEach(node -> byNode.merge(node, carried(group, unit), Long::sum));
        }
        return byNode.entrySet().stream()
                .sorted(Map.Entry.<Node, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(reserved)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Instances that a unit can be active for. */
    private static long carried(ServiceGroup group, ServiceUnit unit) {
        int all = group.instances().size();
        if (!unit.isPreInstantiable()) {
            return 1;
        }
        return switch (group.config().redundancy()) {
            case TWO_N -> all;
            case NO_REDUNDANCY -> 1;
            case N_PLUS_M, N_WAY, N_WAY_ACTIVE -> Math.min(all, group.config().maxActivePerUnit());
        };
    }
}
