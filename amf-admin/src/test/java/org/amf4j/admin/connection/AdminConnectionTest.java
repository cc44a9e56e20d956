package org.amf4j.admin.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.amf4j.admin.connection.AdminConnection.NoAnswerException;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames on the operator socket. */
class AdminConnectionTest {
    private static final AdminRequest REQUEST =
            AdminRequest.newBuilder().setId("r1").build();

    @TempDir
    Path dir;

    private ServerSocketChannel listening;
    private AdminConnection connection;
    private OutputStream node;

    @BeforeEach
    void connect() throws IOException {
        Path socket = dir.resolve("admin.sock");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        connection = AdminConnection.open(socket);
        SocketChannel accepted = listening.accept();
        node = Channels.newOutputStream(accepted);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
        node.close();
        listening.close();
    }

    private static long within(Duration limit) {
        return System.nanoTime() + limit.toNanos();
    }

    @Test
    @DisplayName("an answer larger than any buffer arrives whole")
    void largeAnswer() throws Exception {
        String json = "x".repeat(5_000_000);
        AdminReply reply = AdminReply.newBuilder().setId("r1").setJson(json).build();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(reply));

        AdminReply received = connection.exchange(REQUEST, within(Duration.ofSeconds(20)));

        writing.join();
        assertThat(received.getJson()).hasSize(json.length());
    }

    @Test
    @DisplayName("the late answer to an earlier request is passed over")
    void lateAnswer() throws Exception {
        write(AdminReply.newBuilder().setId("r0").setText("late").build());
        write(AdminReply.newBuilder().setId("r1").setText("wanted").build());

        AdminReply received = connection.exchange(REQUEST, within(Duration.ofSeconds(10)));

        assertThat(received.getText()).isEqualTo("wanted");
    }

    @Test
    @DisplayName("silence ends with the deadline, a half answer too")
    void silence() throws Exception {
        assertThatThrownBy(() -> connection.exchange(REQUEST, within(Duration.ofMillis(30))))
                .isInstanceOf(NoAnswerException.class);

        node.write(new byte[] {20, 1});

        assertThatThrownBy(() -> connection.exchange(REQUEST, within(Duration.ofMillis(30))))
                .isInstanceOf(NoAnswerException.class);
    }

    @Test
    @DisplayName("a closed connection is an end of file")
    void closed() throws Exception {
        node.close();

        assertThatThrownBy(() -> connection.exchange(REQUEST, within(Duration.ofSeconds(10))))
                .isInstanceOfAny(EOFException.class, IOException.class)
                .isNotInstanceOf(NoAnswerException.class);
    }

    @Test
    @DisplayName("a length beyond the limit is refused")
    void wrongLength() throws Exception {
        node.write(new byte[] {-1, -1, -1, -1, 7});

        assertThatThrownBy(() -> connection.exchange(REQUEST, within(Duration.ofSeconds(10))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than " + AdminConnection.REPLY_BYTES_MAX);
    }

    @Test
    @DisplayName("a length that never ends is refused")
    void endlessLength() throws Exception {
        node.write(new byte[] {-1, -1, -1, -1, -1, -1});

        assertThatThrownBy(() -> connection.exchange(REQUEST, within(Duration.ofSeconds(10))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no valid length");
    }

    private void write(AdminReply reply) {
        try {
            reply.writeDelimitedTo(node);
            node.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
