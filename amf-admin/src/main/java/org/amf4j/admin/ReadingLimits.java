package org.amf4j.admin;

import java.time.Duration;

/** Limits of commands that only read. */
final class ReadingLimits {
    /** How long a reading command waits for a cluster without a leader. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private ReadingLimits() {}
}
