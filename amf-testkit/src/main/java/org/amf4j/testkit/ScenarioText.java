package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.amf4j.core.redundancy.RedundancyModel;

/**
 * A scenario as text: a model, steps, and after each step what came of it.
 *
 * <pre>
 * # The node of the active unit is lost.
 * nodes 3
 * sg web 2N
 *   units 3
 *   components c
 *   instances a b
 *
 * &gt; start
 *   (what came of it, written by {@link #play})
 * &gt; node-down n1
 * </pre>
 *
 * <p>Lines that begin with {@code #} are comments. What stands after a step is expected of it, and written anew by
 * {@link #play}.
 */
public final class ScenarioText {

    private static final String STEP = ">";
    private static final String COMMENT = "#";

    private final List<String> head = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    private ScenarioText(String text) {
        for (String line : text.lines().toList()) {
            if (story.isEmpty() && !line.startsWith(STEP)) {
                head.add(line);
            } else if (line.startsWith(STEP) || line.startsWith(COMMENT)) {
                story.add(line);
            }
        }
    }

    /** Reads a scenario. */
    public static ScenarioText of(String text) {
        return new ScenarioText(text);
    }

    /** The steps of a scenario, or of a file that holds nothing but a step per line; comments are passed over. */
    public static List<String> steps(String text) {
        return lines(text).stream().filter(line -> !line.isEmpty()).toList();
    }

    /** The number of the first line that is this step, from 1; 0 when there is none. */
    public static int lineOf(String text, String step) {
        return lines(text).indexOf(step) + 1;
    }

    /** Line by line: the step there, or nothing. */
    private static List<String> lines(String text) {
        boolean scenario = text.lines().anyMatch(line -> line.startsWith(STEP));
        return text.lines()
                .map(line -> scenario && !line.startsWith(STEP) ? "" : scenario ? line.substring(1) : line)
                .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
                .toList();
    }

    /** What the scenario is about: its first comment. */
    public String title() {
        return head.stream()
                .filter(line -> line.startsWith(COMMENT))
                .findFirst()
                .map(line -> line.substring(1).strip())
                .orElse("");
    }

    /** The model. */
    public ModelText model() {
        return ModelLines.read(head.stream()
                .map(line -> line.replaceFirst("(^|\\s)#.*", ""))
                .filter(line -> !line.isBlank())
                .toList());
    }

    /**
     * Runs the scenario and returns its text with what came of each step. All truths are checked on the way.
     *
     * @throws AssertionError when a truth is broken
     * @throws IllegalArgumentException when a line or step cannot be understood
     */
    public String play(Collection<? extends RedundancyModel> models) {
        Simulation simulation = new Simulation(model().objects(), models);
        StringBuilder text = new StringBuilder();
        Consumer<String> out = line -> text.append(line).append('\n');
        head.forEach(out);
        for (String line : story) {
            out.accept(line);
            if (line.startsWith(STEP)) {
                Transcript.of(simulation.step(line.substring(1).strip())).forEach(out);
            }
        }
        return text.toString();
    }
}
