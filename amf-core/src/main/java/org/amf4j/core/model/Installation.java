package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;

/** Puts the folder of the installation where a software bundle's path says <code>${AMF_HOME}</code>. */
public final class Installation {

    /** What stands for the folder. */
    static final String VARIABLE = "${AMF_HOME}";

    private static final String PREFIX = "saAmfNodeSwBundlePathPrefix";

    private Installation() {}

    /** The change with the paths in it completed. */
    public static ObjectChange complete(ObjectChange change, String home) {
        return switch (change) {
            case ObjectChange.Create create -> new ObjectChange.Create(complete(create.object(), home));
            case ObjectChange.Modify modify ->
                new ObjectChange.Modify(
                        modify.dn(),
                        modify.modifications().stream()
                                .map(m -> complete(m, home))
                                .toList());
            case ObjectChange.Delete delete -> delete;
        };
    }

    private static ObjectChange.Modification complete(ObjectChange.Modification modification, String home) {
        String attribute = modification.attribute();
        return new ObjectChange.Modification(
                modification.kind(), attribute, complete(attribute, modification.values(), home));
    }

    /** Values of an attribute, completed when it is the one with paths of software bundles. */
    public static List<Object> complete(String attribute, List<Object> values, String home) {
        return attribute.equals(PREFIX)
                ? values.stream()
                        .<Object>map(v -> String.valueOf(v).replace(VARIABLE, home))
                        .toList()
                : values;
    }

    /** The object with its path completed; any other object as it is. */
    public static ImmObject complete(ImmObject object, String home) {
        if (object.values(PREFIX).isEmpty()) {
            return object;
        }
        Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
        attributes.computeIfPresent(PREFIX, (name, values) -> complete(name, values, home));
        return new ImmObject(object.dn(), object.className(), attributes);
    }
}
