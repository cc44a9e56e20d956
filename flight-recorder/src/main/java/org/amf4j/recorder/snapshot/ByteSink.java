package org.amf4j.recorder.snapshot;

import java.util.Arrays;

/** Bytes being written: numbers take as few as they need. */
final class ByteSink {

    private static final int INITIAL_BYTES = 256;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int size;

    void put(int oneByte) {
        room(1);
        bytes[size++] = (byte) oneByte;
    }

    /** A number that is not negative. */
    void count(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            put((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** Any number; small ones of either sign are short. */
    void number(long number) {
        count(number << 1 ^ number >> 63);
    }

    void put(byte[] more, int length) {
        room(length);
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
    }

    /** Moves everything to the other sink, with its length before it. */
    void drainTo(ByteSink other) {
        other.count(size);
        other.put(bytes, size);
        size = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
