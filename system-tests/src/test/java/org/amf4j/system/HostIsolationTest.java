package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.HOST_REACTION_MILLIS_MAX;
import static org.amf4j.system.PlayedScheme.assertCase;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts of real virtual machines are cut off, and are told from dead ones by a heartbeat over shared storage. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostIsolationTest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("host-isolation");

    @Test
    @Order(1)
    @DisplayName(
            "a host that is cut off ends its machine when it is asked to by the storage, and that is started elsewhere")
    void shutdown() {
        // The command fails where CLEANUP has not said that the host has done so, or where the host was switched off.
        assertCase(SCHEME.found("host cut off, ends its machines"), "h1", "h2", HOST_REACTION_MILLIS_MAX);
    }

    @Test
    @Order(2)
    @DisplayName("the machine of a host that is cut off and left alone runs on, and is the same boot")
    void leave() {
        JsonNode found = SCHEME.found("host cut off, left alone");

        assertThat(found.path("from").asText()).isEqualTo("h2");
        assertThat(found.path("to").asText()).isEqualTo("h2");
        assertThat(found.path("outage_ms").asDouble()).isPositive();
    }

    @Test
    @Order(3)
    @DisplayName("a host whose heartbeat ends is dead, whatever is done with one that is cut off")
    void power() {
        assertCase(SCHEME.found("host powered off"), "h2", "h1", HOST_REACTION_MILLIS_MAX);
    }

    @Test
    @Order(4)
    @DisplayName("no machine has run twice, and nothing is left behind")
    void end() throws IOException {
        assertThat(SCHEME.end().path("cases")).hasSize(3);
    }
}
