package org.amf4j.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which line each key of a YAML text is, for what is wrong with it. */
final class KeyLines {

    private final Map<JsonPointer, Integer> lines = new HashMap<>();

    /** The lines of a text, which must be YAML. */
    KeyLines(String yaml) throws IOException {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    lines.put(
                            parser.getParsingContext().pathAsPointer(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
    }

    /** The line of the key, or of the nearest one above it; 1 when there is none. */
    int of(List<String> path) {
        int line = 1;
        JsonPointer here = JsonPointer.empty();
        for (String key : path) {
            here = here.appendProperty(key);
            line = lines.getOrDefault(here, line);
        }
        return line;
    }
}
