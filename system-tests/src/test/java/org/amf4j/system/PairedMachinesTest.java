package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.HOST_REACTION_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two real virtual machines run side by side, one for the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PairedMachinesTest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("paired", "--repeats", "1");

    @Test
    @Order(1)
    @DisplayName(
            "the fault of one guest does not reach the other, which goes on with the next number and is no other boot")
    void guests() {
        assertOther("guest panics");
        assertOther("program killed");
    }

    @Test
    @Order(2)
    @DisplayName("the same when a machine, and when a host is what fails")
    void machines() {
        assertOther("machine killed");
        assertOther("host powered off");
    }

    @Test
    @Order(3)
    @DisplayName("no number has come twice, and nothing is left behind")
    void end() throws IOException {
        JsonNode result = SCHEME.end();

        assertThat(result.path("numbers_gone_back").asInt()).isZero();
        assertThat(result.path("last_number").asLong()).isPositive();
    }

    private static void assertOther(String what) {
        JsonNode found = SCHEME.found(what);
        assertThat(found.path("to").asText())
                .as(what)
                .isNotEqualTo(found.path("from").asText());
        assertThat(found.path("outage_ms").asDouble()).as(what).isBetween(0.0, HOST_REACTION_MILLIS_MAX);
    }
}
