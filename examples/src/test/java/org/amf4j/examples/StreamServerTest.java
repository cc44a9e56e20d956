package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The streaming service")
@Timeout(20)
class StreamServerTest {

    private final StreamServer server = new StreamServer("safComp=c");

    @AfterEach
    void stop() {
        server.close();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @DisplayName("answers every line with its name and a number that rises, whatever pieces it comes in")
    void answers() throws IOException {
        int port = server.start(0);

        try (Socket one = connect(port);
                Socket two = connect(port)) {
            write(one, "a\nb\n");
            assertThat(reader(one).readLine()).isEqualTo("safComp=c ACTIVE 1");
            write(two, "half ");
            write(two, "line\n");
            assertThat(reader(two).readLine()).startsWith("safComp=c ACTIVE ");
        }
    }

    @Test
    @DisplayName("speaks HTTP to GET")
    void http() throws IOException {
        int port = server.start(0);

        try (Socket socket = connect(port)) {
            write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(reader(socket).lines()).startsWith("HTTP/1.0 200 OK").endsWith("safComp=c ACTIVE 1");
        }
    }

    @Test
    @DisplayName("closes a connection that sends more than a line may have, and goes on")
    void flood() throws IOException {
        int port = server.start(0);

        try (Socket socket = connect(port)) {
            write(socket, "x".repeat(StreamServer.REQUEST_BYTES_MAX));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = connect(port)) {
            write(socket, "\n");
            assertThat(reader(socket).readLine()).startsWith("safComp=c");
        }
    }

    @Test
    @DisplayName("has freed the port and ended all connections when it has stopped, and can start again")
    void stopAndStart() throws IOException {
        int port = server.start(0);
        try (Socket socket = connect(port)) {
            write(socket, "\n");
            reader(socket).readLine();

            server.stop();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
        }
        assertThat(server.start(port)).isEqualTo(port);
        assertThat(server.isWell()).isTrue();
    }

    @Test
    @DisplayName("refuses a port that another one serves: there cannot be two")
    void taken() throws IOException {
        int port = server.start(0);
        try (StreamServer other = new StreamServer("safComp=d")) {
            assertThatThrownBy(() -> other.start(port)).isInstanceOf(IOException.class);
            assertThat(other.isWell()).isTrue();
        }
    }

    @Test
    @DisplayName("warms up without leaving a trace")
    void warmUp() throws IOException {
        server.warmUp();
        int port = server.start(0);

        try (Socket socket = connect(port)) {
            write(socket, "\n");
            assertThat(reader(socket).readLine()).isEqualTo("safComp=c ACTIVE 1");
        }
    }
}
