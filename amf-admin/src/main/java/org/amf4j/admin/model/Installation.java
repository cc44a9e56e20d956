package org.amf4j.admin.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.imm.ImmObject;

/** Puts the place of the installation where files say <code>${AMF_HOME}</code>, as every node does. */
final class Installation {
    private static final String PREFIX = "saAmfNodeSwBundlePathPrefix";
    private static final String VARIABLE = "${AMF_HOME}";

    private Installation() {}

    static ImmObject complete(ImmObject object, Path home) {
        if (object.values(PREFIX).isEmpty()) {
            return object;
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.computeIfPresent(
                PREFIX,
                (name, values) -> values.stream()
                        .<Object>map(value -> value.toString().replace(VARIABLE, home.toString()))
                        .toList());
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
