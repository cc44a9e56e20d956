package org.amf4j.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import org.amf4j.clc.CommandResult;
import org.amf4j.core.agent.AgentAction.RunCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The line that ends the output of a command: when it began, what it was, how it ended and how long it took. */
final class CommandNote {

    private static final double MICROS_PER_MILLI = 1_000.0;
    private static final Logger LOG = LoggerFactory.getLogger(CommandNote.class);

    private CommandNote() {}

    static void append(Path output, RunCommand command, Instant began, CommandResult result, long micros) {
        String note = String.format(
                Locale.ROOT,
                "-- %s %s run %d: %s, took %.1f ms%n",
                began,
                command.kind(),
                command.run(),
                result,
                micros / MICROS_PER_MILLI);
        try {
            Files.createDirectories(output.getParent());
            Files.writeString(
                    output, note, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("file", output).log("cannot note the end of a command");
        }
    }
}
