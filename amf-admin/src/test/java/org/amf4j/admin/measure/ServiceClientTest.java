package org.amf4j.admin.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The client that sees the outage. */
class ServiceClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Answers every line of one connection with the name, until closed. */
    private static ServerSocket serve(int port, String name) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread thread = new Thread(() -> answer(listening, name));
        thread.setDaemon(true);
        thread.start();
        return listening;
    }

    private static void answer(ServerSocket listening, String name) {
        try (Socket socket = listening.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while (!listening.isClosed() && lines.readLine() != null) {
                socket.getOutputStream().write((name + " ACTIVE 1\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SocketException e) {
            // The test has closed the service.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("it notices who answers, that nobody does, and who does next")
    void seesTheTakeOver() throws Exception {
        ServerSocket first = serve(0, "one");
        int port = first.getLocalPort();
        try (ServiceClient client =
                ServiceClient.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertThat(client.awaitAnswerOfOther("", LIMIT)).isTrue();
            assertThat(client.seen().lastName()).isEqualTo("one");

            first.close();
            try (ServerSocket second = serve(port, "two")) {
                assertThat(client.awaitAnswerOfOther("one", LIMIT)).isTrue();

                ServiceClient.Seen seen = client.seen();
                assertThat(seen.lastName()).isEqualTo("two");
                assertThat(seen.answersByName().keySet()).containsExactly("one", "two");
                assertThat(seen.answers()).isGreaterThan(1);
                assertThat(seen.longestGapNanos()).isPositive();
                assertThat(second.isBound()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("nobody who answers is nobody")
    void nobody() throws Exception {
        ServerSocket gone = serve(0, "gone");
        gone.close();
        try (ServiceClient client =
                ServiceClient.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), gone.getLocalPort()))) {

            assertThat(client.awaitAnswerOfOther("", Duration.ofMillis(50))).isFalse();

            assertThat(client.seen().failures()).isPositive();
            assertThat(client.seen().answers()).isZero();
        }
    }
}
