package org.amf4j.imm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;

/** Makes objects; what one says as the one of its class before it did, both have in common, and memory holds it once. */
final class Likeness {

    private final Map<String, StoredObject> latest = new HashMap<>();

    /** The object with these attributes, which stand on these lines counted from the object's. */
    StoredObject stored(
            Dn dn, String className, Map<String, List<Object>> attributes, SourceLocation location, int[] lines) {
        StoredObject before = latest.get(className);
        boolean same = before != null && before.object().attributes().equals(attributes);
        boolean sameLines = before != null && Arrays.equals(before.attributeLines(), lines);
        ImmObject object = new ImmObject(dn, className, same ? before.object().attributes() : attributes);
        StoredObject stored =
                new StoredObject(object, location.file(), location.line(), sameLines ? before.attributeLines() : lines);
        latest.put(className, stored);
        return stored;
    }
}
