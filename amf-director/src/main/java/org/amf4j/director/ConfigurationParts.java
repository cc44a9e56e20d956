package org.amf4j.director;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.event.Event.ConfigurationLoaded;

/** Cuts a configuration into parts that fit into log entries. */
final class ConfigurationParts {

    /** Objects in one part: far below the largest entry that the log takes. */
    static final int OBJECTS_MAX = 400;

    private ConfigurationParts() {}

    /** The parts; definitions of classes come with the last one. */
    static List<ConfigurationLoaded> of(List<ImmObject> objects, List<ImmClass> classes) {
        int parts = Math.max(1, (objects.size() + OBJECTS_MAX - 1) / OBJECTS_MAX);
        List<ConfigurationLoaded> result = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            int from = (part - 1) * OBJECTS_MAX;
            int to = Math.min(objects.size(), from + OBJECTS_MAX);
            result.add(new ConfigurationLoaded(
                    part, parts, objects.subList(from, to), part == parts ? classes : List.of()));
        }
        return result;
    }
}
