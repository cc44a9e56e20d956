package org.amf4j.core.model;

import java.util.List;
import java.util.TreeSet;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Problem.Severity;

/** Collects problems while a model is bound; the same finding met twice counts once. */
final class Problems {
    private final TreeSet<Problem> found = new TreeSet<>();
    private boolean errors;

    void error(Dn dn, String attribute, String rule, String text) {
        errors = true;
        found.add(new Problem(Severity.ERROR, dn, attribute, rule, text));
    }

    void warning(Dn dn, String attribute, String rule, String text) {
        found.add(new Problem(Severity.WARNING, dn, attribute, rule, text));
    }

    boolean hasErrors() {
        return errors;
    }

    /** All problems by DN, rule and text. */
    List<Problem> sorted() {
        return List.copyOf(found);
    }
}
