package org.amf4j.api.amf;

import java.util.Objects;

/**
 * A healthcheck to start with the registration. Immutable.
 *
 * @param key its configured key, at most {@value #KEY_BYTES_MAX} bytes
 * @param invocation who starts a round
 * @param recovery what to do when it fails
 * @param isRequired whether the registration fails when the key is not configured; otherwise the check is left out
 */
public record HealthcheckDeclaration(
        String key, HealthcheckInvocation invocation, RecommendedRecovery recovery, boolean isRequired) {

    /** Longest key, in bytes. */
    public static final int KEY_BYTES_MAX = 32;

    public HealthcheckDeclaration {
        Objects.requireNonNull(invocation, "invocation");
        Objects.requireNonNull(recovery, "recovery");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("the key of a healthcheck must not be empty");
        }
    }
}
