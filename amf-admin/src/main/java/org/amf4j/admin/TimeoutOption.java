package org.amf4j.admin;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that has something done goes on trying. A picocli mixin. */
final class TimeoutOption {

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Durations.class,
            description = "give up after this time, for instance 500ms or 2min (default: ${DEFAULT-VALUE})")
    private Duration limit;

    /** The time that was given, or the default. */
    Duration limit() {
        return limit;
    }
}
