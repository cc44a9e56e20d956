package org.amf4j.client.ckpt;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
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
import java.util.List;
import java.util.function.Consumer;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/**
 * The socket to the service: one thread reads, any thread writes. It does not block, so that a thread of the application
 * that is interrupted while it writes does not close it.
 */
final class ServiceConnection implements AutoCloseable {

    /** Largest frame, in bytes. */
    static final int FRAME_BYTES_MAX = 3 << 20;

    private static final int ANSWER_BYTES_MAX = 64 << 20;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LENGTH_BYTES_MAX = 4;

    private final SocketChannel channel;
    private final Selector selector;
    private final FrameWriter writer;
    private ByteBuffer reading = ByteBuffer.allocate(BUFFER_BYTES);

    private ServiceConnection(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
        this.writer = new FrameWriter(channel);
    }

    static ServiceConnection connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return over(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Uses a channel that is connected. */
    static ServiceConnection over(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        return new ServiceConnection(channel, selector);
    }

    /** Writes a frame. Not for two threads at a time. */
    void send(CheckpointRequest frame) throws IOException {
        send(List.of(frame));
    }

    /**
     * Writes frames, one after the other. Not for two threads at a time.
     *
     * @throws IOException when the service has not got all of them, {@link #wholeFrames} says which, and will get none
     *     that are written later
     */
    void send(List<CheckpointRequest> frames) throws IOException {
        try {
            writer.write(frames);
        } catch (IOException e) {
            close(); // half a frame may be out, nothing can follow it
            throw e;
        }
    }

    /** How many frames of those that were written last are out from their beginning to their end. */
    int wholeFrames() {
        return writer.whole();
    }

    /**
     * Waits for something to come, so long at most, and passes on the frames that are whole. Not for two threads at a time.
     *
     * @throws IOException when nothing more will come
     */
    void read(Consumer<CheckpointReply> frames, long waitMillis) throws IOException {
        if (!readNow(frames)) {
            await(waitMillis);
            readNow(frames);
        }
    }

    /**
     * Passes on the frames that are whole, if something has come; returns whether it has. Not for two threads at a time.
     *
     * @throws IOException when nothing more will come
     */
    boolean readNow(Consumer<CheckpointReply> frames) throws IOException {
        int count = channel.read(reading);
        if (count < 0) {
            throw new EOFException("the node's process closed the connection");
        }
        if (count > 0) {
            drain(frames);
        }
        return count > 0;
    }

    /**
     * Waits for something to come, so long at most. For whoever has just asked, and knows that nothing has come yet. Not
     * for two threads at a time.
     */
    void await(long waitMillis) throws IOException {
        try {
            selector.select(waitMillis);
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new EOFException("the connection was closed");
        }
    }

    private void drain(Consumer<CheckpointReply> frames) throws IOException {
        byte[] bytes = reading.array();
        int end = reading.position();
        int start = 0;
        int needed = 0;
        while (start < end) {
            int at = start;
            int length = 0;
            while (at < end && bytes[at] < 0 && at - start < LENGTH_BYTES_MAX) {
                length |= (bytes[at] & 0x7f) << (7 * (at - start));
                at++;
            }
            if (at == end) {
                break;
            }
            length |= bytes[at] << (7 * (at - start));
            at++;
            if (length < 0 || length > ANSWER_BYTES_MAX) {
                throw new InvalidProtocolBufferException("a frame of " + length + " bytes is announced");
            }
            if (end - at < length) {
                needed = at - start + length;
                break;
            }
            frames.accept(CheckpointReply.parseFrom(CodedInputStream.newInstance(bytes, at, length)));
            start = at + length;
        }
        reading.limit(end).position(start);
        if (needed > reading.capacity()) {
            reading = ByteBuffer.allocate(Math.max(needed, 2 * reading.capacity()))
                    .put(reading);
        } else {
            reading.compact();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            selector.wakeup(); // the descriptor is gone either way
        }
    }
}
