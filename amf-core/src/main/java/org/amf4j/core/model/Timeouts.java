package org.amf4j.core.model;

import org.amf4j.api.Dn;

/** Judges time limits: none may be zero, and one that was surely meant in another unit gets a warning. */
final class Timeouts {
    /** Shorter limits were probably meant in milliseconds; one millisecond in nanoseconds. */
    static final long SHORT_NANOS = 1_000_000L;

    /** Longer limits were probably not meant; one day in nanoseconds. */
    static final long LONG_NANOS = 86_400_000_000_000L;

    private final Problems problems;
    private final Dn dn;

    Timeouts(Problems problems, Dn dn) {
        this.problems = problems;
        this.dn = dn;
    }

    void check(String attribute, long nanos) {
        if (nanos == 0) {
            problems.error(
                    dn,
                    attribute,
                    "MODEL-TIMEOUT",
                    attribute + " is 0, so nothing could ever be in time; give a time in nanoseconds");
        } else {
            checkUnit(attribute, nanos);
        }
    }

    /** Zero is fine, only the unit is doubted. */
    void checkUnit(String attribute, long nanos) {
        if (nanos > 0 && nanos < SHORT_NANOS) {
            problems.warning(
                    dn,
                    attribute,
                    "MODEL-TIMEOUT-UNIT",
                    attribute + " is " + nanos
                            + " nanoseconds, less than a millisecond; times are given in nanoseconds");
        } else if (nanos > LONG_NANOS) {
            problems.warning(
                    dn,
                    attribute,
                    "MODEL-TIMEOUT-UNIT",
                    attribute + " is " + nanos + " nanoseconds, more than a day; check the number of zeros");
        }
    }
}
