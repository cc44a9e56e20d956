package org.amf4j.ckpt.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Reads what a {@link WireWriter} wrote; anything else ends in an {@link IllegalArgumentException}. */
public final class WireReader {

    private static final int SHIFT_MAX = 63;
    private static final int SEVEN_BITS = 0x7f;

    private final byte[] bytes;
    private int position;

    /** Reads these bytes from the first one on. */
    public WireReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A number. */
    public long number() {
        long value = 0;
        for (int shift = 0; shift <= SHIFT_MAX; shift += 7) {
            if (position >= bytes.length) {
                throw cut();
            }
            byte next = bytes[position++];
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    /** A number that an int can hold. */
    public int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a count is out of range: " + value);
        }
        return (int) value;
    }

    /** Yes or no. */
    public boolean flag() {
        return number() != 0;
    }

    /** Bytes. */
    public byte[] bytes() {
        int size = count();
        if (size > bytes.length - position) {
            throw cut();
        }
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }

    /** A text. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Several of a kind. */
    public <T> List<T> all(Supplier<T> reading) {
        int size = count();
        if (size > bytes.length - position) {
            throw cut();
        }
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(reading.get());
        }
        return values;
    }

    /** One of the constants, by its place. */
    public <E> E constant(E[] constants) {
        int place = count();
        if (place >= constants.length) {
            throw new IllegalArgumentException("unknown constant " + place);
        }
        return constants[place];
    }

    /** Checks that nothing is left. */
    public void end() {
        if (position != bytes.length) {
            throw new IllegalArgumentException((bytes.length - position) + " bytes are left over");
        }
    }

    private static IllegalArgumentException cut() {
        return new IllegalArgumentException("the bytes end too early");
    }
}
