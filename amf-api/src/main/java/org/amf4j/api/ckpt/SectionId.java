package org.amf4j.api.ckpt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a section: bytes, compared as such. Immutable. */
public final class SectionId implements Comparable<SectionId> {

    /** The longest id that any checkpoint allows, in bytes. */
    public static final int BYTES_LIMIT = 256;

    /** The empty id: the section of a checkpoint that has one only. */
    public static final SectionId DEFAULT = new SectionId(new byte[0]);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final byte[] bytes;

    private SectionId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The id with these bytes, which are copied. */
    public static SectionId of(byte[] bytes) {
        return bytes.length == 0 ? DEFAULT : new SectionId(bytes.clone());
    }

    /** The id whose bytes are this text in UTF-8. */
    public static SectionId of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** Whether it is the empty id. */
    public boolean isDefault() {
        return bytes.length == 0;
    }

    @Override
    public int compareTo(SectionId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SectionId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The text of an id that is printable ASCII, else its bytes in hexadecimal after {@code 0x}. */
    @Override
    public String toString() {
        StringBuilder hex = new StringBuilder("0x");
        boolean isText = true;
        for (byte each : bytes) {
            isText &= each > ' ' && each <= '~';
            hex.append(HEX[each >> 4 & 0xf]).append(HEX[each & 0xf]);
        }
        return isText ? new String(bytes, StandardCharsets.US_ASCII) : hex.toString();
    }
}
