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
    private final BiConsumer<CheckpointRequest, FakeService> answering;
    private volatile ServerSocketChannel listening;
    private volatile Thread thread;
    private volatile SocketChannel connection;

    /** Begins to serve; the answering may say nothing, something, or much. */
    FakeService(BiConsumer<CheckpointRequest, FakeService> answering) throws IOException {
        folder = Files.createTempDirectory("ckpt");
        this.answering = answering;
        listen();
    }

    private void listen() throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        opened.bind(UnixDomainSocketAddress.of(socket()));
        listening = opened;
        thread = new Thread(() -> serve(opened), "fake-service");
        thread.start();
    }

    Path socket() {
        return folder.resolve("ckpt.sock");
    }

    private void serve(ServerSocketChannel opened) {
        try (SocketChannel accepted = opened.accept()) {
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

    /** Reads nothing more. For the thread that answers. */
    void hangUp() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The node's process dies; its socket's path is free. */
    void die() throws IOException, InterruptedException {
        listening.close();
        connection.close();
        thread.join();
        Files.delete(socket());
    }

    /** Another process serves the same path. */
    void comeBack() throws IOException {
        listen();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listening.close();
        if (connection != null) {
            connection.close();
        }
        thread.join();
        Files.deleteIfExists(socket());
        Files.delete(folder);
    }
}
