package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fresh seeds in every run. {@code -Damf.exploration.events=1000000}, which CI gives, says how many events are wanted; a
 * slow machine takes longer, up to a limit.
 */
class ExplorationTest {

    private static final long EVENTS_WANTED = Long.getLong("amf.exploration.events", 20_000);
    private static final long TIME_NANOS_MAX = TimeUnit.MINUTES.toNanos(12);

    @Test
    @DisplayName("fresh seeds: all truths hold after every event, and in the end everybody is served")
    void freshSeeds() {
        long first = new Random().nextLong() >>> 16;
        int threads = Runtime.getRuntime().availableProcessors();
        long begun = System.nanoTime();

        Exploration.Result result = new Exploration(Schedule::draw, StandardModels.all())
                .explore(first, EVENTS_WANTED, TIME_NANOS_MAX, threads);

        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "explored %d events in %d runs from seed %d, %.1f s with %d threads, %.0f events/s%n",
                result.events(), result.runs(), first, seconds, threads, result.events() / seconds);
        assertThat(result.failure().map(Failure::text)).isEmpty();
        assertThat(result.events()).isGreaterThanOrEqualTo(EVENTS_WANTED);
    }
}
