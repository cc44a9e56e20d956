package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The stream of numbers and its client")
@Timeout(30)
class NumberedStreamTest {

    private static final Duration PERIOD = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Memory memory = new Memory();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** What both servers of a test keep their numbers in. */
    private static final class Memory implements NumberedStream.Position {
        private final AtomicLong number = new AtomicLong();
        private volatile boolean isBroken;

        @Override
        public long read() {
            return number.get();
        }

        @Override
        public void keep(long kept) throws IOException {
            if (isBroken) {
                throw new IOException("nothing is kept any more");
            }
            number.set(kept);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static BufferedReader ask(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private NumberedClient client(int port) {
        return new NumberedClient(port, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("another one goes on with the next number, and the client misses none and gets none twice")
    void takeOver() throws Exception {
        try (NumberedStream one = new NumberedStream("su1", memory);
                NumberedStream two = new NumberedStream("su2", memory)) {
            int port = one.start(0, PERIOD);
            NumberedClient client = client(port);
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> following = CompletableFuture.runAsync(() -> client.follow(isOver::get));
            await().atMost(PATIENCE).until(() -> client.log().numbers() > 50);

            one.stop();
            two.start(port, PERIOD);

            await().atMost(PATIENCE).until(() -> client.log().changes() == 1);
            isOver.set(true);
            following.get(10, TimeUnit.SECONDS);
            assertThat(client.log().missing()).isZero();
            assertThat(client.log().repeated()).isZero();
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("su2 sends after", "before it su1");
        }
    }

    @Test
    @DisplayName("the client notices a server that has forgotten numbers, or sends them twice")
    void forgetful() throws Exception {
        try (NumberedStream one = new NumberedStream("su1", memory);
                NumberedStream two = new NumberedStream("su2", new Memory())) {
            int port = one.start(0, PERIOD);
            NumberedClient client = client(port);
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> following = CompletableFuture.runAsync(() -> client.follow(isOver::get));
            await().atMost(PATIENCE).until(() -> client.log().numbers() > 500);

            one.stop();
            two.start(port, Duration.ofSeconds(10));

            await().atMost(PATIENCE).until(() -> client.log().missing() > 0);
            isOver.set(true);
            following.get(10, TimeUnit.SECONDS);
        }
        SequenceLog log = new SequenceLog();
        log.received(1, 7, "su1");
        log.received(2, 7, "su1");
        log.received(3, 10, "su2");
        assertThat(log.repeated()).isEqualTo(1);
        assertThat(log.missing()).isEqualTo(2);
        assertThat(log.changes()).isEqualTo(1);
    }

    @Test
    @DisplayName("a client gets all that follows its number, however old, and nothing for a wrong line")
    void requests() throws IOException {
        memory.number.set(2_000);
        try (NumberedStream stream = new NumberedStream("su1", memory)) {
            int port = stream.start(0, PERIOD);
            try (Socket socket = connect(port)) {
                BufferedReader lines = ask(socket, "AFTER 100");
                for (int number = 101; number <= 2_010; number++) {
                    assertThat(lines.readLine()).isEqualTo(number + " su1");
                }
            }
            try (Socket socket = connect(port)) {
                assertThat(ask(socket, "AFTER 1000000").readLine()).startsWith("LOST ");
            }
            for (String wrong : new String[] {"", "AFTER -1", "AFTER x", "BEFORE 1", "x".repeat(100)}) {
                try (Socket socket = connect(port)) {
                    assertThat(ask(socket, wrong).read()).as(wrong).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    @DisplayName("nothing is sent that is not kept, and the service says that it is not well")
    void notKept() throws IOException {
        memory.isBroken = true;
        try (NumberedStream stream = new NumberedStream("su1", memory)) {
            int port = stream.start(0, PERIOD);
            await().atMost(PATIENCE).until(() -> !stream.isWell());
            try (Socket socket = connect(port)) {
                BufferedReader lines = ask(socket, "AFTER 0");
                stream.stop();
                assertThat(lines.read()).isEqualTo(-1);
            }
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    @DisplayName("called wrongly, or without a single number, the client ends with an error")
    void errors() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        assertThat(NumberedClient.run(new String[] {"port"}, out)).isEqualTo(64);
        assertThat(NumberedClient.run(new String[] {}, out)).isEqualTo(64);
        assertThat(NumberedClient.run(new String[] {"1", "0"}, out)).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("0 numbers");
    }
}
