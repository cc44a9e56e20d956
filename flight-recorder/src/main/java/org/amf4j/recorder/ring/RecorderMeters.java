package org.amf4j.recorder.ring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.telemetry.Metric;

/** The recorder's meters. */
final class RecorderMeters {

    private final Counter entries;
    private final Counter lost;
    private final Counter failures;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong recording = new AtomicLong();

    RecorderMeters(MeterRegistry registry) {
        entries = Metric.RECORDER_ENTRIES.counter(registry);
        lost = Metric.RECORDER_LOST.counter(registry);
        failures = Metric.RECORDER_FAILURES.counter(registry);
        Metric.RECORDER_BYTES.gauge(registry, bytes, AtomicLong::get);
        Metric.RECORDER_RECORDING.gauge(registry, recording, AtomicLong::get);
    }

    void written() {
        entries.increment();
    }

    void lost() {
        lost.increment();
    }

    void failed() {
        failures.increment();
        recording.set(0);
    }

    void recording(long ringBytes) {
        recording.set(1);
        bytes.set(ringBytes);
    }
}
