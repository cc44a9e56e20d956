package org.amf4j.admin.outcome;

import java.util.Objects;

/** Ends a command: one line that says what went wrong, one that says what to do about it, and the exit code. */
public final class CommandFailure extends RuntimeException {
    private final ExitCode exitCode;
    private final String hint;

    /**
     * A failure.
     *
     * @param exitCode what the process ends with
     * @param message what went wrong and where
     * @param hint what to do about it; may be empty
     */
    public CommandFailure(ExitCode exitCode, String message, String hint) {
        super(message);
        this.exitCode = Objects.requireNonNull(exitCode);
        this.hint = Objects.requireNonNull(hint);
    }

    /** The same with the failure behind it. */
    public CommandFailure(ExitCode exitCode, String message, String hint, Throwable cause) {
        super(message, cause);
        this.exitCode = Objects.requireNonNull(exitCode);
        this.hint = Objects.requireNonNull(hint);
    }

    /** What the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What to do about it; may be empty. */
    public String hint() {
        return hint;
    }
}
