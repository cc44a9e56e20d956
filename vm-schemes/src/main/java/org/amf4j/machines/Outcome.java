package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.amf4j.admin.measure.Spread;
import org.amf4j.admin.output.Json;

/**
 * What a fault cost one machine, in nanoseconds from the instant just before it was caused.
 *
 * @param what the fault
 * @param machine the machine
 * @param from the host that it ran on
 * @param to the host that it ran on afterwards
 * @param reactionNanos until the first action: CLEANUP begins, or TERMINATE when the move is planned
 * @param calledNanos until the INSTANTIATE that succeeded began
 * @param repairNanos until that ended, which is when the machine's service answers
 * @param bootNanos how long that took
 * @param outageNanos from the last answer before to the first one after, as a client saw it
 */
record Outcome(
        String what,
        String machine,
        String from,
        String to,
        long reactionNanos,
        long calledNanos,
        long repairNanos,
        long bootNanos,
        long outageNanos) {

    ObjectNode toJson() {
        return Json.object()
                .put("case", what)
                .put("machine", machine)
                .put("from", from)
                .put("to", to)
                .put("reaction_ms", Spread.millis(reactionNanos))
                .put("called_ms", Spread.millis(calledNanos))
                .put("repair_ms", Spread.millis(repairNanos))
                .put("boot_ms", Spread.millis(bootNanos))
                .put("outage_ms", Spread.millis(outageNanos));
    }
}
