package org.amf4j.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a process has its cluster file from, so that it can read it again.
 *
 * @param insecure whether it was told on its command line to do without certificates
 */
record ClusterSource(Path file, boolean insecure) {

    /** Reads the file; a mistake in it is an {@link IOException} that names file, line and remedy. */
    ClusterFile read() throws IOException {
        ClusterFile cluster = ClusterFile.read(file);
        return insecure ? cluster.insecure() : cluster;
    }

    /** What is wrong, and where: at the key, or where the nearest key above it begins. */
    IOException wrong(String text, String... path) throws IOException {
        Map<JsonPointer, Integer> lines = lines();
        int line = 1;
        JsonPointer here = JsonPointer.empty();
        for (String key : List.of(path)) {
            here = here.appendProperty(key);
            line = lines.getOrDefault(here, line);
        }
        return new IOException(file + ":" + line + ": " + text);
    }

    /** The line of each key. */
    private Map<JsonPointer, Integer> lines() throws IOException {
        Map<JsonPointer, Integer> lines = new HashMap<>();
        try (JsonParser parser = new YAMLFactory().createParser(Files.readString(file))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    lines.put(
                            parser.getParsingContext().pathAsPointer(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }
}
