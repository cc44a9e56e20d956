package org.amf4j.core.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of binding a configuration.
 *
 * @param model the model, present when no problem is an error
 * @param problems everything found wrong, by DN
 */
public record BindResult(Optional<Model> model, List<Problem> problems) {

    public BindResult {
        Objects.requireNonNull(model, "model");
        problems = List.copyOf(problems);
    }

    /** The problems that prevent use. */
    public List<Problem> errors() {
        return problems.stream()
                .filter(p -> p.severity() == Problem.Severity.ERROR)
                .toList();
    }

    /** The problems that do not prevent use. */
    public List<Problem> warnings() {
        return problems.stream()
                .filter(p -> p.severity() == Problem.Severity.WARNING)
                .toList();
    }
}
