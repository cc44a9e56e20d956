package org.amf4j.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of the README: lines that begin with {@code $} in blocks marked {@code sh}. */
final class ReadmeTour {

    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern EXIT_CODE = Pattern.compile("# .*exit code (\\d+)");
    private static final String PROMPT = "$ ";

    private ReadmeTour() {}

    /**
     * A command.
     *
     * @param text what is typed
     * @param exitCode what it ends with, as its comment says, else 0
     */
    record Step(String text, int exitCode) {}

    static List<Step> steps(String readme) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(readme);
        while (block.find()) {
            block.group(1)
                    .lines()
                    .filter(line -> line.startsWith(PROMPT))
                    .map(line -> line.substring(PROMPT.length()))
                    .forEach(text -> steps.add(new Step(text, exitCode(text))));
        }
        return steps;
    }

    private static int exitCode(String text) {
        Matcher comment = EXIT_CODE.matcher(text);
        return comment.find() ? Integer.parseInt(comment.group(1)) : 0;
    }

    /** A script that runs the steps in one shell and stops at the first that does not end as it should. */
    static String script(List<Step> steps, Path root) {
        StringBuilder script = new StringBuilder("cd '" + root + "'\n");
        for (Step step : steps) {
            String shown = step.text().replace("'", "'\\''");
            script.append("printf '%s\\n' '$ ").append(shown).append("'\n");
            script.append(step.text()).append('\n');
            script.append("code=$?\n[ $code -eq ").append(step.exitCode()).append(" ] || {\n");
            script.append("    echo \"exit code $code, not ")
                    .append(step.exitCode())
                    .append("\" >&2; exit 1\n}\n");
        }
        return script.toString();
    }
}
