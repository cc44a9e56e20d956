package org.amf4j.system;

import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.amf4j.system.Models.STREAM_UNIT_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Optional;
import org.amf4j.api.AisStatus;
import org.amf4j.api.amf.HaReadiness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What components say of themselves, and what they are told of their work, over the socket of a real cluster. */
class DeclarationsTest {

    private static final String CSI = "safCsi=stream,safSi=stream,safApp=stream";
    private static final PuppetModel MODEL = new PuppetModel();

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("declare", MODEL);

    @AfterAll
    static void endPuppets() throws IOException {
        MODEL.close();
    }

    @BeforeEach
    void isWhole() {
        CLUSTER.awaitWhole();
    }

    private static String active() {
        return LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow();
    }

    @Test
    @DisplayName("an active that is not ready any more hands its work over, and stays standby; nothing is recovered")
    void notReadyForActive() throws IOException {
        String first = active();
        String other = first.equals(STREAM_UNIT_1) ? STREAM_UNIT_2 : STREAM_UNIT_1;

        assertThat(MODEL.puppet(first).say(HaReadiness.NOT_READY_FOR_ACTIVE).getStatus())
                .isEqualTo(AisStatus.OK.value());

        CLUSTER.awaitStatus(
                other + " is active",
                s -> LocalCluster.unit(s, STREAM, "ACTIVE").equals(Optional.of(other)));
        CLUSTER.awaitWhole();
        assertThat(LocalCluster.unit(CLUSTER.status(), STREAM, "STANDBY")).contains(first);
        assertThat(CLUSTER.call("explain", STREAM).endsWith(0).out()).contains("NOT_READY_FOR_ACTIVE");
        assertThat(CLUSTER.call("status").endsWith(0).out()).contains("NOT_READY_FOR_ACTIVE for stream");
        assertThat(CLUSTER.call("events", "--notifications").endsWith(0).out())
                .contains("saAmfSISUHAReadinessState")
                .doesNotContain("recovery:");
        assertThat(MODEL.puppet(first).say(HaReadiness.READY_FOR_ASSIGNMENT).getStatus())
                .isEqualTo(AisStatus.OK.value());
        CLUSTER.call("swap", STREAM).endsWith(0);
        assertThat(active()).isEqualTo(first);
    }

    @Test
    @DisplayName("attributes that are set in the running cluster reach active and standby at once")
    void changedAttributes() {
        CLUSTER.call("set", CSI, "osafAmfCSICommunicateCsiAttributeChange=1").endsWith(0);

        CLUSTER.call("set", "safCsiAttr=port," + CSI, "saAmfCSIAttriValue=4711").endsWith(0);

        for (String unit : new String[] {STREAM_UNIT_1, STREAM_UNIT_2}) {
            await(unit + " is told")
                    .atMost(LocalCluster.LIMIT)
                    .until(() -> MODEL.puppet(unit).change().isPresent());
            assertThat(MODEL.puppet(unit).change().orElseThrow().getCsi()).satisfies(csi -> {
                assertThat(csi.getName()).isEqualTo(CSI);
                assertThat(csi.getAttributes(0).getName()).isEqualTo("port");
                assertThat(csi.getAttributes(0).getValues(0)).isEqualTo("4711");
            });
        }
        CLUSTER.awaitWhole();
    }
}
