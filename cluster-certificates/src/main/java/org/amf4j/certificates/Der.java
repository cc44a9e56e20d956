package org.amf4j.certificates;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The few forms of DER (ITU-T X.690) that a certificate is written in. */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int EXPLICIT = 0xa0;
    private static final int IMPLICIT = 0x80;
    private static final int LONG_FORM = 0x80;
    private static final int MORE_FOLLOWS = 0x80;

    /** From this year on, times are written with four digits of the year. */
    private static final int LONG_YEARS = 2050;

    private static final DateTimeFormatter SHORT_TIME = format("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter LONG_TIME = format("yyyyMMddHHmmss'Z'");
    private static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(SEQUENCE, concatenated(parts));
    }

    static byte[] set(byte[]... parts) {
        return tagged(SET, concatenated(parts));
    }

    static byte[] integer(BigInteger value) {
        return tagged(INTEGER, value.toByteArray());
    }

    static byte[] integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] yes() {
        return TRUE.clone();
    }

    static byte[] utf8(String text) {
        return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] octets(byte[] content) {
        return tagged(OCTET_STRING, content);
    }

    /**
     * A string of bits.
     *
     * @param unused how many of the last bits do not belong to it
     */
    static byte[] bits(int unused, byte... content) {
        return tagged(BIT_STRING, concatenated(new byte[] {(byte) unused}, content));
    }

    /** A part with a number of its own around it. */
    static byte[] explicit(int number, byte[] part) {
        return tagged(EXPLICIT | number, part);
    }

    /** A simple value that a number takes the place of the type of. */
    static byte[] implicit(int number, byte[] content) {
        return tagged(IMPLICIT | number, content);
    }

    static byte[] time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).getYear() < LONG_YEARS
                ? tagged(UTC_TIME, ascii(SHORT_TIME.format(instant)))
                : tagged(GENERALIZED_TIME, ascii(LONG_TIME.format(instant)));
    }

    /** An object identifier such as 2.5.4.3. */
    static byte[] identifier(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arcs[i] >>> shift != 0) {
                    content.write(arcs[i] >>> shift & 0x7f | MORE_FOLLOWS);
                }
            }
            content.write(arcs[i] & 0x7f);
        }
        return tagged(OBJECT_IDENTIFIER, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int first = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | length.length - first);
            out.write(length, first, length.length - first);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
