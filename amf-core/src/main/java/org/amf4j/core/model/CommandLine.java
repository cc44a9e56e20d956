package org.amf4j.core.model;

import java.util.List;

/**
 * A life-cycle command as configured: a path and its arguments, handed to the operating system without any shell.
 *
 * @param path absolute, or relative to the software bundle's prefix on the node
 * @param arguments type arguments, then the component's own
 * @param timeoutNanos time limit in nanoseconds
 */
public record CommandLine(String path, List<String> arguments, long timeoutNanos) {
    public CommandLine {
        arguments = List.copyOf(arguments);
    }

    /** The same command with the bundle's path prefix put before a relative path. */
    public CommandLine under(String prefix) {
        return path.startsWith("/") || prefix.isEmpty()
                ? this
                : new CommandLine(prefix + "/" + path, arguments, timeoutNanos);
    }
}
