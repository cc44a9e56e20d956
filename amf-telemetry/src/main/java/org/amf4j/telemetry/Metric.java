package org.amf4j.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All metrics of a node, by the names that dashboards rely on. A meter is made here or not at all. */
public enum Metric {
    BUILD(Kind.GAUGE, "amf.build.info", "1, with the version of the node's programs as its label", "version"),
    FAILOVER_REACTION(Kind.TIMER, "amf.failover.reaction", "failure to the first action of the framework"),
    FAILOVER_RECOVERY(Kind.TIMER, "amf.failover.recovery", "first action until the successor is told ACTIVE"),
    FAILOVER_OUTAGE(Kind.TIMER, "amf.failover.outage", "reaction and recovery together"),
    FAILOVER_REPAIR(Kind.TIMER, "amf.failover.repair", "failure until the failed unit is in service again"),
    SWITCH_GAP(Kind.TIMER, "amf.switch.gap", "planned switch: nobody is active"),
    COMPONENT_FAILURES(Kind.COUNTER, "amf.component.failures", "failures of components, by who has noticed", "source"),
    RECOVERIES(Kind.COUNTER, "amf.recoveries", "recoveries, by what was done", "applied"),
    NODE_SILENCES(Kind.COUNTER, "amf.node.silences", "how often a node could not be heard for a while"),
    NODE_LOSSES(
            Kind.COUNTER, "amf.node.losses", "how often the work of a node was given to others because it was lost"),
    CHECKPOINT_CALLS(Kind.COUNTER, "amf.checkpoint.calls", "calls of processes on this node that concern checkpoints"),
    CHECKPOINT_WRITES(Kind.COUNTER, "amf.checkpoint.writes", "those of them that write"),
    CHECKPOINT_LATENCY(Kind.TIMER, "amf.checkpoint.latency", "from such a call to its answer"),
    CHECKPOINT_REPLICAS(Kind.GAUGE, "amf.checkpoint.replicas", "replicas of checkpoints that this node keeps"),
    CHECKPOINT_LAG(Kind.GAUGE, "amf.checkpoint.lag", "changes of checkpoints active here that not every replica has"),
    RECORDER_ENTRIES(Kind.COUNTER, "amf.recorder.entries", "entries of the log that the flight recorder has written"),
    RECORDER_LOST(
            Kind.COUNTER,
            "amf.recorder.lost",
            "entries of the log that the flight recorder has not written: disk slow, full or failed"),
    RECORDER_FAILURES(Kind.COUNTER, "amf.recorder.failures", "how often the flight recorder could not write"),
    RECORDER_BYTES(Kind.GAUGE, "amf.recorder.bytes", "size of the flight recorder's ring, in bytes"),
    RECORDER_RECORDING(Kind.GAUGE, "amf.recorder.recording", "1 while the flight recorder records, 0 after a failure");

    private final Kind kind;
    private final String id;
    private final String description;
    private final String tag;

    /** What a meter measures. */
    public enum Kind {
        /** Counts up from 0 since the node has started. */
        COUNTER("_total"),
        /** Durations: how many, their sum, and the longest of late, in seconds. */
        TIMER("_seconds"),
        /** A value that goes up and down. */
        GAUGE("");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    Metric(Kind kind, String id, String description) {
        this(kind, id, description, "");
    }

    Metric(Kind kind, String id, String description, String tag) {
        this.kind = kind;
        this.id = id;
        this.description = description;
        this.tag = tag;
    }

    /** What it measures. */
    public Kind kind() {
        return kind;
    }

    /** A few words that say what it is. */
    public String description() {
        return description;
    }

    /** The name of the label that tells its series apart; empty when there is one series. */
    public Optional<String> tag() {
        return Optional.of(tag).filter(name -> !name.isEmpty());
    }

    /** The name that a scrape shows. */
    public String scrapedName() {
        return id.replace('.', '_') + kind.suffix;
    }

    /** A counter without a label. */
    public Counter counter(MeterRegistry registry) {
        require(Kind.COUNTER, tag.isEmpty());
        return Counter.builder(id).description(description).register(registry);
    }

    /** The counter of this value of its label; the caller takes them from a small set. */
    public Counter counter(MeterRegistry registry, String label) {
        require(Kind.COUNTER, !tag.isEmpty());
        return Counter.builder(id).description(description).tag(tag, label).register(registry);
    }

    /** The timer. */
    public Timer timer(MeterRegistry registry) {
        require(Kind.TIMER, tag.isEmpty());
        return Timer.builder(id).description(description).register(registry);
    }

    /** Has the value asked of the object at each scrape; who asks does not keep it alive. */
    public <T> void gauge(MeterRegistry registry, T object, ToDoubleFunction<T> value) {
        require(Kind.GAUGE, tag.isEmpty());
        Gauge.builder(id, object, value).description(description).register(registry);
    }

    /** A value of 1 that is there for its label. */
    public void information(MeterRegistry registry, String label) {
        require(Kind.GAUGE, !tag.isEmpty());
        Gauge.builder(id, () -> 1).description(description).tag(tag, label).register(registry);
    }

    private void require(Kind wanted, boolean labelled) {
        if (kind != wanted || !labelled) {
            throw new IllegalStateException(this + " is a " + kind + (tag.isEmpty() ? "" : " with the label " + tag));
        }
    }
}
