package org.amf4j.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers for the lives of a node's agent, each higher than all before. They are the time of day where that is high enough,
 * and one more than the latest, which is kept in a file, where the clock was set back: a life with a lower number than an
 * earlier one would never be let in.
 */
final class Incarnations {

    private static final Logger LOG = LoggerFactory.getLogger(Incarnations.class);

    private final Path file;
    private final LongSupplier clock;
    private long latest;

    /**
     * Goes on after the number in the file.
     *
     * @param clock milliseconds since the epoch; may be set at any time
     */
    Incarnations(Path file, LongSupplier clock) {
        this.file = file;
        this.clock = clock;
        this.latest = kept();
    }

    private long kept() {
        try {
            return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("the number of the latest life cannot be read, the clock decides: file={}", file, e);
            return 0;
        }
    }

    /** The next number. */
    synchronized long next() {
        latest = Math.max(latest + 1, clock.getAsLong());
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".draft");
            Files.writeString(draft, latest + "\n", StandardCharsets.US_ASCII);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // It matters only when the clock is set back before the next start.
            LOG.warn("the number of this life cannot be kept: file={}", file, e);
        }
        return latest;
    }
}
