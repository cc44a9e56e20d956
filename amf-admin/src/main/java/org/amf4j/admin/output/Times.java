package org.amf4j.admin.output;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Times for people. */
public final class Times {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private Times() {}

    /** A duration in the unit that suits it. */
    static String human(long nanos) {
        if (nanos % NANOS_PER_SECOND == 0) {
            return nanos / NANOS_PER_SECOND + " s";
        }
        return millis(nanos) + " ms";
    }

    /** A duration in milliseconds with one decimal. */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    /** The time of day of an instant, in nanoseconds since 1970, on the clock of this place. */
    public static String clock(long epochNanos) {
        Instant instant =
                Instant.ofEpochSecond(epochNanos / NANOS_PER_SECOND, Math.floorMod(epochNanos, NANOS_PER_SECOND));
        return CLOCK.format(instant.atZone(ZoneId.systemDefault()));
    }
}
