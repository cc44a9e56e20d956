package org.amf4j.imm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;

/**
 * An object as its file gave it: values typed, defaults not yet applied, relations to other objects not yet checked.
 *
 * @param attributes what was given, by attribute name
 */
record Draft(Dn dn, String className, Path file, int line, Map<String, Given> attributes) {

    /**
     * What was given for one attribute.
     *
     * @param line the line of the attribute's name
     * @param values those that are right
     * @param broken whether something was wrong and has been reported
     */
    record Given(int line, List<Object> values, boolean broken) {}

    SourceLocation location() {
        return new SourceLocation(file, line);
    }
}
