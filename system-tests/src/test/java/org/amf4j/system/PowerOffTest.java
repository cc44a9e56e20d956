package org.amf4j.system;

import static org.amf4j.system.Models.HEARTBEAT;
import static org.amf4j.system.Models.STREAM;
import static org.amf4j.system.Models.STREAM_UNIT_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything of a cluster is killed at once, guardians and components included, as if the power had gone. */
class PowerOffTest {

    private static final String KEPT = "safCkpt=kept,safApp=test";
    private static final String LOST = "safCkpt=lost,safApp=test";
    private static final byte[] CONTENT = {4, 2};

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("power", model -> model);

    @Test
    @Tag("AMF-013")
    @DisplayName(
            "what an operator was told to be done, and a durable checkpoint, are there when the cluster is started again")
    void everythingIsKilled() {
        CLUSTER.awaitWhole();
        CLUSTER.call("lock", HEARTBEAT).endsWith(0);
        CLUSTER.call("lock", STREAM_UNIT_1).endsWith(0);
        try (Checkpoints checkpoints = checkpoints("n1")) {
            checkpoints.checkpoint(KEPT).create().durable().open().write(CONTENT);
            checkpoints.checkpoint(LOST).create().open().write(CONTENT);
        }

        Processes.mentioning(CLUSTER.path().toString()).forEach(Processes::kill);
        await("all is dark")
                .atMost(LocalCluster.LIMIT)
                .until(() -> Processes.mentioning(CLUSTER.path().toString()).isEmpty());
        Amf.Result again =
                CLUSTER.call("cluster", "start", "--keep", "-o", "json").endsWith(0);

        assertThat(again.json().path("nodes").size()).isEqualTo(3);
        JsonNode status = CLUSTER.status();
        assertThat(admin(status, "sis", HEARTBEAT)).isEqualTo("LOCKED");
        assertThat(admin(status, "sus", STREAM_UNIT_1)).isEqualTo("LOCKED");
        assertThat(LocalCluster.unit(status, STREAM, "ACTIVE"))
                .isPresent()
                .get()
                .isNotEqualTo(STREAM_UNIT_1);
        try (Checkpoints checkpoints = checkpoints("n3")) {
            assertThat(checkpoints.checkpoint(KEPT).open().read()).isEqualTo(CONTENT);
            assertThatThrownBy(() -> checkpoints.checkpoint(LOST).open())
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(AisStatus.ERR_NOT_EXIST));
        }
        CLUSTER.call("unlock", HEARTBEAT).endsWith(0);
        CLUSTER.call("unlock", STREAM_UNIT_1).endsWith(0);
        CLUSTER.awaitWhole();
        assertThat(Service.whoAnswers(CLUSTER.port()))
                .contains(Models.streamer(
                        LocalCluster.unit(CLUSTER.status(), STREAM, "ACTIVE").orElseThrow()));
    }

    private static Checkpoints checkpoints(String node) {
        return Checkpoints.open(CheckpointsOptions.of(CLUSTER.node(node).resolve(CheckpointsOptions.SOCKET_NAME)));
    }

    private static String admin(JsonNode status, String list, String dn) {
        return LocalCluster.stream(status, list)
                .filter(entity -> entity.path("dn").asText().equals(dn))
                .map(entity -> entity.path("admin").asText())
                .findFirst()
                .orElseThrow();
    }
}
