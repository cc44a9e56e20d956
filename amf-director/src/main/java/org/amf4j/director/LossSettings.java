package org.amf4j.director;

import java.util.List;
import java.util.Map;
import org.amf4j.core.lease.LeaseTimes;

/**
 * How the loss of nodes is dealt with; the same on every controller.
 *
 * @param policy what has to be certain before work moves
 * @param times how long leases last
 * @param fencing for nodes that can be fenced, by name: the command that switches the node off and exits 0 when it is off,
 *     word by word; used with {@link LossPolicy#FENCE}
 */
public record LossSettings(LossPolicy policy, LeaseTimes times, Map<String, List<String>> fencing) {

    /** Work moves at once; no leases. */
    public static final LossSettings IMMEDIATE = new LossSettings(LossPolicy.IMMEDIATE, LeaseTimes.STEADY, Map.of());

    public LossSettings {
        fencing = Map.copyOf(fencing);
    }
}
