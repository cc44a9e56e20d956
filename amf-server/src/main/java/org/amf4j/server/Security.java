package org.amf4j.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the nodes of a cluster know each other: the key {@code security} of {@code cluster.yaml}.
 *
 * @param on whether their traffic is mutual TLS
 * @param certificates the folder of certificates; empty for the usual place
 */
record Security(boolean on, Optional<Path> certificates) {

    static final Security ON = new Security(true, Optional.empty());
    static final Security OFF = new Security(false, Optional.empty());

    private static final String USUAL_FOLDER = "certificates";

    /** Reads on, off, or {certificates: FOLDER}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Security of(JsonNode value) {
        JsonNode folder = value.path("certificates");
        if (value.isObject() && value.size() == 1 && folder.isTextual()) {
            return new Security(true, Optional.of(Path.of(folder.asText())));
        }
        return switch (value.asText()) {
            case "on", "true" -> ON;
            case "off", "false" -> OFF;
            default ->
                throw new IllegalArgumentException(
                        "security is " + value + "; it is on, off, or {certificates: FOLDER}");
        };
    }

    /** Where the certificates are; a relative path begins at the folder of the cluster file. */
    Path folder(Path base) {
        return base.resolve(certificates.orElse(Path.of(USUAL_FOLDER)));
    }
}
