package org.amf4j.core.reason;

import org.amf4j.api.Dn;

/**
 * Why something is as it is: a sentence an operator understands.
 *
 * @param subject the entity it is about
 * @param rule the rule behind it, for instance {@code 2N-2} or {@code READINESS}
 * @param text the sentence
 */
public record Reason(Dn subject, String rule, String text) {

    @Override
    public boolean equals(Object other) { // a thousand instances may move at once: faster than what the language makes
        return other instanceof Reason r && r.subject.equals(subject) && r.rule.equals(rule) && r.text.equals(text);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * subject.hashCode() + rule.hashCode()) + text.hashCode();
    }
}
