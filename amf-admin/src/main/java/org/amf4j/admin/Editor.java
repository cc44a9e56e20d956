package org.amf4j.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;

/**
 * The program by which the caller edits texts: {@code VISUAL}, else {@code EDITOR}, else vi on a terminal. No shell reads
 * the variable: it is words between blanks.
 *
 * @param words the program and its arguments
 * @param folder where it runs
 */
record Editor(List<String> words, Path folder) {

    static Editor of(Surroundings surroundings) {
        Map<String, String> variables = surroundings.variables();
        String command = Stream.of("VISUAL", "EDITOR")
                .flatMap(name -> Optional.ofNullable(variables.get(name)).stream())
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .or(() -> Optional.of("vi").filter(vi -> variables.containsKey("AMF_TERMINAL")))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "there is no editor",
                        "EDITOR names one; 'amf set' changes attributes without"));
        return new Editor(List.of(command.split("\\s+")), surroundings.workingDirectory());
    }

    /**
     * Has a file edited on the caller's terminal, however long that takes.
     *
     * @throws CommandFailure when the editor cannot be started, or ends with a failure
     */
    void edit(Path file) {
        List<String> command = new ArrayList<>(words);
        command.add(file.toString());
        try {
            int exitCode = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the editor " + words.getFirst() + " has ended with " + exitCode + "; nothing is changed",
                        "");
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "the editor cannot be started: " + e.getMessage(),
                    "VISUAL or EDITOR names another one",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted while editing; nothing is changed", "", e);
        }
    }
}
