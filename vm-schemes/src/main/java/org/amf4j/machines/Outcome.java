package org.amf4j.machines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amf4j.admin.measure.Spread;
import org.amf4j.admin.output.Json;

/**
 * What a fault cost.
 *
 * @param what the fault
 * @param machine the machine, or the service within
 * @param from where that ran
 * @param to where it ran afterwards
 * @param times what was measured
 */
record Outcome(String what, String machine, String from, String to, Times times) {
    /** Stands for a time that does not exist for a fault. */
    static final long NONE = -1;

    /** The words above {@link #row()}. */
    static final List<String> COLUMNS =
            List.of("CASE", "MACHINE", "FROM", "TO", "REACTION", "CALLED", "REPAIR", "BOOT", "OUTAGE", "REDUNDANT", "");

    /**
     * Times in nanoseconds from the instant just before a fault was caused, or {@link #NONE}.
     *
     * @param reactionNanos until the first action: CLEANUP begins, or TERMINATE when the move is planned
     * @param calledNanos until the INSTANTIATE that succeeded began
     * @param repairNanos until that ended, which is when the machine's service answers
     * @param bootNanos how long that took
     * @param outageNanos from the last answer before to the first one after, as a client saw it
     * @param redundantNanos until the cluster inside of the machines has its standby again
     */
    record Times(
            long reactionNanos,
            long calledNanos,
            long repairNanos,
            long bootNanos,
            long outageNanos,
            long redundantNanos) {

        /** Of the starts of a machine since the instant, the last of which has succeeded; without another action the first one is it. */
        static Times ofStarts(long atNanos, long reactionNanos, List<CommandNotes.Note> starts, long outageNanos) {
            CommandNotes.Note start = starts.get(starts.size() - 1);
            return new Times(
                    reactionNanos == NONE ? starts.get(0).beganAtNanos() - atNanos : reactionNanos,
                    start.beganAtNanos() - atNanos,
                    start.endedAtNanos() - atNanos,
                    start.tookNanos(),
                    outageNanos,
                    NONE);
        }

        Times redundantAfter(long nanos) {
            return new Times(reactionNanos, calledNanos, repairNanos, bootNanos, outageNanos, nanos);
        }
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("case", what).put("machine", machine).put("from", from).put("to", to);
        put(json, "reaction_ms", times.reactionNanos());
        put(json, "called_ms", times.calledNanos());
        put(json, "repair_ms", times.repairNanos());
        put(json, "boot_ms", times.bootNanos());
        put(json, "outage_ms", times.outageNanos());
        put(json, "redundant_ms", times.redundantNanos());
        return json;
    }

    /** As a sentence. */
    String text() {
        return what + ": " + machine + " " + from + " to " + to + ", no answer for "
                + TimeUnit.NANOSECONDS.toMillis(times.outageNanos()) + " ms";
    }

    private static void put(ObjectNode json, String key, long nanos) {
        if (nanos != NONE) {
            json.put(key, Spread.millis(nanos));
        }
    }

    /** For a table. */
    List<String> row() {
        return Stream.of(
                        List.of(what, machine, from, to),
                        List.of(
                                seconds(times.reactionNanos()),
                                seconds(times.calledNanos()),
                                seconds(times.repairNanos()),
                                seconds(times.bootNanos()),
                                seconds(times.outageNanos()),
                                seconds(times.redundantNanos()),
                                "s"))
                .flatMap(List::stream)
                .toList();
    }

    private static String seconds(long nanos) {
        return nanos == NONE ? "-" : String.format(Locale.ROOT, "%.3f", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
