package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.imm.ImmObject;

/** Puts the folder of the installation where a software bundle's path says <code>${AMF_HOME}</code>. */
public final class Installation {

    /** What stands for the folder. */
    static final String VARIABLE = "${AMF_HOME}";

    private static final String PREFIX = "saAmfNodeSwBundlePathPrefix";

    private Installation() {}

    /** The object with its path completed; any other object as it is. */
    public static ImmObject complete(ImmObject object, String home) {
        if (object.values(PREFIX).isEmpty()) {
            return object;
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.computeIfPresent(
                PREFIX,
                (name, values) -> values.stream()
                        .<Object>map(v -> String.valueOf(v).replace(VARIABLE, home))
                        .toList());
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
