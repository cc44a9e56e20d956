package org.amf4j.api.imm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amf4j.api.Dn;

/**
 * The type of an attribute's values, with the text form that XML files and commands use.
 *
 * <p>In memory all integers and times (nanoseconds) are {@link Long}, unsigned 64-bit ones as the same bits; floats and
 * doubles are {@link Double}, names {@link Dn}, strings {@link String}, anything else {@code byte[]}.
 */
public enum ValueType {
    INT32("SA_INT32_T", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
    UINT32("SA_UINT32_T", 2, 0, 0xFFFF_FFFFL),
    INT64("SA_INT64_T", 3, Long.MIN_VALUE, Long.MAX_VALUE),
    UINT64("SA_UINT64_T", 4, 0, -1),
    TIME("SA_TIME_T", 5, Long.MIN_VALUE, Long.MAX_VALUE),
    NAME("SA_NAME_T", 6, 0, 0),
    FLOAT("SA_FLOAT_T", 7, 0, 0),
    DOUBLE("SA_DOUBLE_T", 8, 0, 0),
    STRING("SA_STRING_T", 9, 0, 0),
    ANY("SA_ANY_T", 10, 0, 0);

    /** C accepts more notations; these are the ones that files really use. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|[+-]?(?i:inf|infinity|nan)");

    private final String xmlName;
    private final int id;
    private final long min;
    private final long max;

    ValueType(String xmlName, int id, long min, long max) {
        this.xmlName = xmlName;
        this.id = id;
        this.min = min;
        this.max = max;
    }

    /** The name in XML files, for instance {@code SA_UINT32_T}. */
    public String xmlName() {
        return xmlName;
    }

    /** The number of the standard, 1 to 10. */
    public int id() {
        return id;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /** The type with this number. */
    public static Optional<ValueType> ofId(int id) {
        for (ValueType type : values()) {
            if (type.id == id) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type with this XML name. */
    public static Optional<ValueType> ofXmlName(String xmlName) {
        for (ValueType type : values()) {
            if (type.xmlName.equals(xmlName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * The value that a text means.
     *
     * @throws IllegalArgumentException with a sentence that quotes the text and says what is wrong with it
     */
    public Object parse(String text) {
        return switch (this) {
            case INT32, UINT32, INT64, UINT64, TIME -> IntegerText.parse(text, this);
            case NAME -> Dn.of(text);
            case FLOAT, DOUBLE -> parseDecimal(text);
            case STRING -> text;
            case ANY -> parseHex(text);
        };
    }

    /**
     * The value that bytes mean: themselves for {@link #ANY}, for all others the text that they encode in UTF-8.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public Object parse(byte[] bytes) {
        if (this == ANY) {
            return bytes.clone();
        }
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the decoded bytes are not valid UTF-8", e);
        }
    }

    /** The text of a value; {@link #parse(String)} of it gives an equal value again. */
    public String format(Object value) {
        return switch (this) {
            case UINT64 -> Long.toUnsignedString((Long) value);
            case FLOAT -> Float.toString(((Double) value).floatValue());
            case ANY -> HexFormat.of().formatHex((byte[]) value);
            default -> value.toString();
        };
    }

    /** Whether a value has the Java type and the range of this type. */
    public boolean accepts(Object value) {
        return switch (this) {
            case INT64, UINT64, TIME -> value instanceof Long;
            case INT32, UINT32 -> value instanceof Long number && number >= min && number <= max;
            case NAME -> value instanceof Dn;
            case FLOAT, DOUBLE -> value instanceof Double;
            case STRING -> value instanceof String;
            case ANY -> value instanceof byte[];
        };
    }

    private Double parseDecimal(String text) {
        String number = text.strip();
        if (!DECIMAL.matcher(number).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a decimal number");
        }
        String lower = number.toLowerCase(Locale.ROOT);
        if (lower.endsWith("nan")) {
            return Double.NaN;
        }
        if (lower.contains("inf")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double value = this == FLOAT ? Float.parseFloat(number) : Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("'" + text + "' is outside of " + xmlName);
        }
        return value;
    }

    private static byte[] parseHex(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not a sequence of hexadecimal digit pairs", e);
        }
    }
}
