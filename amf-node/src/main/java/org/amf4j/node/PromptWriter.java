package org.amf4j.node;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes frames to a connection in the thread that has them, so that the other side need not wait until the connection's
 * own thread has woken up. What the other side does not take at once is left to that thread. Thread-safe; nothing blocks.
 */
final class PromptWriter {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Channel channel;
    private final SocketChannel socket;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock: what was added and not flushed. */
    private ByteBuffer added = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** Guarded by lock: how often something was left to the connection's thread that is not written yet. */
    private int left;

    /**
     * A writer; nobody else may write to the connection.
     *
     * @param channel a connection of Netty's NIO transport to a socket
     */
    PromptWriter(Channel channel) {
        this.channel = channel;
        this.socket = (SocketChannel) ((AbstractNioChannel) channel).unsafe().ch();
    }

    /** Adds a frame: its length as a protobuf varint, then its bytes. */
    void add(MessageLite frame) {
        int size = frame.getSerializedSize();
        int total = CodedOutputStream.computeUInt32SizeNoTag(size) + size;
        lock.lock();
        try {
            if (added.remaining() < total) {
                added = ByteBuffer.allocate(Math.max(2 * added.capacity(), added.position() + total))
                        .put(added.flip());
            }
            CodedOutputStream coded = CodedOutputStream.newInstance(added.slice(added.position(), total));
            coded.writeUInt32NoTag(size);
            frame.writeTo(coded);
            coded.flush();
            added.position(added.position() + total);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was added. False when so much waits already that the other side does not seem to read. */
    boolean flush() {
        lock.lock();
        try {
            added.flip();
            if (left == 0 && added.hasRemaining()) {
                writeNow();
            }
            if (!added.hasRemaining()) {
                return true;
            }
            if (!channel.isWritable()) {
                return false;
            }
            left++;
            channel.writeAndFlush(Unpooled.copiedBuffer(added)).addListener(written -> leftIsWritten());
            return true;
        } finally {
            added = added.capacity() > BUFFER_BYTES ? ByteBuffer.allocateDirect(BUFFER_BYTES) : added.clear();
            lock.unlock();
        }
    }

    private void writeNow() {
        try {
            socket.write(added);
        } catch (IOException e) {
            added.position(added.limit());
            channel.close(); // the other side is gone
        }
    }

    private void leftIsWritten() {
        lock.lock();
        try {
            left--;
        } finally {
            lock.unlock();
        }
    }
}
