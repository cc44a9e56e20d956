package org.amf4j.admin.connection;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;

/** One connection to a node's operator socket; one request at a time, never longer than its deadline. */
final class AdminConnection implements AutoCloseable {
    /** Longest answer accepted, in bytes. */
    static final int REPLY_BYTES_MAX = 64 * 1024 * 1024;

    private static final int LENGTH_PREFIX_BYTES_MAX = 5;
    private static final int FIRST_BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private ByteBuffer input = ByteBuffer.allocate(FIRST_BUFFER_BYTES);

    private AdminConnection(SocketChannel channel, Selector selector, SelectionKey key) {
        this.channel = channel;
        this.selector = selector;
        this.key = key;
    }

    /** Connects; an {@link IOException} when nobody listens. */
    static AdminConnection open(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("no connection at once to " + socket);
            }
            Selector selector = Selector.open();
            return new AdminConnection(channel, selector, channel.register(selector, SelectionKey.OP_READ));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param deadlineNanos on the clock of {@link System#nanoTime()}
     * @throws NoAnswerException when the deadline passes first
     * @throws IOException when the connection breaks or the answer is not one
     */
    AdminReply exchange(AdminRequest request, long deadlineNanos) throws IOException {
        send(request, deadlineNanos);
        while (true) {
            AdminReply reply = receive(deadlineNanos);
            if (reply.getId().equals(request.getId())) {
                return reply;
            }
            // The answer to an earlier request whose deadline had passed: nobody waits for it any more.
        }
    }

    private void send(AdminRequest request, long deadlineNanos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.writeDelimitedTo(bytes);
        ByteBuffer output = ByteBuffer.wrap(bytes.toByteArray());
        while (output.hasRemaining()) {
            if (channel.write(output) == 0) {
                await(SelectionKey.OP_WRITE, deadlineNanos);
            }
        }
    }

    private AdminReply receive(long deadlineNanos) throws IOException {
        while (true) {
            int frameBytes = frameBytes();
            if (frameBytes >= 0 && input.position() >= frameBytes) {
                return take(frameBytes);
            }
            if (!input.hasRemaining()) {
                grow();
            }
            int count = channel.read(input);
            if (count < 0) {
                throw new EOFException("the node closed the connection");
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, deadlineNanos);
            }
        }
    }

    /** Bytes of the first frame with its prefix, or -1 while the prefix is not complete. */
    private int frameBytes() throws IOException {
        int available = Math.min(input.position(), LENGTH_PREFIX_BYTES_MAX);
        int prefixBytes = 1;
        while (prefixBytes <= available && (input.get(prefixBytes - 1) & 0x80) != 0) {
            prefixBytes++;
        }
        if (prefixBytes > available) {
            if (available == LENGTH_PREFIX_BYTES_MAX) {
                throw new InvalidProtocolBufferException("the node's answer has no valid length");
            }
            return -1;
        }
        int length = CodedInputStream.newInstance(input.array(), 0, prefixBytes).readRawVarint32();
        if (length < 0 || length > REPLY_BYTES_MAX) {
            throw new InvalidProtocolBufferException(
                    "the node announces an answer of " + length + " bytes, more than " + REPLY_BYTES_MAX);
        }
        return prefixBytes + length;
    }

    private AdminReply take(int frameBytes) throws IOException {
        CodedInputStream frame = CodedInputStream.newInstance(input.array(), 0, frameBytes);
        frame.readRawVarint32();
        AdminReply reply = AdminReply.parseFrom(frame);
        input.flip().position(frameBytes);
        input.compact();
        return reply;
    }

    private void grow() {
        int position = input.position();
        input = ByteBuffer.wrap(Arrays.copyOf(input.array(), input.capacity() * 2));
        input.position(position);
    }

    private void await(int operation, long deadlineNanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis <= 0) {
            throw new NoAnswerException();
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    /** The deadline passed without an answer. */
    static final class NoAnswerException extends IOException {
        NoAnswerException() {
            super("no answer within the time limit");
        }
    }
}
