package org.amf4j.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The meters, by the names that dashboards rely on. */
final class FailoverMeters {

    private final MeterRegistry registry;
    private final Timer reaction;
    private final Timer recovery;
    private final Timer outage;
    private final Timer repair;
    private final Timer gap;

    FailoverMeters(MeterRegistry registry) {
        this.registry = registry;
        reaction = timer("amf.failover.reaction", "failure to the first action of the framework");
        recovery = timer("amf.failover.recovery", "first action until the successor is told ACTIVE");
        outage = timer("amf.failover.outage", "reaction and recovery together");
        repair = timer("amf.failover.repair", "failure until the failed unit is in service again");
        gap = timer("amf.switch.gap", "planned switch: nobody is active");
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name).description(description).register(registry);
    }

    /** The number of sources is the number of error sources and one. */
    void failed(String source) {
        registry.counter("amf.component.failures", "source", source).increment();
    }

    void nodeSilent() {
        registry.counter("amf.node.silences").increment();
    }

    void nodeLost() {
        registry.counter("amf.node.losses").increment();
    }

    /** The number of recoveries is that of the standard. */
    void recovery(String applied) {
        registry.counter("amf.recoveries", "applied", applied).increment();
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
