package org.amf4j.imm;

import java.nio.file.Path;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * An object and where it was written.
 *
 * @param attributeLines the line of each attribute in the order of the object's map, 0 for a default; may be empty
 */
record StoredObject(ImmObject object, Path file, int line, int[] attributeLines) {

    static final int[] NO_LINES = {};

    static StoredObject ofNoFile(ImmObject object) {
        return new StoredObject(object, SourceLocation.NOWHERE.file(), 0, NO_LINES);
    }

    Dn dn() {
        return object.dn();
    }

    /** Where the object stands. */
    SourceLocation location() {
        return new SourceLocation(file, line);
    }

    /** Where the attribute stands, or the object if the attribute is not written there. */
    SourceLocation locationOf(String attribute) {
        int index = 0;
        for (String name : object.attributes().keySet()) {
            if (index < attributeLines.length && attributeLines[index] > 0 && name.equals(attribute)) {
                return new SourceLocation(file, attributeLines[index]);
            }
            index++;
        }
        return location();
    }
}
