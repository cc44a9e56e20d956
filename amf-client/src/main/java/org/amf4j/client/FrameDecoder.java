package org.amf4j.client;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.amf4j.protocol.component.ToComponent;

/** Cuts what arrives into frames (a varint length, then that many bytes). For one thread. */
final class FrameDecoder {

    /** Largest frame accepted or sent, in bytes. */
    static final int FRAME_BYTES_MAX = 4 * 1024 * 1024;

    private static final int INITIAL_BYTES = 8 * 1024;
    private static final int LENGTH_BYTES_MAX = 4;

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);

    /** Where to put the bytes that arrive next; has room for at least one. */
    ByteBuffer space() {
        if (!buffer.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2);
            buffer.flip();
            larger.put(buffer);
            buffer = larger;
        }
        return buffer;
    }

    /**
     * Passes every complete frame on and keeps the rest.
     *
     * @throws IOException when a frame is too large or not a message
     */
    void drain(Consumer<ToComponent> frames) throws IOException {
        byte[] bytes = buffer.array();
        int end = buffer.position();
        int start = 0;
        while (true) {
            int at = start;
            int length = 0;
            int shift = 0;
            while (at < end && bytes[at] < 0) {
                checkLengthBytes(at - start);
                length |= (bytes[at++] & 0x7f) << shift;
                shift += 7;
            }
            if (at == end) {
                break;
            }
            checkLengthBytes(at - start);
            length |= bytes[at++] << shift;
            if (length > FRAME_BYTES_MAX) {
                throw tooLarge();
            }
            if (end - at < length) {
                break;
            }
            frames.accept(ToComponent.parseFrom(CodedInputStream.newInstance(bytes, at, length)));
            start = at + length;
        }
        buffer.limit(end).position(start);
        buffer.compact();
    }

    private static void checkLengthBytes(int index) throws InvalidProtocolBufferException {
        if (index >= LENGTH_BYTES_MAX) {
            throw tooLarge();
        }
    }

    private static InvalidProtocolBufferException tooLarge() {
        return new InvalidProtocolBufferException("a frame is larger than " + FRAME_BYTES_MAX + " bytes");
    }
}
