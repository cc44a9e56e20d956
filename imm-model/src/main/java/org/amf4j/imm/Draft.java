package org.amf4j.imm;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;

/**
 * An object as its file gave it: values typed, defaults not yet applied, relations to other objects not yet checked.
 *
 * @param attributes what was given; few, so that they are found by looking at all
 */
record Draft(Dn dn, String className, Path file, int line, List<Given> attributes) {

    Draft {
        attributes = List.copyOf(attributes); // kept by the hundred thousand, in as little memory as possible
    }

    /**
     * What was given for one attribute.
     *
     * @param name the attribute
     * @param line the line of the attribute's name
     * @param values those that are right
     * @param broken whether something was wrong and has been reported
     */
    record Given(String name, int line, List<Object> values, boolean broken) {}

    /** What was given for the attribute. */
    Optional<Given> given(String attribute) {
        return given(attributes, attribute);
    }

    static Optional<Given> given(List<Given> attributes, String attribute) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).name().equals(attribute)) {
                return Optional.of(attributes.get(i));
            }
        }
        return Optional.empty();
    }

    SourceLocation location() {
        return new SourceLocation(file, line);
    }
}
