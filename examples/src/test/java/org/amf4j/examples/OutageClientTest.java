package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The client that looks for outages")
@Timeout(30)
class OutageClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private int run(String... arguments) {
        try {
            return OutageClient.run(arguments, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("tells who answered before and after a gap, and ends with a summary")
    void takeOver() throws Exception {
        try (StreamServer one = new StreamServer("su1");
                StreamServer two = new StreamServer("su2")) {
            int port = one.start(0);
            CompletableFuture<Integer> client =
                    CompletableFuture.supplyAsync(() -> run(Integer.toString(port), "2", "2"));
            await().atMost(PATIENCE).until(() -> output().contains("su1 answers"));

            one.stop();
            two.start(port);

            await().atMost(PATIENCE).until(() -> output().contains("su2 answers after"));
            assertThat(client.get(10, TimeUnit.SECONDS)).isZero();
            assertThat(output())
                    .contains("before it su1")
                    .contains(" answers, ")
                    .contains(" ms");
        }
    }

    @Test
    @DisplayName("ends with an error when nobody ever answered, or when it is called wrongly")
    void errors() {
        assertThat(run("1", "50", "1")).isEqualTo(1);
        assertThat(output()).contains("no answer").contains("0 answers");
        assertThat(run("port")).isEqualTo(64);
        assertThat(run()).isEqualTo(64);
    }
}
