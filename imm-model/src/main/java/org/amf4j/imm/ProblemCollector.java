package org.amf4j.imm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.amf4j.imm.LocatedProblem.Severity;

/** Takes every problem of one reading, up to a bound, and puts them in the order of files and lines. */
final class ProblemCollector {

    /** Most problems kept; further ones are counted. */
    static final int PROBLEMS_MAX = 10_000;

    /** Longest text of a problem; it may quote what a file says, which may be anything. */
    private static final int TEXT_CHARS_MAX = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final List<Path> files;
    private final List<LocatedProblem> problems = new ArrayList<>();
    private int dropped;

    ProblemCollector(List<Path> files) {
        this.files = files;
    }

    void error(SourceLocation location, String dn, String rule, String text) {
        add(new LocatedProblem(Severity.ERROR, location, oneLine(dn), rule, oneLine(text)));
    }

    void warning(SourceLocation location, String dn, String rule, String text) {
        add(new LocatedProblem(Severity.WARNING, location, oneLine(dn), rule, oneLine(text)));
    }

    void note(SourceLocation location, String dn, String rule, String text) {
        add(new LocatedProblem(Severity.NOTE, location, oneLine(dn), rule, oneLine(text)));
    }

    private void add(LocatedProblem problem) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(problem);
        } else {
            dropped++;
        }
    }

    /** How many have been reported. */
    int count() {
        return problems.size() + dropped;
    }

    private static String oneLine(String text) {
        String shown = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "...";
        return CONTROL.matcher(shown).replaceAll("?");
    }

    List<LocatedProblem> list() {
        List<LocatedProblem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.<LocatedProblem>comparingInt(problem -> files.indexOf(problem.file()))
                .thenComparingInt(LocatedProblem::line));
        if (dropped > 0) {
            String text = dropped + " further problems are not listed; mend these first";
            sorted.add(new LocatedProblem(Severity.ERROR, sorted.getLast().location(), "-", Rules.FILE, text));
        }
        return sorted;
    }
}
