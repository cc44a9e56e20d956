package org.amf4j.client;

import com.google.protobuf.CodedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/**
 * The socket to the node agent: one thread reads, any thread writes.
 *
 * <p>The channel is non-blocking, for two reasons: a write to an agent that does not read ends after a bounded time, and
 * a thread of the application that is interrupted while it answers does not close the channel, as it would in blocking
 * mode.
 */
final class AgentConnection implements AutoCloseable {

    /** What the reading thread calls. */
    interface Handler {

        /** A frame arrived. Must not block. */
        void received(ToComponent frame);

        /** Nothing will arrive any more. Called once, also after {@link AgentConnection#close()}. */
        void lost(String reason);
    }

    /** How long a write waits for an agent that does not read. */
    static final long WRITE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long WRITE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int WRITE_BUFFER_BYTES = 4 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer writeBuffer = ByteBuffer.allocate(WRITE_BUFFER_BYTES);

    private AgentConnection(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    static AgentConnection connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new AgentConnection(channel, selector);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Starts the reading thread. */
    void start(Handler handler) {
        Thread reader = new Thread(() -> read(handler), "amf-agent");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Handler handler) {
        String reason;
        try {
            readUntilClosed(handler);
            reason = "the connection was closed";
        } catch (ClosedSelectorException e) {
            reason = "the connection was closed";
        } catch (EOFException e) {
            reason = "the agent closed the connection";
        } catch (IOException e) {
            reason = "the connection broke: " + e.getMessage();
        } catch (RuntimeException | Error e) {
            // A mistake of this library must not leave a component that believes it is supervised.
            reason = "reading failed: " + e;
        }
        close();
        handler.lost(reason);
    }

    private void readUntilClosed(Handler handler) throws IOException {
        FrameDecoder decoder = new FrameDecoder();
        while (channel.isOpen()) {
            selector.select();
            selector.selectedKeys().clear();
            if (!channel.isOpen()) {
                return;
            }
            int count = channel.read(decoder.space());
            if (count < 0) {
                throw new EOFException();
            }
            if (count > 0) {
                decoder.drain(handler::received);
            }
        }
    }

    /**
     * Writes one frame; callable from any thread.
     *
     * @throws IOException when the connection is closed, the frame too large, or the agent does not read in time
     */
    void send(ToAgent message) throws IOException {
        int size = message.getSerializedSize();
        if (size > FrameDecoder.FRAME_BYTES_MAX) {
            throw new IOException("frame of " + size + " bytes, at most " + FrameDecoder.FRAME_BYTES_MAX + " may be sent");
        }
        int framed = CodedOutputStream.computeUInt32SizeNoTag(size) + size;
        synchronized (writeBuffer) {
            ByteBuffer frame = framed <= writeBuffer.capacity() ? writeBuffer.clear() : ByteBuffer.allocate(framed);
            CodedOutputStream output = CodedOutputStream.newInstance(frame);
            output.writeUInt32NoTag(size);
            message.writeTo(output);
            output.flush();
            write(frame.flip());
        }
    }

    private void write(ByteBuffer frame) throws IOException {
        if (channel.write(frame) >= 0 && !frame.hasRemaining()) {
            return;
        }
        long deadlineNanos = System.nanoTime() + WRITE_TIMEOUT_NANOS;
        while (frame.hasRemaining()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                // Half a frame may be out: nothing sensible can follow it.
                close();
                throw new IOException("the agent has not read for "
                        + TimeUnit.NANOSECONDS.toSeconds(WRITE_TIMEOUT_NANOS) + " s");
            }
            LockSupport.parkNanos(WRITE_PAUSE_NANOS);
            channel.write(frame);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            // The descriptor is released either way, and there is no one left to tell.
            selector.wakeup();
        }
    }
}
