package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.amf4j.clc.Sessions;

/** Files that hold the number of a process. */
public final class PidFile {
    /** A process's start is known to 10 ms, a file's time may be that of a coarser clock. */
    private static final Duration CLOCK_GRAIN = Duration.ofMillis(50);

    private PidFile() {}

    /** Writes the number of a process. */
    static void write(Path file, long pid) throws IOException {
        Files.writeString(file, pid + "\n");
    }

    /**
     * The live process that the file names; empty when there is none, or when the number has since been given to another
     * process, which then is younger than the file. A process that has ended and waits for its parent is not alive.
     */
    public static Optional<ProcessHandle> process(Path file) {
        try {
            long pid = Long.parseLong(Files.readString(file).strip());
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return ProcessHandle.of(pid)
                    .filter(process -> Sessions.isRunning(process.pid()))
                    .filter(process -> isOlder(process, written));
        } catch (IOException | NumberFormatException e) {
            // No file, or one that is just being written: then nobody knows of a process yet.
            return Optional.empty();
        }
    }

    private static boolean isOlder(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .map(start -> !start.isAfter(written.plus(CLOCK_GRAIN)))
                .orElse(false);
    }
}
