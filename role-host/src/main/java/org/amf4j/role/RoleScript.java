package org.amf4j.role;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program that knows how to tell a server its role. It is called with one word, what it is to know more is in its
 * environment; exit code 0 means done. What it prints goes where the component's output goes.
 */
final class RoleScript {

    private static final Path NOTHING = Path.of("/dev/null");

    private final String program;

    RoleScript(String program) {
        this.program = program;
    }

    /**
     * Calls it and waits for its end.
     *
     * @param role the word
     * @param more for its environment, beside ours
     * @param limit after which it is killed; zero for none
     * @throws RoleException when it does not succeed
     */
    void call(String role, Map<String, String> more, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(List.of(program, role))
                .redirectInput(NOTHING.toFile())
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(more);
        try {
            Process process = builder.start();
            if (limit.isZero()) {
                process.waitFor();
            } else if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new RoleException(program + " " + role + " has not ended within " + limit.toMillis() + " ms");
            }
            if (process.exitValue() != 0) {
                throw new RoleException(program + " " + role + " has ended with exit code " + process.exitValue());
            }
        } catch (IOException e) {
            throw new RoleException(program + " " + role + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoleException(program + " " + role + " was interrupted");
        }
    }

    /** The server has not taken a role; the message says why. */
    static final class RoleException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RoleException(String message) {
            super(message);
        }
    }
}
