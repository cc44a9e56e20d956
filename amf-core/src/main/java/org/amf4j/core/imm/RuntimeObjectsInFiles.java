package org.amf4j.core.imm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;

/** Persistent runtime objects of applications, which files have beside the configuration. */
public final class RuntimeObjectsInFiles {

    private RuntimeObjectsInFiles() {}

    /** Takes them out of the objects of a file; the framework's own stay, since it knows what to make of them. */
    public static List<ImmObject> takeFrom(List<ImmObject> objects, List<ImmClass> classes) {
        Set<String> names = new TreeSet<>();
        for (ImmClass each : classes) {
            if (each.category() == ImmClass.Category.RUNTIME
                    && FrameworkClasses.implementer(each.name()).isEmpty()) {
                names.add(each.name());
            }
        }
        List<ImmObject> taken = new ArrayList<>();
        if (!names.isEmpty()) {
            objects.removeIf(o -> names.contains(o.className()) && taken.add(o));
        }
        return taken;
    }
}
