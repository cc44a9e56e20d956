package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix of service instances and units. */
class AssignmentsCommandTest {

    private static final String INSTANCE = "safSi=stream,safApp=stream";

    @TempDir
    Path dir;

    private Call call(String status, String... words) {
        CannedModel model = new CannedModel(status)
                .with("SaAmfSI", INSTANCE)
                .with("SaAmfNode", "safAmfNode=n2,safAmfCluster=lab")
                .named("si:stream", INSTANCE)
                .named("node:n2", "safAmfNode=n2,safAmfCluster=lab");
        try (FakeNode node = FakeNode.start(dir, "n1", model::answer)) {
            Call call = Call.in(
                    dir,
                    Stream.concat(Stream.of("assignments", "--dir", dir.toString()), Stream.of(words))
                            .toArray(String[]::new));
            assertThat(node.requests()).isNotEmpty();
            return call;
        }
    }

    @Test
    @DisplayName("a row per instance, a column per node, with the HA state of the unit there")
    void matrix() {
        assertThat(call(CannedStatus.HEALTHY).out()).isEqualTo("""
                        APPLICATION stream
                          SG streamers  2N  n1          n2           n3
                            SI stream       su1 ACTIVE  su2 STANDBY  su3 spare
                        """);
    }

    @Test
    @DisplayName(
            "a table that is wider than 80 columns becomes a line for each pair; instances that nobody has are there, too")
    void wide() {
        String units = unitsOn(12);
        String status = """
                {"groups":[{"dn":"safSg=g,safApp=a","model":"N+M"}],"sus":[%s],
                 "sis":[{"dn":"safSi=one,safApp=a","group":"safSg=g,safApp=a"},
                  {"dn":"safSi=two,safApp=a","group":"safSg=g,safApp=a"}],
                 "assignments":[{"si":"safSi=one,safApp=a","su":"safSu=u3,safSg=g,safApp=a","ha":"ACTIVE"},
                  {"si":"safSi=one,safApp=a","su":"safSu=u12,safSg=g,safApp=a","ha":"QUIESCED"}]}
                """.formatted(units);

        Call call = call(status);

        assertThat(call.out()).isEqualTo("""
                        APPLICATION a
                          SG g  N+M
                            SI one  u3      n3   ACTIVE
                            SI one  u12     n12  QUIESCED
                            SI two  nobody
                        """);
    }

    private static String unitsOn(int nodes) {
        return IntStream.rangeClosed(1, nodes).mapToObj(n -> """
                        {"dn":"safSu=u%1$d,safSg=g,safApp=a","group":"safSg=g,safApp=a",
                         "node":"safAmfNode=n%1$d,safAmfCluster=c","readiness":"IN_SERVICE"}""".formatted(n)).collect(Collectors.joining(","));
    }

    @Test
    @DisplayName("--node and --si narrow it, by short names")
    void narrowed() {
        assertThat(call(CannedStatus.HEALTHY, "--node", "n2").out()).isEqualTo("""
                        APPLICATION stream
                          SG streamers  2N  n2
                            SI stream       su2 STANDBY
                        """);
        assertThat(call(CannedStatus.HEALTHY, "--si", "stream").out()).contains("SI stream       su1 ACTIVE");
        assertThat(call(CannedStatus.HEALTHY, "--si", "other").exitCode()).isEqualTo(4);
        assertThat(call("{}").out()).isEqualTo("no service instances\n");
    }

    @Test
    @DisplayName("as JSON: the assignments with the nodes of the units, and what they are about")
    void json() {
        JsonNode answer = Json.parse(
                call(CannedStatus.HEALTHY, "--node", "n2", "-o", "json").out());

        assertThat(answer.path("assignments")).hasSize(1);
        assertThat(answer.path("assignments").path(0).path("ha").asText()).isEqualTo("STANDBY");
        assertThat(answer.path("assignments").path(0).path("node").asText())
                .isEqualTo("safAmfNode=n2,safAmfCluster=lab");
        assertThat(answer.path("sus")).hasSize(1);
        assertThat(answer.path("sis")).hasSize(1);
    }
}
