package org.amf4j.benchmarks.checkpoint;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.SectionId;

/** Measures one case against a running cluster. */
final class CheckpointRun {

    private final Path socket;
    private final CheckpointCase measured;
    private final long warmUpNanos;
    private final long runNanos;

    CheckpointRun(Path socket, CheckpointCase measured, int seconds) {
        this.socket = socket;
        this.measured = measured;
        this.runNanos = TimeUnit.SECONDS.toNanos(seconds);
        this.warmUpNanos = runNanos / 2;
    }

    WriteLoad.Outcome run(String name) throws InterruptedException {
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
            Sections sections = new Sections(checkpoint, new byte[measured.bytes()]);
            measured.load().run(sections, warmUpNanos);
            WriteLoad.Outcome outcome = measured.load().run(sections, runNanos);
            checkpoint.close();
            checkpoints.unlink(checkpoint.name());
            return outcome;
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
