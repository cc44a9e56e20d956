package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.amf4j.admin.output.Json;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.recorder.snapshot.DirectorSnapshot;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Simulation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What steps would do to a running cluster; the cluster here is a simulated one that has a history. */
class WhatIfCommandTest {

    @TempDir
    Path dir;

    private static List<ImmObject> model() {
        return ModelText.cluster(3)
                .group("web", RedundancyKind.TWO_N)
                .units(3)
                .components("c")
                .instances("a")
                .objects();
    }

    private static Simulation cluster() {
        Simulation cluster = new Simulation(model(), StandardModels.all());
        cluster.start();
        cluster.step("lock SU1");
        cluster.step("unlock SU1"); // SU2 is active now, SU3 standby, SU1 spare: no fresh start looks like that
        return cluster;
    }

    private static String memory(Simulation cluster) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(DirectorSnapshot.of(cluster.cluster().director()).toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.line(Json.object().put("memory", Base64.getEncoder().encodeToString(packed.toByteArray())));
    }

    private Call call(Simulation cluster, String... arguments) {
        String answer = memory(cluster);
        try (FakeNode node = FakeNode.start(dir, "n1", request -> FakeNode.json(answer))) {
            Call call = Call.with(dir, Map.of("AMF_DIR", dir.toString()), arguments);
            assertThat(node.requests().get(0).getQuery().getKind()).isEqualTo("snapshot");
            return call;
        }
    }

    private static List<String> holders(JsonNode step) {
        return step.path("assignments")
                .valueStream()
                .map(a -> Json.line(a.path("su")).substring(7, 10) + " "
                        + a.path("ha").asText())
                .toList();
    }

    @Test
    @DisplayName("steps begin with the cluster as it is, not as it would be after a fresh start")
    void beginsNow() {
        Simulation cluster = cluster();

        Call call = call(cluster, "what-if", "lock SU2", "node-down n3", "-o", "json");

        assertThat(call.exitCode()).isZero();
        JsonNode steps = Json.parse(call.out()).path("steps");
        assertThat(steps.path(0).path("step").asText()).isEqualTo("now");
        assertThat(holders(steps.path(0))).containsExactly("SU2 ACTIVE", "SU3 STANDBY");
        assertThat(steps.path(0).path("commands")).isEmpty();
        assertThat(holders(steps.path(1))).containsExactly("SU1 STANDBY", "SU3 ACTIVE");
        assertThat(steps.path(1).path("result").asText()).isEqualTo("SA_AIS_OK");
        assertThat(holders(steps.path(2))).containsExactly("SU1 ACTIVE");
        assertThat(steps.path(2).path("time_ms").asLong()).isLessThan(1000);
    }

    @Test
    @DisplayName("the running cluster stays as it is")
    void changesNothing() {
        Simulation cluster = cluster();
        String before = memory(cluster);

        call(cluster, "what-if", "lock SU2");

        assertThat(memory(cluster)).isEqualTo(before);
    }

    @Test
    @DisplayName("what would be is explained; a step that is none is a mistake of usage")
    void explains() {
        Simulation cluster = cluster();

        assertThat(call(cluster, "what-if", "lock SU2", "--explain", "safSi=a,safApp=app")
                        .out())
                .contains("SU2 (rank 2, on n2) is not chosen: the unit is LOCKED (AMF-033).");
        assertThat(call(cluster, "what-if", "dance SU2").exitCode()).isEqualTo(2);
    }

    @Test
    @DisplayName("components of the copy fail and are restarted like those of the cluster")
    void crash() {
        Call call = call(cluster(), "what-if", "crash SU2/c", "-o", "json");

        JsonNode crash = Json.parse(call.out()).path("steps").path(1);
        assertThat(crash.path("commands")
                        .valueStream()
                        .map(c -> c.path("command").asText()))
                .contains("INSTANTIATE", "CSI_SET");
        assertThat(holders(crash)).containsExactly("SU2 ACTIVE", "SU3 STANDBY");
    }
}
