package org.amf4j.api.imm;

/** Reads integers by the rules of C with base 0: {@code 0x} is hexadecimal, a leading {@code 0} octal. */
final class IntegerText {

    private IntegerText() {}

    /** The value, as unsigned bits when the type is unsigned; never silently cut. */
    static long parse(String text, ValueType type) {
        String number = text.strip();
        boolean negative = number.startsWith("-");
        String magnitude = negative || number.startsWith("+") ? number.substring(1) : number;
        int radix = radix(magnitude);
        String digits = radix == 16 ? magnitude.substring(2) : magnitude;
        checkDigits(text, digits, radix);
        long bits;
        try {
            bits = Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException e) {
            throw outOfRange(text, type);
        }
        return inRange(text, type, negative, bits);
    }

    private static int radix(String magnitude) {
        if (magnitude.startsWith("0x") || magnitude.startsWith("0X")) {
            return 16;
        }
        return magnitude.length() > 1 && magnitude.charAt(0) == '0' ? 8 : 10;
    }

    private static void checkDigits(String text, String digits, int radix) {
        int valid = 0;
        while (valid < digits.length() && isAsciiDigit(digits.charAt(valid), radix)) {
            valid++;
        }
        if (valid == digits.length() && valid > 0) {
            return;
        }
        if (valid == 0 || radix == 10 && digits.isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number; write decimal, 0x hexadecimal or 0 octal");
        }
        String octal = radix == 8 ? " (a leading 0 means octal)" : "";
        throw new IllegalArgumentException(
                "'" + text + "' has '" + digits.substring(valid) + "' after the number" + octal);
    }

    private static boolean isAsciiDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }

    private static long inRange(String text, ValueType type, boolean negative, long bits) {
        if (type == ValueType.UINT64) {
            if (negative && bits != 0) {
                throw outOfRange(text, type);
            }
            return bits;
        }
        boolean fits = negative ? Long.compareUnsigned(bits, Long.MIN_VALUE) <= 0 : bits >= 0;
        long value = negative ? -bits : bits;
        if (!fits || value < type.min() || value > type.max()) {
            throw outOfRange(text, type);
        }
        return value;
    }

    private static IllegalArgumentException outOfRange(String text, ValueType type) {
        String max = type == ValueType.UINT64 ? Long.toUnsignedString(-1) : Long.toString(type.max());
        return new IllegalArgumentException(
                "'" + text + "' is outside of " + type.xmlName() + ", " + type.min() + " to " + max);
    }
}
