package org.amf4j.admin.measure;

import org.amf4j.admin.measure.MeasuredCluster.Killed;
import org.amf4j.admin.output.Table;
import org.amf4j.admin.output.Times;
import org.amf4j.api.Dn;

/** A fail-over told as it happened. */
final class FailoverStory {
    private final Killed killed;
    private final Failover failover;
    private final FailoverTimes times;
    private final String instance;

    FailoverStory(Killed killed, Failover failover, String instance) {
        this.killed = killed;
        this.failover = failover;
        this.times = FailoverTimes.of(killed.atNanos(), failover);
        this.instance = Dn.of(instance).rdnValue();
    }

    /** A line per instant: time of day, who, what, and how long it took since the failure. */
    String text() {
        String victim = component(failover.component());
        String successor = component(failover.successor());
        String noticed = "process " + killed.pid() + " ended by SIGKILL, noticed after "
                + Times.millis(failover.observedAtNanos() - killed.atNanos()) + " ms";
        Table story = new Table();
        line(story, killed.atNanos(), victim, noticed, "", 0);
        line(story, failover.cleanupStartedAtNanos(), victim, "cleanup started", "reaction", times.reactionNanos());
        line(
                story,
                failover.callbackEnteredAtNanos(),
                successor,
                "told ACTIVE for " + instance,
                "recovery",
                times.recoveryNanos());
        line(story, failover.callbackAnsweredAtNanos(), successor, "answered", "outage", times.outageNanos());
        line(
                story,
                failover.repairedAtNanos(),
                Dn.of(failover.component()).parent().rdnValue(),
                "in service again",
                "repair",
                times.repairNanos());
        return story.toString();
    }

    private static void line(Table story, long atNanos, String who, String what, String figure, long nanos) {
        story.row(Times.clock(atNanos), who, what, figure, figure.isEmpty() ? "" : Times.millis(nanos) + " ms");
    }

    /** For instance {@code su1/streamer}. */
    private static String component(String dn) {
        Dn name = Dn.of(dn);
        return name.parent().isRoot() ? name.rdnValue() : name.parent().rdnValue() + "/" + name.rdnValue();
    }
}
