package org.amf4j.testkit;

/** Durations as people write them: {@code 250us}, {@code 500ms}, {@code 30s}, {@code 10min}, {@code 2h}. */
final class Durations {

    private static final long MILLI = 1_000_000;

    private Durations() {}

    static long nanos(String text) {
        int unit = 0;
        while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        if (unit == 0 || unit > 12) {
            throw new IllegalArgumentException("'" + text + "' is not a duration such as 500ms, 30s, 10min");
        }
        long number = Long.parseLong(text.substring(0, unit));
        return Math.multiplyExact(
                number,
                switch (text.substring(unit)) {
                    case "us" -> MILLI / 1_000;
                    case "ms" -> MILLI;
                    case "s" -> 1_000 * MILLI;
                    case "min" -> 60_000 * MILLI;
                    case "h" -> 3_600_000 * MILLI;
                    default ->
                        throw new IllegalArgumentException(
                                "'" + text + "' is not a duration such as 500ms, 30s, 10min");
                });
    }
}
