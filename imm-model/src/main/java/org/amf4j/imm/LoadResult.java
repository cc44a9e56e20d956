package org.amf4j.imm;

import java.util.List;

/**
 * What reading files gave: the model, and everything found wrong.
 *
 * @param model all that could be understood; fit for use only without errors
 * @param problems in the order of files and lines
 */
public record LoadResult(InformationModel model, List<LocatedProblem> problems) {

    public LoadResult {
        problems = List.copyOf(problems);
    }

    /** Whether the files must be refused. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == LocatedProblem.Severity.ERROR);
    }

    /** The problems of one severity. */
    public List<LocatedProblem> problems(LocatedProblem.Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }
}
