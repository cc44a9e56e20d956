package org.amf4j.clc;

/** How a command ended. */
public sealed interface CommandResult {

    /**
     * The program exited by itself.
     *
     * @param code exit code, 0 for success
     */
    record Exited(int code) implements CommandResult {
        @Override
        public String toString() {
            return "exit code " + code;
        }
    }

    /**
     * The program was ended by a signal; exit codes 129 to 192 count as such, because that is how shells pass a signal on.
     *
     * @param signal number of the signal
     */
    record Killed(int signal) implements CommandResult {
        @Override
        public String toString() {
            return "killed by signal " + signal;
        }
    }

    /**
     * The time limit passed; everything in the command's session was sent SIGKILL.
     *
     * @param timeoutNanos the limit in nanoseconds
     */
    record TimedOut(long timeoutNanos) implements CommandResult {
        @Override
        public String toString() {
            return "not finished within " + timeoutNanos / 1_000_000 + " ms";
        }
    }

    /**
     * The program could not be started.
     *
     * @param reason a sentence that names what, and a remedy where one is known
     */
    record NotStarted(String reason) implements CommandResult {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** Whether the program did what it was asked: exit code 0 in time. */
    default boolean succeeded() {
        return this instanceof Exited exited && exited.code() == 0;
    }
}
