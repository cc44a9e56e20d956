package org.amf4j.core.configuration;

import java.util.Objects;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;

/**
 * Why a configuration change is refused.
 *
 * @param status the result code
 * @param dn the object concerned; the root when it is about a class, which the sentence names then
 * @param rule the rule that it would break; empty when the sentence names it
 * @param text a sentence that says what is wrong and what would make the change possible
 */
public record Refusal(AisStatus status, Dn dn, String rule, String text) {

    public Refusal {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(dn, "dn");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return (dn.isRoot() ? "" : dn + ": ") + text + (rule.isEmpty() ? "" : " (" + rule + ")");
    }
}
