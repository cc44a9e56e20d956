package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes are killed while a process writes: nothing that was acknowledged is lost, and writing goes on. */
class CheckpointLossTest {

    private static final String NAME = "safCkpt=numbers,safApp=test";
    private static final String OTHER = "safCkpt=others,safApp=test";
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final int SOME = 20;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("ckpt", model -> model);

    private static Checkpoints at(String node) {
        return Checkpoints.open(CheckpointsOptions.of(CLUSTER.node(node).resolve(CheckpointsOptions.SOCKET_NAME)));
    }

    private static long read(Checkpoint checkpoint) {
        return Long.parseLong(new String(checkpoint.read(), StandardCharsets.US_ASCII));
    }

    @Test
    @Tag("CKPT-031")
    @DisplayName("the leader, then the active replica are killed during writes; every acknowledged write is there")
    void nodesAreKilled() throws Exception {
        CLUSTER.awaitWhole();
        String leader = CLUSTER.status().path("leader").asText();
        List<String> others =
                NODES.stream().filter(node -> !node.equals(leader)).toList();
        try (Checkpoints maker = at(others.get(0));
                Checkpoints checkpoints = at(others.get(1))) {
            maker.checkpoint(NAME).create().open();
            Checkpoint numbers = checkpoints.checkpoint(NAME).open();
            Writer writer = new Writer(numbers);
            for (String killed : List.of(leader, others.get(0))) {
                writer.awaitMore();

                CLUSTER.agent(killed).destroyForcibly();

                CLUSTER.awaitStatus(
                        "another controller leads",
                        status -> !status.path("leader").asText().equals(killed));
                await("another replica is active")
                        .atMost(LocalCluster.LIMIT)
                        .until(() -> numbers.status()
                                .active()
                                .filter(n -> !n.equals(killed))
                                .isPresent());
                writer.awaitMore();
                long acknowledged = writer.acknowledged.get();
                assertThat(read(numbers)).isGreaterThanOrEqualTo(acknowledged);
                restart(killed, writer, numbers);
            }
            writer.end();
            assertThat(writer.failures).isEmpty();
            assertThat(read(numbers)).isEqualTo(writer.acknowledged.get());
            CLUSTER.call("ckpt", "list").endsWith(0);
            CLUSTER.call("ckpt", "show", "numbers").endsWith(0);
            CLUSTER.call("ckpt", "dump", "numbers").endsWith(0);
            CLUSTER.call("ckpt", "read", "nobody").endsWith(4);
        }
    }

    @Test
    @Tag("CKPT-031")
    @DisplayName("the writing process is killed; what it knew to be written is there, and another one goes on")
    void theWriterIsKilled() throws Exception {
        CLUSTER.awaitWhole();
        Path told = CLUSTER.path().resolve("acknowledged");
        try (Checkpoints checkpoints = at("n1")) {
            Checkpoint numbers = checkpoints.checkpoint(OTHER).create().open();
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            CheckpointLossTest.class.getName(),
                            CLUSTER.node("n2").toString(),
                            OTHER)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(told.toFile())
                    .start();
            try {
                await("some writes are acknowledged")
                        .atMost(LocalCluster.LIMIT)
                        .until(() -> Files.readAllLines(told).size() > SOME);
            } finally {
                writer.destroyForcibly().waitFor();
            }

            long acknowledged = Files.readAllLines(told).size() - 1; // the last line may be half written
            assertThat(read(numbers)).isBetween(acknowledged, acknowledged + 2);
            numbers.write("7".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(numbers)).isEqualTo(7);
        }
    }

    /** The writing process: says each number when its write is acknowledged. */
    public static void main(String[] arguments) {
        Path socket = Path.of(arguments[0]).resolve(CheckpointsOptions.SOCKET_NAME);
        try (Checkpoints checkpoints = Checkpoints.open(CheckpointsOptions.of(socket))) {
            Checkpoint numbers = checkpoints.checkpoint(arguments[1]).open();
            for (long number = 1; ; number++) {
                numbers.write(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
                System.out.println(number);
            }
        }
    }

    /** Nobody writes while the node's JVM starts: both together may take the other nodes' processors for longer than a lease. */
    private static void restart(String node, Writer writer, Checkpoint numbers) throws IOException {
        writer.mayWrite.acquireUninterruptibly();
        try {
            CLUSTER.startNode(node);
            CLUSTER.awaitBack(node);
        } finally {
            writer.mayWrite.release();
        }
        await("there are two whole replicas again")
                .atMost(LocalCluster.LIMIT)
                .until(() -> numbers.status().replicas().size() == 2);
    }

    /** Writes 1, 2, 3 and so on, each after the acknowledgement of the one before. */
    private static final class Writer {
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private final Semaphore mayWrite = new Semaphore(1, true);
        private final List<RuntimeException> failures = new ArrayList<>();
        private final Thread thread;

        Writer(Checkpoint numbers) {
            thread = new Thread(() -> write(numbers), "writer");
            thread.start();
        }

        private void write(Checkpoint numbers) {
            try {
                for (long number = 1; !isOver.get(); number++) {
                    mayWrite.acquireUninterruptibly();
                    try {
                        numbers.write(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
                    } finally {
                        mayWrite.release();
                    }
                    acknowledged.set(number);
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }

        void awaitMore() {
            long before = acknowledged.get();
            await("more writes are acknowledged")
                    .atMost(LocalCluster.LIMIT)
                    .until(() -> acknowledged.get() >= before + SOME || !failures.isEmpty());
        }

        void end() throws InterruptedException {
            isOver.set(true);
            thread.join();
        }
    }
}
