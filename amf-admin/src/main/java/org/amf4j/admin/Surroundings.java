package org.amf4j.admin;

import java.nio.file.Path;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/**
 * What a command sees of the machine it was called on.
 *
 * @param workingDirectory the folder it was called in
 * @param variables its environment
 */
record Surroundings(Path workingDirectory, Map<String, String> variables) {

    Surroundings {
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        variables = Map.copyOf(variables);
    }

    static Surroundings ofThisProcess() {
        return new Surroundings(Path.of(""), System.getenv());
    }

    /** The installation; {@code ./amf} says where it is. */
    Path home() {
        String home = variables.getOrDefault("AMF_HOME", "");
        if (home.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FAILED, "AMF_HOME is not set", "call the amf script, which sets it, instead of java");
        }
        return Path.of(home);
    }

    /** A path as the caller means it. */
    Path resolve(Path path) {
        return workingDirectory.resolve(path).normalize();
    }
}
