package org.amf4j.core.model;

import java.util.Objects;
import org.amf4j.api.Dn;

/**
 * Something wrong with a configuration.
 *
 * @param severity whether it prevents use
 * @param dn the object concerned
 * @param attribute the attribute concerned, or empty
 * @param rule the rule violated, for instance {@code AMF-004}
 * @param text a sentence that says what is wrong and what would be right
 */
public record Problem(Severity severity, Dn dn, String attribute, String rule, String text)
        implements Comparable<Problem> {

    public Problem {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(dn);
        Objects.requireNonNull(attribute);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(text);
    }

    /** Whether a problem prevents use. */
    public enum Severity {
        /** The configuration is refused. */
        ERROR,
        /** The configuration works, though probably not as meant. */
        WARNING
    }

    @Override
    public int compareTo(Problem other) {
        int order = dn.compareTo(other.dn);
        return order != 0 ? order : (rule + text).compareTo(other.rule + other.text);
    }

    @Override
    public String toString() {
        return dn + ": " + text + " (" + rule + ")";
    }
}
