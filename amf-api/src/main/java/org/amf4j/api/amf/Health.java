package org.amf4j.api.amf;

import java.util.Objects;

/**
 * How a component is. Immutable.
 *
 * @param isOk whether it works
 * @param recovery if it does not: what to do about it; NO_RECOMMENDATION leaves it to what was said at the start of the
 *     healthcheck
 * @param text if it does not: what is wrong, for logs and notifications
 */
public record Health(boolean isOk, RecommendedRecovery recovery, String text) {

    private static final Health OK = new Health(true, RecommendedRecovery.NO_RECOMMENDATION, "");

    public Health {
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(text, "text");
    }

    /** It works. */
    public static Health ok() {
        return OK;
    }

    /** It does not work; the recovery is the one given at the start of the healthcheck. */
    public static Health failed(String text) {
        return new Health(false, RecommendedRecovery.NO_RECOMMENDATION, text);
    }

    /** It does not work, and this should be done about it. */
    public static Health failed(RecommendedRecovery recovery) {
        return new Health(false, recovery, "healthcheck failed");
    }

    /** It does not work for this reason, and this should be done about it. */
    public static Health failed(RecommendedRecovery recovery, String text) {
        return new Health(false, recovery, text);
    }
}
