package org.amf4j.transport.ratis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file beside the log's directory that says: this controller has voted, and for which log.
 *
 * <p>A voter that has lost its disk has forgotten its votes and what it has acknowledged. Back under the same name it
 * could help to elect a leader that lacks entries which others count as safe, so it must not start.
 */
final class VoterMarker {

    private final LogConfig config;
    private final Path file;
    private final Path storage;

    VoterMarker(LogConfig config) {
        this.config = config;
        this.file = config.directory().resolveSibling(config.directory().getFileName() + ".voter");
        this.storage = config.directory().resolve(config.logId().toString()).resolve("current");
    }

    /** Throws when this controller must not start on what it finds. */
    void check() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String remembered = Files.readString(file);
        if (!remembered.equals(text())) {
            throw new IOException("controller " + config.self() + " kept a log with other voters or addresses before: "
                    + remembered.strip().replace('\n', ' ') + ", now "
                    + text().strip().replace('\n', ' ')
                    + ". Voters cannot be changed yet: start it with the old ones, or, to begin a new log on all"
                    + " controllers, remove " + config.directory() + " and " + file + " on each");
        }
        Path vote = storage.resolve("raft-meta");
        if (!Files.exists(vote)) {
            throw new IOException("controller " + config.self() + " has voted before, but " + vote
                    + " is missing, and with it what it promised to the other controllers: its log is not whole in "
                    + config.directory() + " any more. It must not go on without: bring the directory back (mount the"
                    + " disk); without a copy, see 'A controller that has lost its log' in docs/operating.md; or, only"
                    + " when all controllers begin a new log, remove " + file + " on each");
        }
    }

    /** Must be called before the first vote. */
    void write() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text());
        force(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.getParent());
    }

    /** Where Ratis keeps the files of the log. */
    Path storage() {
        return storage;
    }

    private String text() {
        return "self=" + config.self() + "\nvoters=" + config.votersText() + "\n";
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
