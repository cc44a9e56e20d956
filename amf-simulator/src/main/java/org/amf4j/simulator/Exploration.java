package org.amf4j.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.testkit.Steps;

/**
 * Runs schedules, one seed after the other, until enough log entries have been applied or a truth is broken. Several
 * threads take seeds in turn; a run is in one thread and does not depend on the others.
 */
public final class Exploration {

    private final LongFunction<Schedule> schedules;
    private final Collection<? extends RedundancyModel> models;
    private final AtomicBoolean stop = new AtomicBoolean();

    /** An exploration of these schedules, by seed. */
    public Exploration(LongFunction<Schedule> schedules, Collection<? extends RedundancyModel> models) {
        this.schedules = schedules;
        this.models = models;
    }

    /**
     * What has been explored.
     *
     * @param events log entries applied, after each of which all truths were checked
     * @param runs schedules run to their end
     * @param failure the first failure met, if any
     */
    public record Result(long events, long runs, Optional<Failure> failure) {

        private Result plus(Result other) {
            return new Result(events + other.events, runs + other.runs, failure.isPresent() ? failure : other.failure);
        }
    }

    /**
     * Explores at least this many events, however long that takes up to the limit.
     *
     * @param firstSeed the first seed; the others follow it
     * @param eventsMin how many log entries are enough; with 0 one schedule is run
     * @param timeNanosMax no schedule is begun after this time, in nanoseconds
     * @param threads how many threads take part
     */
    public Result explore(long firstSeed, long eventsMin, long timeNanosMax, int threads) {
        long deadlineNanos = System.nanoTime() + timeNanosMax;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Result>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                long first = firstSeed + i;
                parts.add(pool.submit(() -> part(first, threads, eventsMin / threads, deadlineNanos)));
            }
            Result all = new Result(0, 0, Optional.empty());
            for (Future<Result> part : parts) {
                all = all.plus(part.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while exploring", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Steps.NotUnderstood mistake) {
                throw mistake;
            }
            throw new IllegalStateException("exploration failed", e.getCause());
        }
    }

    private Result part(long first, int step, long eventsMin, long deadlineNanos) {
        long events = 0;
        long runs = 0;
        long seed = first;
        do {
            Schedule schedule = schedules.apply(seed);
            FaultRun run = new FaultRun(schedule, models, (entry, outcome) -> {});
            try {
                run.run();
            } catch (Steps.NotUnderstood e) {
                throw e;
            } catch (AssertionError | RuntimeException e) {
                stop.set(true);
                return new Result(events + run.events(), runs, Optional.of(Failure.of(seed, schedule, models, e)));
            }
            events += run.events();
            runs++;
            seed += step;
        } while (events < eventsMin && !stop.get() && System.nanoTime() < deadlineNanos);
        return new Result(events, runs, Optional.empty());
    }
}
