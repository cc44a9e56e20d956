package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.HOST_REACTION_MILLIS_MAX;
import static org.amf4j.system.PlayedScheme.REACTION_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster on hosts keeps real virtual machines, and one in the machines keeps a service. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchitectureATest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("architecture-a", "--repeats", "1");

    @Test
    @Order(1)
    @DisplayName("a service in machines outlives its component, which is repaired")
    void service() {
        assertOutage(SCHEME.found("service killed"));
    }

    @Test
    @Order(2)
    @DisplayName("a service in machines outlives its machine, which is repaired where it was")
    void machine() {
        JsonNode found = SCHEME.found("machine killed");

        assertOutage(found);
        assertThat(found.path("to").asText()).isEqualTo(found.path("from").asText());
        assertThat(found.path("reaction_ms").asDouble()).isBetween(0.0, REACTION_MILLIS_MAX);
    }

    @Test
    @Order(3)
    @DisplayName("a service in machines outlives the host of its machine, which is started elsewhere")
    void host() {
        JsonNode found = SCHEME.found("host powered off");

        assertOutage(found);
        assertThat(found.path("to").asText()).isNotEqualTo(found.path("from").asText());
        assertThat(found.path("reaction_ms").asDouble()).isBetween(0.0, HOST_REACTION_MILLIS_MAX);
    }

    @Test
    @Order(4)
    @DisplayName("no machine has run twice, and nothing is left behind")
    void end() throws IOException {
        assertThat(SCHEME.end().path("cases")).hasSize(3);
    }

    /** It ends before the machine is back: the standby was in another one. */
    private static void assertOutage(JsonNode found) {
        double outage = found.path("outage_ms").asDouble();
        assertThat(outage).as(found.toString()).isPositive();
        if (found.has("repair_ms")) {
            assertThat(outage).isLessThan(found.path("repair_ms").asDouble());
        }
        assertThat(found.path("redundant_ms").asDouble()).isGreaterThan(outage);
    }
}
