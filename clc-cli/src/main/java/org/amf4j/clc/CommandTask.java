package org.amf4j.clc;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to be run: a program and its arguments, handed to the operating system as they are, without any shell.
 *
 * @param path absolute path of the program
 * @param arguments its arguments
 * @param environment its complete environment
 * @param output file that standard output and standard error are appended to; bounded, see {@link OutputFile}
 * @param timeoutNanos time limit in nanoseconds, at least 1
 * @param lifeline FIFO that the program and its descendants hold open, for a {@link ProcessWatch}; does not exist yet
 */
public record CommandTask(
        String path,
        List<String> arguments,
        Map<String, String> environment,
        Path output,
        long timeoutNanos,
        Optional<Path> lifeline) {

    public CommandTask {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (timeoutNanos < 1) {
            throw new IllegalArgumentException("the time limit of " + path + " must be at least 1 ns: " + timeoutNanos);
        }
    }
}
