package org.amf4j.client.ckpt;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/** Writes frames to a channel that does not block, and knows which of them are out. Not thread-safe. */
final class FrameWriter {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long WRITE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long WRITE_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private int whole;

    FrameWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** How many frames of those that were written last are out from their beginning to their end. */
    int whole() {
        return whole;
    }

    /**
     * Writes all of them.
     *
     * @throws IOException when not all of them are out
     */
    void write(List<CheckpointRequest> frames) throws IOException {
        whole = 0;
        int bytes = 0;
        for (CheckpointRequest frame : frames) {
            bytes += framed(frame);
        }
        ByteBuffer all = bytes <= buffer.capacity() ? buffer.clear() : ByteBuffer.allocate(bytes);
        CodedOutputStream encoder = CodedOutputStream.newInstance(all);
        for (CheckpointRequest frame : frames) {
            encoder.writeUInt32NoTag(frame.getSerializedSize());
            frame.writeTo(encoder);
        }
        encoder.flush();
        all.flip();
        try {
            writeWhole(all);
        } finally {
            whole = countWhole(frames, all.position());
        }
    }

    private static int framed(CheckpointRequest frame) {
        int size = frame.getSerializedSize(); // kept by the frame
        return CodedOutputStream.computeUInt32SizeNoTag(size) + size;
    }

    private static int countWhole(List<CheckpointRequest> frames, int written) {
        int count = 0;
        int end = 0;
        for (CheckpointRequest frame : frames) {
            end += framed(frame);
            if (end > written) {
                break;
            }
            count++;
        }
        return count;
    }

    private void writeWhole(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (!bytes.hasRemaining()) {
            return;
        }
        long deadlineNanos = System.nanoTime() + WRITE_TIMEOUT_NANOS;
        while (bytes.hasRemaining()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("the checkpoint service has not read for "
                        + TimeUnit.NANOSECONDS.toSeconds(WRITE_TIMEOUT_NANOS) + " s");
            }
            LockSupport.parkNanos(WRITE_PAUSE_NANOS);
            channel.write(bytes);
        }
    }
}
