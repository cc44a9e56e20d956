package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.REACTION_MILLIS_MAX;
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

/** Real virtual machines that fail again and again get one step after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecoveryLadderTest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("recovery-ladder", "--repeats", "2");

    @Test
    @Order(1)
    @DisplayName("a machine that fails is started again where it was")
    void machines() {
        assertCase(SCHEME.found("machine killed", 1), "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(SCHEME.found("machine killed", 2), "h2", "h2", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(2)
    @DisplayName("a machine that fails again and again goes to a host that is not busy")
    void placed() {
        assertCase(SCHEME.found("failure 2 on a busy host"), "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(SCHEME.found("failure 3, moved"), "h1", "h2", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(3)
    @DisplayName("it waits when all hosts are busy")
    void waits() {
        JsonNode waited = SCHEME.found("failure 3, waited for a host");

        assertThat(waited.path("from").asText()).isEqualTo("h2");
        assertThat(waited.path("to").asText()).isEqualTo("h1");
    }

    @Test
    @Order(4)
    @DisplayName("a machine whose disk is erased is installed anew over the network")
    void disk() {
        assertCase(SCHEME.found("disk erased, installed anew"), "h2", "h2", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(5)
    @DisplayName("no machine has run twice, and nothing is left behind")
    void end() throws IOException {
        assertThat(SCHEME.end().path("cases")).hasSize(9);
    }
}
