package org.amf4j.imm;

import java.nio.file.Path;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/**
 * An object and where it was written.
 *
 * @param attributeLines where each attribute stands, in the order of the object's map: its line counted from the object's,
 *     which is 1; 0 for a default; may be empty
 */
record StoredObject(ImmObject object, Path file, int line, int[] attributeLines) {

    private static final int[] NO_LINES = {};

    static StoredObject ofNoFile(ImmObject object) {
        return new StoredObject(object, SourceLocation.NOWHERE.file(), 0, NO_LINES);
    }

    /** An object of the same class elsewhere that says the same. */
    StoredObject of(Dn dn, SourceLocation location) {
        ImmObject other = new ImmObject(dn, object.className(), object.attributes());
        return new StoredObject(other, location.file(), location.line(), attributeLines);
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
                return new SourceLocation(file, line + attributeLines[index] - 1);
            }
            index++;
        }
        return location();
    }
}
