package org.amf4j.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The meters of what happens to components and nodes. */
final class FailoverMeters {

    private final MeterRegistry registry;
    private final Timer reaction;
    private final Timer recovery;
    private final Timer outage;
    private final Timer repair;
    private final Timer gap;

    FailoverMeters(MeterRegistry registry) {
        this.registry = registry;
        reaction = Metric.FAILOVER_REACTION.timer(registry);
        recovery = Metric.FAILOVER_RECOVERY.timer(registry);
        outage = Metric.FAILOVER_OUTAGE.timer(registry);
        repair = Metric.FAILOVER_REPAIR.timer(registry);
        gap = Metric.SWITCH_GAP.timer(registry);
    }

    /** The number of sources is the number of error sources and one. */
    void failed(String source) {
        Metric.COMPONENT_FAILURES.counter(registry, source).increment();
    }

    void nodeSilent() {
        Metric.NODE_SILENCES.counter(registry).increment();
    }

    void nodeLost() {
        Metric.NODE_LOSSES.counter(registry).increment();
    }

    /** The number of recoveries is that of the standard. */
    void recovery(String applied) {
        Metric.RECOVERIES.counter(registry, applied).increment();
    }

    void reacted(Failover failover) {
        record(reaction, failover.reactionNanos());
    }

    void recovered(Failover failover) {
        record(recovery, failover.recoveryNanos());
        record(outage, failover.outageNanos());
    }

    void repaired(Failover failover) {
        record(repair, failover.repairNanos());
    }

    void switched(PlannedSwitch planned) {
        gap.record(planned.gapNanos(), TimeUnit.NANOSECONDS);
    }

    private static void record(Timer timer, OptionalLong nanos) {
        nanos.ifPresent(value -> timer.record(value, TimeUnit.NANOSECONDS));
    }
}
