package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.HOST_REACTION_MILLIS_MAX;
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

/** A real virtual machine goes on from where its service first answered, beside one that boots. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FastStartTest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("fast-start", "--repeats", "2");

    @Test
    @Order(1)
    @DisplayName("a killed machine goes on from where its service first answered, sooner than another one boots")
    void killed() {
        JsonNode boots = SCHEME.found("killed, boots");
        JsonNode goesOn = SCHEME.found("killed, goes on");

        assertCase(boots, "h1", "h1", REACTION_MILLIS_MAX);
        assertCase(goesOn, "h2", "h2", REACTION_MILLIS_MAX);
        assertThat(goesOn.path("boot_ms").asDouble())
                .isLessThan(boots.path("boot_ms").asDouble());
    }

    @Test
    @Order(2)
    @DisplayName("so does one whose host has no power, at the other host")
    void host() {
        assertCase(SCHEME.found("host powered off, goes on"), "h2", "h1", HOST_REACTION_MILLIS_MAX);
    }

    @Test
    @Order(3)
    @DisplayName("no machine has run twice, and nothing is left behind")
    void end() throws IOException {
        assertThat(SCHEME.end().path("cases")).hasSize(5);
    }
}
