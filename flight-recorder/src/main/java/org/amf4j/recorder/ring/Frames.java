package org.amf4j.recorder.ring;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The form of a segment file: eight bytes of magic, then frames, each one byte of kind, four of length, the payload and
 * four of CRC32C over all before. Big endian.
 */
final class Frames {

    static final byte BASE = 'B';
    static final byte ENTRY = 'E';

    /** Bytes in a frame beside its payload. */
    static final int OVERHEAD_BYTES = 1 + Integer.BYTES + Integer.BYTES;

    private static final byte[] MAGIC = {'A', 'M', 'F', '4', 'J', 'R', 'E', '1'};
    private static final int HEADER_BYTES = 1 + Integer.BYTES;

    private Frames() {}

    static byte[] magic() {
        return MAGIC.clone();
    }

    static boolean hasMagic(byte[] file) {
        return file.length >= MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static byte[] frame(byte kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + OVERHEAD_BYTES);
        frame.put(kind).putInt(payload.length).put(payload);
        frame.putInt(checksum(frame.array(), 0, frame.position()));
        return frame.array();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    /** A frame read from a file; {@code end} is where the next begins. */
    record Frame(byte kind, byte[] payload, int end) {}

    /** How reading a frame has ended. */
    enum State {
        WHOLE,
        /** The file ends before the frame does: it was being written. */
        CUT_OFF,
        DAMAGED
    }

    /** What is at this position, which is not the end of the file. */
    static State state(byte[] file, int at) {
        int left = file.length - at;
        if (left < HEADER_BYTES) {
            return State.CUT_OFF;
        }
        int length = ByteBuffer.wrap(file).getInt(at + 1);
        if (length < 0) {
            return State.DAMAGED;
        }
        if (length > left - OVERHEAD_BYTES) {
            return State.CUT_OFF;
        }
        int sum = ByteBuffer.wrap(file).getInt(at + HEADER_BYTES + length);
        return sum == checksum(file, at, HEADER_BYTES + length) ? State.WHOLE : State.DAMAGED;
    }

    /** The whole frame at this position. */
    static Frame read(byte[] file, int at) {
        int length = ByteBuffer.wrap(file).getInt(at + 1);
        int from = at + HEADER_BYTES;
        return new Frame(file[at], Arrays.copyOfRange(file, from, from + length), from + length + Integer.BYTES);
    }
}
