package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A network that takes 20 to 60 ms for each packet and loses some: nobody is suspected, and fail-over is safe. */
@Tag("AMF-092")
class SlowNetworkTest {

    @RegisterExtension
    static final Lab LAB = Lab.slow("slow", new SlowCables.Kind(20, 10, 0.5, 7));

    /** A lease lasts 1.3 s, and an entry of the log takes a round trip; the rest is for machines that are busy. */
    private static final Duration SUCCESSION_MAX = Duration.ofSeconds(10);

    @Test
    @DisplayName("operations are carried out and nobody falls silent; a killed node and a killed leader are succeeded")
    void works() throws IOException {
        LAB.awaitRest();
        List<Long> lives = lives();
        for (int i = 0; i < 5; i++) {
            LAB.call("lock", LabModel.page(0)).endsWith(0);
            LAB.call("unlock", LabModel.page(0)).endsWith(0);
        }
        LAB.awaitRest();
        assertThat(lives()).as("views in which the nodes joined").isEqualTo(lives);

        for (String node : List.of(Lab.PAYLOAD, LAB.leader())) {
            long start = System.nanoTime();
            LAB.kill(node);
            Duration outage = LAB.awaitSuccessor(node, start);
            System.out.println("on a slow network somebody else was active after " + outage.toMillis() + " ms");
            assertThat(outage).isLessThan(SUCCESSION_MAX);
            LAB.start(node);
            LAB.awaitRest();
        }
        LAB.observer().assertNoOverlap();
    }

    private static List<Long> lives() {
        JsonNode status = LAB.view().status();
        return ClusterView.stream(status, "clm_nodes")
                .map(node -> node.path("initial_view_number").asLong())
                .toList();
    }
}
