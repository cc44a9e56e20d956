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

/** Managers keep real virtual machines on hosts that they drive through libvirt. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ArchitectureBTest {

    /** What is between reaction and INSTANTIATE: 0.1 to 0.6 s here. */
    private static final double CLEANUP_MILLIS_MAX = 3_000;

    @RegisterExtension
    static final PlayedScheme SCHEME = new PlayedScheme("architecture-b", "--repeats", "1");

    @Test
    @Order(1)
    @DisplayName("a machine that is moved by plan is migrated there and home, and is the same boot")
    void moves() {
        // The command fails where the boot is another one, or TERMINATE has not said that the machine was migrated.
        assertCase(SCHEME.found("planned move away"), "h1", "h2", REACTION_MILLIS_MAX);
        assertCase(SCHEME.found("planned move home"), "h2", "h1", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(2)
    @DisplayName("machines that fail are repaired where they were")
    void machines() {
        assertRepaired(SCHEME.found("machine killed"), "h1", "h1", REACTION_MILLIS_MAX);
        assertRepaired(SCHEME.found("guest panics"), "h1", "h1", REACTION_MILLIS_MAX);
        assertRepaired(SCHEME.found("service dead, system alive"), "h2", "h2", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(3)
    @DisplayName("the machines of a host without power are started elsewhere, and are migrated home")
    void host() {
        assertRepaired(SCHEME.found("host powered off"), "h1", "h2", HOST_REACTION_MILLIS_MAX);
        assertCase(SCHEME.found("planned move home", 2), "h2", "h1", REACTION_MILLIS_MAX);
    }

    @Test
    @Order(4)
    @DisplayName("the machines of a dead manager are started elsewhere")
    void manager() {
        assertElsewhere(SCHEME.found("manager killed"), REACTION_MILLIS_MAX);
    }

    @Test
    @Order(5)
    @DisplayName("the machines of a host that is cut off are started elsewhere")
    void cutOff() {
        assertElsewhere(SCHEME.found("host cut off"), HOST_REACTION_MILLIS_MAX);
    }

    @Test
    @Order(6)
    @DisplayName("a second copy was refused, no machine has run twice, and nothing is left behind")
    void end() throws IOException {
        assertThat(SCHEME.end().path("second_copy_refused").asBoolean()).isTrue();
    }

    private static void assertElsewhere(JsonNode found, double reactionMillisMax) {
        String from = found.path("from").asText();
        assertRepaired(found, from, from.equals("h1") ? "h2" : "h1", reactionMillisMax);
    }

    /** Besides, its start has succeeded at once: a start that is tried again has waited for what it could not have. */
    private static void assertRepaired(JsonNode found, String from, String to, double reactionMillisMax) {
        assertCase(found, from, to, reactionMillisMax);
        assertThat(found.path("called_ms").asDouble()
                        - found.path("reaction_ms").asDouble())
                .as(found.toString())
                .isLessThan(CLEANUP_MILLIS_MAX);
    }
}
