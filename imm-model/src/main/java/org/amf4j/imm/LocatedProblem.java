package org.amf4j.imm;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something wrong with a file, and where.
 *
 * @param severity whether the files can be used nevertheless
 * @param location the file and line
 * @param dn the object concerned, {@code class NAME} for a class, {@code -} for the file itself
 * @param rule the rule violated, for instance {@code IMM-002}
 * @param text a sentence that says what is wrong and what would be right
 */
public record LocatedProblem(Severity severity, SourceLocation location, String dn, String rule, String text) {

    public LocatedProblem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(dn, "dn");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(text, "text");
    }

    /** What a problem means for the use of the files. */
    public enum Severity {
        /** The files are refused. */
        ERROR,
        /** The files work, though probably not as meant. */
        WARNING,
        /** Worth knowing, nothing wrong. */
        NOTE
    }

    /** The file concerned, as it was named to the reader. */
    public Path file() {
        return location.file();
    }

    /** The line, counted from 1. */
    public int line() {
        return location.line();
    }

    @Override
    public String toString() {
        return location + ": " + dn + ": " + text + " (" + rule + ")";
    }
}
