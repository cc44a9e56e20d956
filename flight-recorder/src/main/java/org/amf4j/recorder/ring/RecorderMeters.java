package org.amf4j.recorder.ring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The recorder's meters, by the names that dashboards rely on. */
final class RecorderMeters {

    private final Counter entries;
    private final Counter lost;
    private final Counter failures;
    private final AtomicLong bytes;
    private final AtomicLong recording;

    RecorderMeters(MeterRegistry registry) {
        entries = Counter.builder("amf.recorder.entries")
                .description("entries of the log that the flight recorder has written")
                .register(registry);
        lost = Counter.builder("amf.recorder.lost")
                .description("entries of the log that the flight recorder has not written: disk slow, full or failed")
                .register(registry);
        failures = Counter.builder("amf.recorder.failures")
                .description("how often the flight recorder could not write")
                .register(registry);
        bytes = registry.gauge("amf.recorder.bytes", new AtomicLong());
        recording = registry.gauge("amf.recorder.recording", new AtomicLong());
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
