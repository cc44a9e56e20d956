package org.amf4j.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/** The operator socket of a node that answers as a test wants; closes a connection whose answer is to be none. */
public final class FakeNode implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel listening;
    private final Function<AdminRequest, AdminReply> answers;
    private final List<AdminRequest> requests = new CopyOnWriteArrayList<>();

    private FakeNode(Path socket, ServerSocketChannel listening, Function<AdminRequest, AdminReply> answers) {
        this.socket = socket;
        this.listening = listening;
        this.answers = answers;
    }

    /** Listens at {@code DIR/NODE/admin.sock}; the function's null means to close the connection without an answer. */
    public static FakeNode start(Path dir, String node, Function<AdminRequest, AdminReply> answers) {
        try {
            Files.createDirectories(dir.resolve(node));
            if (!Files.exists(dir.resolve("cluster.yaml"))) {
                Files.writeString(dir.resolve("cluster.yaml"), "cluster: lab\n");
            }
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            Path socket = dir.resolve(node).resolve("admin.sock");
            listening.bind(UnixDomainSocketAddress.of(socket));
            FakeNode fake = new FakeNode(socket, listening, answers);
            Thread thread = new Thread(fake::accept, "fake-" + node);
            thread.setDaemon(true);
            thread.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reply with a result and a sentence. */
    public static AdminReply reply(AisStatus status, String text) {
        return AdminReply.newBuilder().setStatus(status.value()).setText(text).build();
    }

    /** A reply to a query. */
    public static AdminReply json(String json) {
        return AdminReply.newBuilder()
                .setStatus(AisStatus.OK.value())
                .setJson(json)
                .build();
    }

    /** What was asked so far. */
    public List<AdminRequest> requests() {
        return requests;
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel connection = listening.accept();
                Thread thread = new Thread(() -> serve(connection), "fake-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            OutputStream out = Channels.newOutputStream(connection);
            for (AdminRequest request = AdminRequest.parseDelimitedFrom(in);
                    request != null;
                    request = AdminRequest.parseDelimitedFrom(in)) {
                requests.add(request);
                AdminReply reply = answers.apply(request);
                if (reply == null) {
                    return;
                }
                reply.toBuilder().setId(request.getId()).build().writeDelimitedTo(out);
            }
        } catch (IOException e) {
            // The asker has gone away; the test that made it do so knows.
        }
    }

    /** Stops listening as a killed process does: the file stays. */
    public void die() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        die();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
