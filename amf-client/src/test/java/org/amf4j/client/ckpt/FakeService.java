package org.amf4j.client.ckpt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/** The service's end of the socket for one process: what it answers is the test's. */
final class FakeService implements AutoCloseable {

    private final Path folder;
    private final ServerSocketChannel listening;
    private final Thread thread;
    private volatile SocketChannel connection;

    /** Begins to serve; the answering may say nothing, something, or much. */
    FakeService(BiConsumer<CheckpointRequest, FakeService> answering) throws IOException {
        folder = Files.createTempDirectory("ckpt");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket()));
        thread = new Thread(() -> serve(answering), "fake-service");
        thread.start();
    }

    Path socket() {
        return folder.resolve("ckpt.sock");
    }

    private void serve(BiConsumer<CheckpointRequest, FakeService> answering) {
        try (SocketChannel accepted = listening.accept()) {
            connection = accepted;
            InputStream in = Channels.newInputStream(accepted);
            CheckpointRequest request = CheckpointRequest.parseDelimitedFrom(in);
            while (request != null) {
                answering.accept(request, this);
                request = CheckpointRequest.parseDelimitedFrom(in);
            }
        } catch (IOException e) {
            return; // the test has ended one of the ends
        }
    }

    /** Says something to the process. */
    synchronized void say(CheckpointReply.Builder reply) {
        try {
            OutputStream bytes = Channels.newOutputStream(connection);
            reply.build().writeDelimitedTo(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes that are no frame. */
    void sayNonsense() throws IOException {
        connection.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, 127}));
    }

    /** The node's process dies. */
    void die() throws IOException {
        connection.close();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listening.close();
        if (connection != null) {
            connection.close();
        }
        thread.join();
        Files.delete(socket());
        Files.delete(folder);
    }
}
