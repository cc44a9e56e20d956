package org.amf4j.system;

import static org.amf4j.system.PlayedScheme.REACTION_MILLIS_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real virtual machines of different weight are checked at different intervals. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckClassesTest {

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("check-classes", "--repeats", "1");

    @Test
    @Order(1)
    @DisplayName("a dead service is noticed as soon as its class asks for")
    void services() {
        List<JsonNode> dead = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> SCHEME.found("service dead", number))
                .toList();

        assertThat(dead)
                .extracting(each -> each.path("machine").asText())
                .containsExactly("critical", "normal", "uncritical");
        // Two looks, at most an interval apart each, and how long a look may take.
        assertThat(dead.get(0).path("reaction_ms").asDouble()).isBetween(250.0, REACTION_MILLIS_MAX);
        assertThat(dead.get(1).path("reaction_ms").asDouble()).isBetween(1_000.0, 2_000 + REACTION_MILLIS_MAX);
        assertThat(dead.get(2).path("reaction_ms").asDouble()).isBetween(4_000.0, 8_000 + REACTION_MILLIS_MAX);
    }

    @Test
    @Order(2)
    @DisplayName("machines of lost hosts are spread over the others")
    void hosts() {
        List<JsonNode> lost =
                List.of(SCHEME.found("host powered off, 2 on it", 1), SCHEME.found("host powered off, 2 on it", 2));

        assertThat(lost).extracting(each -> each.path("to").asText()).doesNotHaveDuplicates();
    }

    @Test
    @Order(3)
    @DisplayName("no machine has run twice, others were left alone, and nothing is left behind")
    void end() throws IOException {
        // The command fails where a machine was touched whose host lives.
        assertThat(SCHEME.end().path("machines_of_second_host").asInt()).isEqualTo(2);
    }
}
