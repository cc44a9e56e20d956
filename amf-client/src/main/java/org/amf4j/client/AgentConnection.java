package org.amf4j.client;

import com.google.protobuf.CodedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.amf4j.protocol.component.ToAgent;
import org.amf4j.protocol.component.ToComponent;

/**
 * The socket to the node agent: one thread at a time reads, any thread writes.
 *
 * <p>The channel is non-blocking, for two reasons: a write to an agent that does not read ends after a bounded time,
 * and a thread of the application that is interrupted while it answers does not close the channel, as it would in
 * blocking mode.
 */
final class AgentConnection implements AutoCloseable {

    /** How long a write waits for an agent that does not read. */
    static final long WRITE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long WRITE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int WRITE_BUFFER_BYTES = 4 * 1024;

    private final ReadableByteChannel input;
    private final WritableByteChannel output;
    private final Selector selector;
    private final FrameDecoder decoder = new FrameDecoder();
    private final ByteBuffer writeBuffer = ByteBuffer.allocate(WRITE_BUFFER_BYTES);

    /** The frame cannot be sent by any connection. */
    static final class FrameTooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        FrameTooLargeException(int size) {
            super("a frame of " + size + " bytes is larger than " + FrameDecoder.FRAME_BYTES_MAX);
        }
    }

    private AgentConnection(ReadableByteChannel input, WritableByteChannel output, Selector selector) {
        this.input = input;
        this.output = output;
        this.selector = selector;
    }

    static AgentConnection connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return over(channel, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A connection whose two directions are these channels, the first of which becomes non-blocking. */
    static <I extends SelectableChannel & ReadableByteChannel> AgentConnection over(I input, WritableByteChannel output)
            throws IOException {
        input.configureBlocking(false);
        Selector selector = Selector.open();
        input.register(selector, SelectionKey.OP_READ);
        return new AgentConnection(input, output, selector);
    }

    /**
     * Waits for something to arrive and passes on the frames that are complete.
     *
     * @param waitMillis how long to wait at most, 0 for no limit
     * @throws IOException when nothing more will come; the message says why
     */
    void read(long waitMillis, Consumer<ToComponent> frames) throws IOException {
        try {
            selector.select(waitMillis);
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new EOFException("the connection was closed");
        }
        int count = input.read(decoder.space());
        if (count < 0) {
            throw new EOFException("the agent closed the connection");
        }
        if (count > 0) {
            decoder.drain(frames);
        }
    }

    /**
     * Writes one frame; callable from any thread. When it fails, what the agent has said before can still be read.
     *
     * @throws IOException when the connection is closed, the frame too large, or the agent does not read in time
     */
    void send(ToAgent message) throws IOException {
        synchronized (writeBuffer) {
            ByteBuffer frame = frame(message, writeBuffer);
            try {
                write(frame);
            } catch (IOException e) {
                endOutput();
                throw e;
            }
        }
    }

    /** Half a frame may be out: nothing sensible can follow it, and an agent that is still there closes the connection. */
    private void endOutput() {
        try {
            if (output instanceof SocketChannel socket) {
                socket.shutdownOutput();
            } else {
                output.close();
            }
        } catch (IOException e) {
            // It is closed already, as it is to be.
            selector.wakeup();
        }
    }

    /** The frame of a message, in the buffer if it fits. */
    static ByteBuffer frame(ToAgent message, ByteBuffer buffer) throws IOException {
        int size = message.getSerializedSize();
        if (size > FrameDecoder.FRAME_BYTES_MAX) {
            throw new FrameTooLargeException(size);
        }
        int framed = CodedOutputStream.computeUInt32SizeNoTag(size) + size;
        ByteBuffer frame = framed <= buffer.capacity() ? buffer.clear() : ByteBuffer.allocate(framed);
        CodedOutputStream encoder = CodedOutputStream.newInstance(frame);
        encoder.writeUInt32NoTag(size);
        message.writeTo(encoder);
        encoder.flush();
        return frame.flip();
    }

    private void write(ByteBuffer frame) throws IOException {
        output.write(frame);
        if (!frame.hasRemaining()) {
            return;
        }
        long deadlineNanos = System.nanoTime() + WRITE_TIMEOUT_NANOS;
        while (frame.hasRemaining()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                close(); // it would not see the end of what we write either
                throw new IOException(
                        "the agent has not read for " + TimeUnit.NANOSECONDS.toSeconds(WRITE_TIMEOUT_NANOS) + " s");
            }
            LockSupport.parkNanos(WRITE_PAUSE_NANOS);
            output.write(frame);
        }
    }

    @Override
    public void close() {
        try {
            input.close();
            output.close();
            selector.close();
        } catch (IOException e) {
            // The descriptor is released either way, and there is no one left to tell.
            selector.wakeup();
        }
    }
}
