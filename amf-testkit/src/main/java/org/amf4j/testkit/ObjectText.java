package org.amf4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** An information model object being written. */
final class ObjectText {
    private final String className;
    private final Dn dn;
    private final Map<String, List<Object>> attributes = new LinkedHashMap<>();

    ObjectText(String className, Dn dn) {
        this.className = className;
        this.dn = dn;
    }

    Dn dn() {
        return dn;
    }

    /** Sets the values of an attribute; none removes it. Numbers and booleans become {@link Long}. */
    ObjectText with(String attribute, Object... values) {
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(imm(value));
        }
        attributes.put(attribute, list);
        return this;
    }

    ObjectText with(Map<String, Object> values) {
        values.forEach(this::with);
        return this;
    }

    ImmObject toImm() {
        return new ImmObject(dn, className, attributes);
    }

    private static Object imm(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value;
    }
}
