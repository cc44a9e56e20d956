package org.amf4j.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.amf4j.admin.connection.ConfigurationRequest;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import org.amf4j.core.configuration.ChangeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code amf ccb}: a bundle of changes from a file. */
@Command(
        name = "ccb",
        description = {
            "Carries out a file of changes as one configuration change: all of it is done, or nothing.",
            "A line is 'set DN ATTR=VALUE...', 'create CLASS DN ATTR=VALUE...' or 'delete DN'; # begins a comment, and double"
                    + " quotes hold together what has blanks."
        })
final class CcbCommand implements Callable<Integer> {
    private static final int LINES_MAX = 100_000;

    @ParentCommand
    private AmfCommand amf;

    @Mixin
    private ChangeOptions options;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "the file; - for the standard input")
    private String file;

    @Override
    public Integer call() {
        List<List<String>> operations = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            List<String> words = ChangeReader.words(line.replaceFirst("(^|\\s)#.*", ""));
            if (!words.isEmpty()) {
                operations.add(words);
                numbers.add(number);
            }
        }
        if (operations.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, file + " has no changes", "'amf ccb --help' shows what a line is");
        }
        return options.run(amf, new ConfigurationRequest(operations, n -> file + ":" + numbers.get(n - 1)));
    }

    private List<String> lines() {
        try (BufferedReader reader = file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            return reader.lines().limit(LINES_MAX).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage(), "name a text file that exists", e);
        }
    }
}
