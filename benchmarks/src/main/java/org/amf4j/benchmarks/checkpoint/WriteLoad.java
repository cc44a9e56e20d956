package org.amf4j.benchmarks.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/** How writes come; the same for whatever they are written to. */
public enum WriteLoad {
    /** One writer, each write after the acknowledgement of the one before. */
    CLOSED_LOOP(1),
    /** Eight writers of that kind, each with a place of its own. */
    WRITERS_8(8),
    /** One writer with {@link #PIPELINE} writes under way. */
    PIPELINED(1);

    /** Writes that a pipelining writer has under way at most. */
    public static final int PIPELINE = 256;

    private static final int SAMPLES_MAX = 5_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int writers;

    WriteLoad(int writers) {
        this.writers = writers;
    }

    /** What is written to. */
    public interface Target {

        /** Replaces what the writer of this number has written, and returns when that is acknowledged. */
        void write(int writer) throws Exception;

        /** The same for the first writer, without waiting. */
        CompletableFuture<?> writeAsync();
    }

    /**
     * What came out.
     *
     * @param writes acknowledged while it was measured
     * @param seconds that took
     * @param latenciesNanos of each of them, rising
     */
    public record Outcome(long writes, double seconds, long[] latenciesNanos) {

        /** Acknowledged writes in a second. */
        public double perSecond() {
            return writes / seconds;
        }

        /** The latency that so many of a thousand do not exceed, in microseconds. */
        public double micros(int perMille) {
            int last = latenciesNanos.length - 1;
            return latenciesNanos[(int) ((long) last * perMille / 1_000)] / 1_000.0;
        }
    }

    /** How many places are written to; their numbers begin with 0. */
    public int writers() {
        return writers;
    }

    /** The load of this name, as the cases spell it. */
    public static WriteLoad of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The load has ended early: a write was refused, or none acknowledged. */
    public static final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WriteFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Writes for so long. */
    public Outcome run(Target target, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        List<long[]> latencies =
                this == PIPELINED ? List.of(pipelined(target, start + nanos)) : closedLoops(target, start + nanos);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        long[] all = latencies.stream().flatMapToLong(LongStream::of).sorted().toArray();
        if (all.length == 0) {
            throw new WriteFailed("not one write was acknowledged", null);
        }
        return new Outcome(all.length, seconds, all);
    }

    private List<long[]> closedLoops(Target target, long endNanos) throws InterruptedException {
        try (ExecutorService running = Executors.newFixedThreadPool(writers)) {
            List<Future<long[]>> loops = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                Callable<long[]> loop = () -> closedLoop(target, number, endNanos);
                loops.add(running.submit(loop));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> each : loops) {
                latencies.add(each.get());
            }
            return latencies;
        } catch (ExecutionException e) {
            throw new WriteFailed("a writer has failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static long[] closedLoop(Target target, int writer, long endNanos) throws Exception {
        long[] latencies = new long[1_024];
        int writes = 0;
        for (long now = System.nanoTime(); now < endNanos && writes < SAMPLES_MAX; writes++) {
            if (writes == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * writes);
            }
            target.write(writer);
            long then = System.nanoTime();
            latencies[writes] = then - now;
            now = then;
        }
        return Arrays.copyOf(latencies, writes);
    }

    private static long[] pipelined(Target target, long endNanos) throws InterruptedException {
        Semaphore window = new Semaphore(PIPELINE);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Long> latencies = new ArrayList<>(); // guarded by itself: acknowledgements may come on several threads
        int writes = 0;
        for (; System.nanoTime() < endNanos && failure.get() == null && writes < SAMPLES_MAX; writes++) {
            window.acquire();
            long asked = System.nanoTime();
            target.writeAsync().whenComplete((done, failed) -> {
                if (failed == null) {
                    synchronized (latencies) {
                        latencies.add(System.nanoTime() - asked);
                    }
                } else {
                    failure.set(failed);
                }
                window.release();
            });
        }
        window.acquire(PIPELINE);
        if (failure.get() != null) {
            throw new WriteFailed("a write has failed: " + failure.get().getMessage(), failure.get());
        }
        synchronized (latencies) {
            return latencies.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
