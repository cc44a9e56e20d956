package org.amf4j.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.outcome.ExitCode;
import picocli.CommandLine.Option;

/** Asks before something is done that cannot be taken back. A picocli mixin. */
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask; needed when no terminal is there")
    private boolean given;

    /**
     * Returns when it may be done.
     *
     * @param question what is going to be done, ends with a question mark
     * @throws CommandFailure when whoever was asked does not want it, or nobody can be asked
     */
    void require(AmfCommand amf, String question) {
        if (given) {
            return;
        }
        if (!isPossible(amf)) {
            throw new CommandFailure(ExitCode.USAGE, "nobody can be asked: " + question, "--yes says that it is meant");
        }
        ask(amf, question);
    }

    /**
     * Makes sure, before anything else is done, that somebody can be asked or need not be.
     *
     * @throws CommandFailure when nobody can be asked
     */
    void check(AmfCommand amf) {
        if (!given && !isPossible(amf)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "nobody can be asked whether it is meant", "--yes says that it is");
        }
    }

    private static boolean isPossible(AmfCommand amf) {
        return amf.surroundings().variables().containsKey("AMF_TERMINAL");
    }

    /**
     * Asks on the terminal.
     *
     * @throws CommandFailure when the answer is not yes
     */
    static void ask(AmfCommand amf, String question) {
        amf.err().print(question + " [y/N] ");
        amf.err().flush();
        if (!isYes(answer())) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was done", "");
        }
    }

    private static String answer() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException("the answer cannot be read", e);
        }
    }

    private static boolean isYes(String answer) {
        return answer.equals("y") || answer.equals("yes");
    }
}
