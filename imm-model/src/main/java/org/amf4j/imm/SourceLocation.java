package org.amf4j.imm;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A place in a file.
 *
 * @param file as it was named to the reader
 * @param line counted from 1; 0 for a thing that came from no file
 */
public record SourceLocation(Path file, int line) {

    /** Where something is that came from no file. */
    public static final SourceLocation NOWHERE = new SourceLocation(Path.of("-"), 0);

    public SourceLocation {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
