package org.amf4j.director;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.amf4j.core.lease.LeaseTimes;

/**
 * How the loss of nodes is dealt with; the same on every controller.
 *
 * @param policy what has to be certain before work moves
 * @param times how long leases last
 * @param fencing for the name of a node: the command that switches it off and exits 0 when it is off, word by word; empty for
 *     one that cannot be fenced; used with {@link LossPolicy#FENCE}
 */
public record LossSettings(LossPolicy policy, LeaseTimes times, Function<String, List<String>> fencing) {

    /** Work moves at once; no leases. */
    public static final LossSettings IMMEDIATE = new LossSettings(LossPolicy.IMMEDIATE, LeaseTimes.STEADY, Map.of());

    /** With commands that stay the same, by name. */
    public LossSettings(LossPolicy policy, LeaseTimes times, Map<String, List<String>> fencing) {
        this(policy, times, commands(fencing));
    }

    private static Function<String, List<String>> commands(Map<String, List<String>> fencing) {
        Map<String, List<String>> kept = Map.copyOf(fencing);
        return node -> kept.getOrDefault(node, List.of());
    }

    /** The same with commands that are looked up when they are needed, as nodes may come. */
    public LossSettings fencedBy(Function<String, List<String>> commands) {
        return new LossSettings(policy, times, commands);
    }
}
