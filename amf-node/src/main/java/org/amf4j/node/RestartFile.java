package org.amf4j.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.amf4j.protocol.restart.AgentRestart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process of an agent that leaves writes down for the next one.
 *
 * <p>Several may want it: the next process, which goes on with what runs; the guardian, which ends what runs when the time is
 * over; a second next process. Renaming decides, so that exactly one gets it. The file need not outlive the machine: what it is
 * about does not either.
 */
final class RestartFile {

    /** What the one is called who goes on with what runs. */
    private static final String TAKEN = ".taken";

    /** For how long files are kept that somebody has taken: longer than any guardian waits. */
    private static final Duration TRACES_KEPT = Duration.ofHours(1);

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String PERMISSIONS = "rw-------";
    private static final Logger LOG = LoggerFactory.getLogger(RestartFile.class);

    private final Path file;
    private final AgentRestart content;

    private RestartFile(Path file, AgentRestart content) {
        this.file = file;
        this.content = content;
    }

    /** What was left. */
    AgentRestart content() {
        return content;
    }

    /** Names the present boot of the machine. */
    static String boot() throws IOException {
        return Files.readString(BOOT_ID).strip();
    }

    /** Writes it so that nobody finds it yet, readable by our user only: it holds the tokens of sessions. */
    static void prepare(Path file, AgentRestart restart) throws IOException {
        Path draft = draft(file);
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PERMISSIONS)));
        Files.write(draft, restart.toBuilder().setBoot(boot()).build().toByteArray());
    }

    /** Lets it be found; needs no room on the disk. */
    static void publish(Path file) throws IOException {
        Files.move(draft(file), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + ".draft");
    }

    /**
     * The latest that can still be gone on with.
     *
     * @param folder the node's
     * @param uptimeNanos the time since the machine was started
     */
    static Optional<RestartFile> find(Path folder, long uptimeNanos) throws IOException {
        removeTraces(folder);
        String boot = boot();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "restart-*.memory")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .flatMap(path -> read(path).stream())
                    .filter(f -> f.content.getBoot().equals(boot) && uptimeNanos < f.content.getKeptUntilNanos())
                    .max(Comparator.comparingLong(f -> f.content.getKeptUntilNanos()));
        }
    }

    private static Optional<RestartFile> read(Path file) {
        try {
            return Optional.of(new RestartFile(file, AgentRestart.parseFrom(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // somebody has just taken it
        } catch (IOException e) {
            LOG.atError().setCause(e).addKeyValue("file", file).log("what an earlier process has left cannot be read");
            return Optional.empty();
        }
    }

    private static void removeTraces(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "restart-*")) {
            for (Path path : files) {
                Instant written = Files.getLastModifiedTime(path).toInstant();
                if (written.plus(TRACES_KEPT).isBefore(Instant.now())) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Takes it; false when somebody else was first. */
    boolean claim() throws IOException {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + TAKEN), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
