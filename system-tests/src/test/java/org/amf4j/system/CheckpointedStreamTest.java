package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amf4j.examples.NumberedClient;
import org.amf4j.examples.SequenceLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example with state: a stream of numbers whose position is in a checkpoint. */
class CheckpointedStreamTest {

    private static final String NUMBERS = "safSi=numbers,safApp=numbers";
    private static final int SOME = 100;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("numbers", demo -> model());

    private static String model() {
        try {
            return Files.readString(Installation.demoModel().resolveSibling("checkpointed-stream.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("CKPT-031")
    @DisplayName("the active one is killed twice: its client sees no gap and no repeat")
    void noGapAndNoRepeat() throws Exception {
        CLUSTER.awaitWhole();
        NumberedClient client = new NumberedClient(CLUSTER.port(), System.out);
        AtomicBoolean isOver = new AtomicBoolean();
        CompletableFuture<Void> following = CompletableFuture.runAsync(() -> client.follow(isOver::get));
        try {
            for (int kills = 1; kills <= 2; kills++) {
                awaitMore(client.log());
                String unit =
                        LocalCluster.unit(CLUSTER.status(), NUMBERS, "ACTIVE").orElseThrow();
                String node = unit.startsWith("safSu=su1,") ? "n1" : "n2"; // as the example has it
                assertThat(client.log().sender()).isEqualTo(Models.streamer(unit));

                CLUSTER.process(node, Models.streamer(unit)).orElseThrow().destroyForcibly();

                int changes = kills;
                await("the other one sends")
                        .atMost(LocalCluster.LIMIT)
                        .until(() -> client.log().changes() == changes);
                assertThat(client.log().sender()).isNotEqualTo(Models.streamer(unit));
                CLUSTER.awaitWhole();
            }
            awaitMore(client.log());
        } finally {
            isOver.set(true);
            following.get(10, TimeUnit.SECONDS);
        }
        System.out.printf(
                "numbers: %d received, longest outage %.1f ms%n",
                client.log().numbers(), client.log().longestNanos() / 1e6);
        assertThat(client.log().missing()).isZero();
        assertThat(client.log().repeated()).isZero();
        assertThat(client.log().changes()).isEqualTo(2);
    }

    private static void awaitMore(SequenceLog log) {
        long wanted = log.numbers() + SOME;
        await("more numbers").atMost(LocalCluster.LIMIT).until(() -> log.numbers() >= wanted);
    }
}
