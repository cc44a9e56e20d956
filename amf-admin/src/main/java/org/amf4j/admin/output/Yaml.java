package org.amf4j.admin.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The same values as JSON has, as YAML 1.2: keys in the order given, the same bytes for the same values. */
final class Yaml {

    private Yaml() {}

    /** The document with a line end after its last line. */
    static String of(JsonNode node) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(new ObjectMapper().convertValue(node, Object.class));
    }
}
