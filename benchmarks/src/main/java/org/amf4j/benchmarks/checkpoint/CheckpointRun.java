package org.amf4j.benchmarks.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;

/** Writes to a checkpoint of a running cluster, as one case says; the checkpoint is there until this is closed. */
final class CheckpointRun implements Contender {

    private final Checkpoints checkpoints;
    private final Checkpoint checkpoint;
    private final CheckpointCase measured;

    /**
     * Makes the checkpoint.
     *
     * @param name a name that no other run has at the same time
     * @param replySpin how long the writer looks for a reply before it sleeps
     */
    CheckpointRun(Path socket, String name, CheckpointCase measured, Duration replySpin) {
        this.measured = measured;
        checkpoints = Checkpoints.open(CheckpointsOptions.of(socket).withReplySpin(replySpin));
        checkpoint = checkpoints
                .checkpoint("safCkpt=bench-" + name + ",safApp=bench")
                .mode(measured.mode())
                .replicas(measured.replicas())
                .sections(measured.load().writers() + 1)
                .sectionBytes(measured.bytes())
                .open();
        for (int writer = 0; writer < measured.load().writers(); writer++) {
            checkpoint.create(section(writer), new byte[measured.bytes()]);
        }
    }

    @Override
    public Round run(long millis) throws InterruptedException {
        Sections sections = new Sections(checkpoint, new byte[measured.bytes()]);
        return Round.of(measured.load().run(sections, TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    @Override
    public void close() {
        try (checkpoints) {
            checkpoint.close();
            checkpoints.unlink(checkpoint.name());
        }
    }

    private static SectionId section(int writer) {
        return SectionId.of("writer" + writer);
    }

    private record Sections(Checkpoint checkpoint, byte[] data) implements WriteLoad.Target {

        @Override
        public void write(int writer) {
            checkpoint.overwrite(section(writer), data);
        }

        @Override
        public CompletableFuture<?> writeAsync() {
            return checkpoint.overwriteAsync(section(0), data);
        }
    }
}
