package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A firewall swallows what makes detection quick: it becomes slower, by no more than a lease, and nothing hangs. */
class FirewalledPortTest {

    @RegisterExtension
    static final Lab LAB = new Lab("wall", false);

    /** A lease lasts 1.3 s; the rest is for machines that are busy. */
    private static final Duration SUCCESSION_MAX = Duration.ofSeconds(10);

    @Test
    @Tag("AMF-092")
    @DisplayName("with the ports of the failure detection and of the guardians' word closed, the lease decides")
    void leaseDecides() throws IOException {
        LAB.awaitRest();
        List<Long> lives = livesOfControllers();
        block("detection_port", "tcp");
        block("channel_port", "udp");
        long start = System.nanoTime();

        LAB.kill(Lab.PAYLOAD);

        Duration outage = LAB.awaitSuccessor(Lab.PAYLOAD, start);
        System.out.println("with closed ports somebody else was active after " + outage.toMillis() + " ms");
        assertThat(outage).isLessThan(SUCCESSION_MAX);
        LAB.call("lock", LabModel.page(0)).endsWith(0);
        LAB.start(Lab.PAYLOAD);
        LAB.awaitRest();
        assertThat(livesOfControllers()).as("views in which the others joined").isEqualTo(lives);
        String leader = LAB.leader();
        LAB.kill(leader);
        LAB.start(leader);
        LAB.awaitRest();
        LAB.change("unlock", LabModel.page(0));
        LAB.observer().assertNoOverlap();
    }

    private static List<Long> livesOfControllers() {
        JsonNode status = LAB.view().status();
        return ClusterView.stream(status, "clm_nodes")
                .filter(node -> Lab.CONTROLLERS.stream()
                        .anyMatch(name -> node.path("dn").asText().startsWith("safNode=" + name + ",")))
                .map(node -> node.path("initial_view_number").asLong())
                .toList();
    }

    private static void block(String port, String protocol) throws IOException {
        Matcher ports = Pattern.compile(port + ": (\\d+)")
                .matcher(Files.readString(LAB.files().description()));
        while (ports.find()) {
            LAB.firewall().block(protocol, Integer.parseInt(ports.group(1)));
        }
    }
}
