package org.amf4j.ckpt.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;

/** Writes numbers, texts and bytes one after the other. Numbers take 1 to 10 bytes, small ones few. */
public final class WireWriter {

    private static final int INITIAL_BYTES = 256;
    private static final int VARINT_BYTES_MAX = 10;
    private static final int SEVEN_BITS = 0x7f;

    private byte[] bytes;
    private int length;

    /** An empty writer. */
    public WireWriter() {
        this(INITIAL_BYTES);
    }

    /** An empty writer with room for so many bytes; it grows when needed. */
    public WireWriter(int room) {
        bytes = new byte[Math.max(room, INITIAL_BYTES)];
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** A number, best not negative. */
    public WireWriter number(long value) {
        ensure(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~(long) SEVEN_BITS) != 0) {
            bytes[length++] = (byte) (rest & SEVEN_BITS | ~SEVEN_BITS);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Yes or no. */
    public WireWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    /** Bytes. */
    public WireWriter bytes(byte[] value) {
        number(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** A text. */
    public WireWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Several of a kind. */
    public <T> WireWriter all(Collection<T> values, Consumer<T> writing) {
        number(values.size());
        values.forEach(writing);
        return this;
    }

    /** What was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
