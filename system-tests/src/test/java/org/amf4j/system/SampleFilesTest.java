package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Files as others write them: valid, and simulated up to an active and a standby. */
class SampleFilesTest {

    private static final String SAMPLE_UNIT = "safSu=SU%d,safSg=AmfDemo,safApp=AmfDemo1";
    private static final String OWN_UNIT = "safSu=su%d,safSg=streamers,safApp=stream";
    private static final String LOCKED_INSTANTIATION = "<attr><name>saAmfSUAdminState</name><value>3</value></attr>";

    private static Path folder;
    private static Amf amf;

    @BeforeAll
    static void folder() throws IOException {
        Amf.prepare();
        folder = Installation.emptyFolder("samples");
        amf = new Amf(folder, folder);
    }

    @Test
    @DisplayName("a cluster of five nodes and an application on top of it are valid and come to serve")
    void sampleFiles() {
        String cluster = Samples.file("cluster-5-nodes.xml");
        String application = Samples.file("AppConfig-2N.xml");

        Amf.Result validated = amf.call("validate", cluster, application);
        JsonNode end = unlocked(SAMPLE_UNIT, cluster, application);

        assertThat(validated.endsWith(0).out()).contains("valid: ");
        assertServes(end, SAMPLE_UNIT, "AmfDemo1");
        assertNode(end, SAMPLE_UNIT.formatted(1), "SC-1");
        assertNode(end, SAMPLE_UNIT.formatted(2), "SC-2");
    }

    @Test
    @DisplayName("the same with two units of our own that begin in LOCKED-INSTANTIATION")
    void ownFile() throws IOException {
        String text = Files.readString(Installation.demoModel());
        for (int unit = 1; unit <= 2; unit++) {
            String name = "<dn>" + OWN_UNIT.formatted(unit) + "</dn>";
            text = Models.replace(text, name, name + LOCKED_INSTANTIATION);
        }
        Path file = Files.writeString(folder.resolve("own.xml"), text);

        Amf.Result validated = amf.call("validate", file.toString());
        JsonNode end = unlocked(OWN_UNIT, file.toString());

        assertThat(validated.endsWith(0).out()).contains("valid: ");
        assertServes(end, OWN_UNIT, "stream");
        assertNode(end, OWN_UNIT.formatted(1), "n1");
        assertNode(end, OWN_UNIT.formatted(2), "n2");
    }

    /** The last step of a simulation in which both units are unlocked. */
    private static JsonNode unlocked(String unit, String... files) {
        List<String> arguments = new ArrayList<>(List.of("simulate"));
        arguments.addAll(List.of(files));
        for (String operation : List.of("unlock-in", "unlock")) {
            for (int number = 1; number <= 2; number++) {
                arguments.addAll(List.of("--step", operation + " " + unit.formatted(number)));
            }
        }
        arguments.addAll(List.of("-o", "json"));
        JsonNode steps =
                amf.call(arguments.toArray(String[]::new)).endsWith(0).json().path("steps");
        assertThat(steps.valueStream().map(step -> step.path("result").asText()))
                .hasSize(5)
                .containsOnly("SA_AIS_OK");
        assertThat(assignments(steps.path(0), unit)).as("before the unlocks").isEmpty();
        return steps.path(4);
    }

    private static List<String> assignments(JsonNode step, String unit) {
        String units = unit.substring(unit.indexOf(",") + 1);
        return LocalCluster.stream(step, "assignments")
                .filter(a -> a.path("su").asText().endsWith(units))
                .map(a -> a.path("su").asText() + " " + a.path("ha").asText())
                .toList();
    }

    private static void assertServes(JsonNode step, String unit, String application) {
        assertThat(assignments(step, unit))
                .containsExactlyInAnyOrder(unit.formatted(1) + " ACTIVE", unit.formatted(2) + " STANDBY");
        assertThat(LocalCluster.stream(step, "sis")
                        .filter(si -> si.path("dn").asText().endsWith("safApp=" + application))
                        .map(si -> si.path("assignment").asText()))
                .containsExactly("FULLY_ASSIGNED");
    }

    private static void assertNode(JsonNode step, String unit, String node) {
        assertThat(LocalCluster.stream(step, "sus")
                        .filter(su -> su.path("dn").asText().equals(unit))
                        .map(su -> su.path("node").asText()))
                .singleElement()
                .asString()
                .startsWith("safAmfNode=" + node + ",");
    }
}
