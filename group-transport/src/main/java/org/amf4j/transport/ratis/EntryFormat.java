package org.amf4j.transport.ratis;

import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * An entry as it is on disk: one byte of format, eight bytes of timestamp (nanoseconds since the epoch, big endian),
 * then the payload.
 */
record EntryFormat(long timestampNanos, byte[] payload) {

    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES;

    static ByteString encode(long timestampNanos, ByteString payload) {
        byte[] bytes = new byte[HEADER_BYTES + payload.size()];
        ByteBuffer.wrap(bytes).put(FORMAT).putLong(timestampNanos);
        payload.copyTo(bytes, HEADER_BYTES);
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /** Throws IllegalArgumentException when the entry was not written by a program that this one understands. */
    static EntryFormat decode(ByteString bytes) {
        if (bytes.size() < HEADER_BYTES || bytes.byteAt(0) != FORMAT) {
            throw new IllegalArgumentException("an entry of " + bytes.size() + " bytes has format "
                    + (bytes.isEmpty() ? "none" : bytes.byteAt(0)) + ", known is " + FORMAT
                    + "; it was written by another version: start that version on this controller");
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        buffer.get();
        long timestampNanos = buffer.getLong();
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        return new EntryFormat(timestampNanos, payload);
    }
}
