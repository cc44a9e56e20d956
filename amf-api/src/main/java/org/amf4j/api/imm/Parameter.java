package org.amf4j.api.imm;

import java.util.Objects;

/**
 * A parameter of an administrative operation, or of its answer.
 *
 * @param name its name
 * @param type the type of its value
 * @param value the value, of the Java type that {@link ImmObject} describes
 */
public record Parameter(String name, ValueType type, Object value) {

    /** Name of a parameter by which an implementer says in words why it refuses an operation. */
    public static final String ERROR = "SaImmAdminOperationError";

    /** Refuses a value that is not of the type. */
    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (!type.accepts(value)) {
            throw new IllegalArgumentException(
                    "parameter " + name + " takes a value of " + type.xmlName() + ", not '" + value + "'");
        }
    }

    /** A parameter with a text. */
    public static Parameter of(String name, String text) {
        return new Parameter(name, ValueType.STRING, text);
    }

    /** A parameter with a number of 64 bits. */
    public static Parameter of(String name, long number) {
        return new Parameter(name, ValueType.INT64, number);
    }
}
