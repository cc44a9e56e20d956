package org.amf4j.imm;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmAttribute;

/**
 * Says of an object, in the moment when it is read, whether all that it says about others is right already.
 *
 * <p>Files mostly bring what is referred to before what refers to it; the objects of which that is not true are looked at
 * again when all is read.
 */
final class Relations {

    private final ObjectTable objects;
    private final List<StoredObject> path = new ArrayList<>();

    /** What was found last: objects of a class often refer to the same, by the same list. */
    private final Map<ImmAttribute, List<Object>> known = new IdentityHashMap<>();

    /** Relations to these objects, which become more. */
    Relations(ObjectTable objects) {
        this.objects = objects;
    }

    /** Whether the parent is of the right class, all references lead somewhere, and nothing required is missing. */
    boolean hold(StoredObject object, Kind kind) {
        return hasRightParent(object, kind)
                && (!kind.isAssociation() || objects.contains(object.dn().associated()))
                && areKnown(object, kind.references())
                && areGiven(object, kind.required());
    }

    private boolean hasRightParent(StoredObject object, Kind kind) {
        StoredObject parent = parentOf(object);
        String expected = kind.parent();
        if (parent == null) {
            boolean mayBeRoot = expected.equals(BuiltInTable.ROOT_PARENT) || expected.equals(BuiltInTable.ANY_PARENT);
            return mayBeRoot && object.dn().isChildOf(Dn.ROOT);
        }
        return expected.equals(parent.object().className()) || expected.equals(BuiltInTable.ANY_PARENT);
    }

    /** The object above, or null. Most stand in their file below it, so it is looked for on the way down to the last one. */
    private StoredObject parentOf(StoredObject object) {
        while (!path.isEmpty() && !object.dn().isBelow(path.getLast().dn())) {
            path.removeLast();
        }
        boolean known = !path.isEmpty() && object.dn().isChildOf(path.getLast().dn());
        StoredObject found = known ? path.getLast() : objects.get(object.dn().parent());
        path.add(object);
        return found;
    }

    private boolean areKnown(StoredObject object, List<ImmAttribute> references) {
        for (ImmAttribute attribute : references) {
            List<Object> values = object.object().values(attribute.name());
            if (values != known.get(attribute)) {
                if (!areKnown(values)) {
                    return false;
                }
                known.put(attribute, values);
            }
        }
        return true;
    }

    private boolean areKnown(List<Object> names) {
        for (Object name : names) {
            if (!objects.contains(name instanceof Dn dn ? dn : Dn.of((String) name))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areGiven(StoredObject object, List<ImmAttribute> required) {
        for (ImmAttribute attribute : required) {
            if (object.object().values(attribute.name()).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
