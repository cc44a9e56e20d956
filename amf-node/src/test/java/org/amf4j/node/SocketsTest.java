package org.amf4j.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
import org.amf4j.protocol.admin.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SocketsTest {

    private final Path folder;

    SocketsTest() throws IOException {
        folder = Files.createTempDirectory("amf");
    }

    @AfterEach
    void clean() throws IOException {
        Files.deleteIfExists(folder.resolve("s"));
        Files.delete(folder);
    }

    private final Queue<String> withdrawn = new ConcurrentLinkedQueue<>();

    /** Answers with the kind of the query at once, and never what is no query. */
    private OperatorSocket open(Path path) throws IOException {
        return OperatorSocket.open(path, new OperatorHandler() {
            @Override
            public void handle(AdminRequest request, Consumer<AdminReply> reply) {
                if (request.hasQuery()) {
                    reply.accept(AdminReply.newBuilder()
                            .setId(request.getId())
                            .setStatus(AisStatus.OK.value())
                            .setText(request.getQuery().getKind())
                            .build());
                }
            }

            @Override
            public void withdraw(String id) {
                withdrawn.add(id);
            }
        });
    }

    @Test
    @DisplayName("operators are answered, and only the agent's user can connect")
    void answersOperators() throws IOException {
        try (OperatorSocket socket = open(folder.resolve("s"));
                RawClient client = new RawClient(folder.resolve("s"))) {
            client.send(query("a"));

            AdminReply reply = client.read(AdminReply.parser());

            assertThat(reply.getId()).isEqualTo("a");
            assertThat(reply.getText()).isEqualTo("status");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s"))))
                    .isEqualTo("rw-------");
        }
        assertThat(folder.resolve("s")).doesNotExist();
    }

    private static AdminRequest query(String id) {
        return AdminRequest.newBuilder()
                .setId(id)
                .setQuery(Query.newBuilder().setKind("status"))
                .build();
    }

    @Test
    @DisplayName("what an operator has asked who hangs up is withdrawn, unless it was answered")
    void hangsUp() throws IOException {
        try (OperatorSocket socket = open(folder.resolve("s"))) {
            try (RawClient client = new RawClient(folder.resolve("s"))) {
                client.send(AdminRequest.newBuilder().setId("unanswered").build());
                client.send(query("answered"));
                client.read(AdminReply.parser());
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> !withdrawn.isEmpty());
        }
        assertThat(withdrawn).containsExactly("unanswered");
    }

    @Test
    @DisplayName("garbage ends an operator's connection, and others are served")
    void garbage() throws IOException {
        try (OperatorSocket socket = open(folder.resolve("s"));
                RawClient bad = new RawClient(folder.resolve("s"));
                RawClient good = new RawClient(folder.resolve("s"))) {
            bad.sendBytes(new byte[] {-1, -1, -1, -1, -1});
            bad.awaitEnd();

            good.send(query("b"));

            assertThat(good.read(AdminReply.parser()).getId()).isEqualTo("b");
        }
    }

    @Test
    @DisplayName("a path that is too long is refused with the limit and a remedy")
    void longPath() {
        Path path = Path.of("/tmp/" + "x".repeat(103));

        assertThatThrownBy(() -> open(path))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 108 bytes")
                .hasMessageContaining("107; choose a shorter folder");
    }

    @Test
    @DisplayName("the socket of a program that is gone is replaced, of one that serves is not")
    void staleSocket() throws IOException {
        Path path = folder.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertThatThrownBy(() -> open(path)).hasMessageContaining("served by a running program");
        }
        assertThat(path).exists();

        open(path).close();

        assertThat(path).doesNotExist();
    }

    @Test
    @DisplayName("a file that is no socket is not removed")
    void otherFile() throws IOException {
        Path path = Files.writeString(folder.resolve("s"), "precious");

        assertThatThrownBy(() -> open(path)).hasMessageContaining("is no socket");

        assertThat(path).hasContent("precious");
    }
}
