package org.amf4j.imm;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;

/** Turns the text of a value into a typed value, or says why it is none. */
final class ValueReader {

    private static final Pattern BLANKS = Pattern.compile("\\s");

    private ValueReader() {}

    /**
     * The typed value; empty for an empty name, which means no value.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static Optional<Object> read(Raw.Value raw, ImmAttribute attribute) {
        Object value = raw.base64()
                ? attribute.type().parse(decode(raw.text()))
                : attribute.type().parse(raw.text());
        if (value instanceof Dn name && name.isRoot()) {
            return Optional.empty();
        }
        if (value instanceof String text && attribute.isReference()) {
            Dn.of(text);
        }
        return Optional.of(value);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(BLANKS.matcher(text).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not base64: " + e.getMessage(), e);
        }
    }
}
