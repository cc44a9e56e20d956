package org.amf4j.benchmarks.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;

/** Measures one case against a running cluster. */
final class CheckpointRun {

    /** Writes that a pipelining writer has under way at most. */
    static final int PIPELINE = 256;

    private static final int SAMPLES_MAX = 5_000_000;

    private final Path socket;
    private final CheckpointCase measured;
    private final long warmUpNanos;
    private final long runNanos;

    /**
     * What came out.
     *
     * @param writes acknowledged while it was measured
     * @param seconds that took
     * @param latenciesNanos of each of them, rising
     */
    record Outcome(long writes, double seconds, long[] latenciesNanos) {
        double perSecond() {
            return writes / seconds;
        }

        /** The latency that so many of a thousand do not exceed, in microseconds. */
        double micros(int perMille) {
            int last = latenciesNanos.length - 1;
            return latenciesNanos[(int) ((long) last * perMille / 1_000)] / 1_000.0;
        }
    }

    CheckpointRun(Path socket, CheckpointCase measured, int seconds) {
        this.socket = socket;
        this.measured = measured;
        this.runNanos = TimeUnit.SECONDS.toNanos(seconds);
        this.warmUpNanos = runNanos / 2;
    }

    Outcome run(String name) throws InterruptedException {
        try (Checkpoints checkpoints = Checkpoints.open(CheckpointsOptions.of(socket))) {
            Checkpoint checkpoint = checkpoints
                    .checkpoint(name)
                    .mode(measured.mode())
                    .replicas(measured.replicas())
                    .sections(measured.load().writers() + 1)
                    .sectionBytes(measured.bytes())
                    .open();
            for (int writer = 0; writer < measured.load().writers(); writer++) {
                checkpoint.create(section(writer), new byte[measured.bytes()]);
            }
            write(checkpoint, warmUpNanos);
            Outcome outcome = write(checkpoint, runNanos);
            checkpoint.close();
            checkpoints.unlink(checkpoint.name());
            return outcome;
        }
    }

    private static SectionId section(int writer) {
        return SectionId.of("writer" + writer);
    }

    private Outcome write(Checkpoint checkpoint, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        List<long[]> latencies = measured.load() == CheckpointCase.Load.PIPELINED
                ? List.of(pipelined(checkpoint, start + nanos))
                : closedLoops(checkpoint, start + nanos);
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] all = latencies.stream().flatMapToLong(LongStream::of).sorted().toArray();
        return new Outcome(all.length, seconds, all);
    }

    private List<long[]> closedLoops(Checkpoint checkpoint, long endNanos) throws InterruptedException {
        try (ExecutorService writers =
                Executors.newFixedThreadPool(measured.load().writers())) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int writer = 0; writer < measured.load().writers(); writer++) {
                SectionId section = section(writer);
                Callable<long[]> loop = () -> closedLoop(checkpoint, section, endNanos);
                running.add(writers.submit(loop));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> each : running) {
                latencies.add(each.get());
            }
            return latencies;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a writer has failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private long[] closedLoop(Checkpoint checkpoint, SectionId section, long endNanos) {
        byte[] data = new byte[measured.bytes()];
        long[] latencies = new long[1_024];
        int writes = 0;
        for (long now = System.nanoTime(); now < endNanos && writes < SAMPLES_MAX; writes++) {
            if (writes == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * writes);
            }
            checkpoint.overwrite(section, data);
            long then = System.nanoTime();
            latencies[writes] = then - now;
            now = then;
        }
        return Arrays.copyOf(latencies, writes);
    }

    private long[] pipelined(Checkpoint checkpoint, long endNanos) throws InterruptedException {
        byte[] data = new byte[measured.bytes()];
        Semaphore window = new Semaphore(PIPELINE);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Long> latencies = new ArrayList<>(); // grows on the one thread that tells of acknowledgements
        while (System.nanoTime() < endNanos && failure.get() == null && latencies.size() < SAMPLES_MAX) {
            window.acquire();
            long asked = System.nanoTime();
            checkpoint.overwriteAsync(section(0), data).whenComplete((done, failed) -> {
                if (failed == null) {
                    latencies.add(System.nanoTime() - asked);
                } else {
                    failure.set(failed);
                }
                window.release();
            });
        }
        window.acquire(PIPELINE);
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "a write has failed: " + failure.get().getMessage(), failure.get());
        }
        return latencies.stream().mapToLong(Long::longValue).toArray();
    }
}
