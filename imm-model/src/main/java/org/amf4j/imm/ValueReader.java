package org.amf4j.imm;

import java.util.Base64;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;

/**
 * Turns the text of a value into a typed value, or says why it is none.
 *
 * <p>Thousands of objects say the same of an attribute: it is read once, and all have the same list with the value in it.
 */
final class ValueReader {

    private static final Pattern BLANKS = Pattern.compile("\\s");

    private final Map<ImmAttribute, Map<String, List<Object>>> known = new IdentityHashMap<>();

    /**
     * The typed value as a list of one; an empty list for an empty name, which means no value.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    List<Object> read(Raw.Value raw, ImmAttribute attribute) {
        if (raw.base64()) {
            return checked(attribute.type().parse(decode(raw.text())), attribute);
        }
        return known.computeIfAbsent(attribute, a -> new HashMap<>())
                .computeIfAbsent(raw.text(), text -> checked(attribute.type().parse(text), attribute));
    }

    private static List<Object> checked(Object value, ImmAttribute attribute) {
        if (value instanceof Dn name && name.isRoot()) {
            return List.of();
        }
        if (value instanceof String text && attribute.isReference()) {
            Dn.of(text);
        }
        return List.of(value);
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(BLANKS.matcher(text).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not base64: " + e.getMessage(), e);
        }
    }
}
