package org.amf4j.benchmarks.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;

/**
 * How long a new replica takes to have everything, while somebody goes on writing: a collocated checkpoint is opened on
 * further nodes, one after the other; when the opening returns, the replica there is whole.
 */
final class FillRun {

    /** What the case is called. */
    static final String CASE = "fill-10000-sections-1024-bytes";

    private static final int SECTIONS = 10_000;
    private static final int BYTES = 1_024;
    private static final int UNDER_WAY = 256;
    private static final String NAME = "safCkpt=bench-fill,safApp=bench";
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path cluster;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();

    /**
     * One more replica.
     *
     * @param node where
     * @param millis from the opening to its return
     * @param writesMeanwhile acknowledged in that time
     */
    record Filled(String node, double millis, long writesMeanwhile) {}

    FillRun(Path cluster) {
        this.cluster = cluster;
    }

    private Checkpoints at(String node) {
        return Checkpoints.open(CheckpointsOptions.of(cluster.resolve(node).resolve(CheckpointsOptions.SOCKET_NAME)));
    }

    List<Filled> run() throws InterruptedException {
        List<Filled> all = new ArrayList<>();
        try (Checkpoints checkpoints = at("n1")) {
            Checkpoint first = checkpoints
                    .checkpoint(NAME)
                    .collocated()
                    .sections(SECTIONS)
                    .sectionBytes(BYTES)
                    .open();
            create(first);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(first));
            try {
                for (String node : List.of("n2", "n3")) {
                    TimeUnit.SECONDS.sleep(1); // writes at their usual speed
                    all.add(open(node));
                }
            } finally {
                isOver.set(true);
                writing.join();
            }
            first.close();
            checkpoints.unlink(first.name());
        }
        return all;
    }

    private Filled open(String node) {
        try (Checkpoints there = at(node)) {
            long before = writes.get();
            long start = System.nanoTime();
            try (Checkpoint opened = there.checkpoint(NAME).open()) {
                double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
                if (opened.status().replicas().stream().noneMatch(node::equals)
                        || opened.status().sections() != SECTIONS) {
                    throw new IllegalStateException("the replica of " + node + " is not whole: " + opened.status());
                }
                return new Filled(node, millis, writes.get() - before);
            }
        }
    }

    private static void create(Checkpoint checkpoint) throws InterruptedException {
        Semaphore window = new Semaphore(UNDER_WAY);
        List<CompletableFuture<SectionId>> made = new ArrayList<>();
        for (int number = 0; number < SECTIONS; number++) {
            window.acquire();
            made.add(checkpoint
                    .createAsync(section(number), Long.MAX_VALUE, new byte[BYTES])
                    .whenComplete((id, failed) -> window.release()));
        }
        made.forEach(CompletableFuture::join);
    }

    private void write(Checkpoint checkpoint) {
        byte[] data = new byte[BYTES];
        for (int number = 0; !isOver.get(); number = (number + 1) % SECTIONS) {
            checkpoint.overwrite(section(number), data);
            writes.incrementAndGet();
        }
    }

    private static SectionId section(int number) {
        return SectionId.of("section" + number);
    }
}
