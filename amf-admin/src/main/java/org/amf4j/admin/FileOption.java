package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Option;

/** Where a file goes that a command makes. A picocli mixin. */
final class FileOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "the file to write; without it everything goes to the standard output")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--force", description = "write over a file that exists")
    private boolean force;

    /** Refuses to go on when the file is there and may not be written over. */
    void check() {
        if (file.isPresent() && Files.exists(file.get()) && !force) {
            throw new CommandFailure(
                    ExitCode.REJECTED, file.get() + " exists", "name another file, or write over it with --force");
        }
    }

    /** Writes it whole or not at all. */
    void write(AmfCommand amf, String text) {
        if (file.isEmpty()) {
            amf.out().print(text);
            amf.out().flush();
            return;
        }
        Path target = file.get().toAbsolutePath();
        try {
            Path written = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".new");
            try {
                Files.writeString(written, text);
                move(written, target);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "cannot write " + file.get() + ": " + e.getMessage(),
                    "name a file in a folder that exists and may be written to",
                    e);
        }
        amf.err().println("written: " + file.get());
    }

    private static void move(Path written, Path target) throws IOException {
        try {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
