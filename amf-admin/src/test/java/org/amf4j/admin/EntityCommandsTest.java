package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.admin.output.Json;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of the entities of one kind: what they ask, and how they show the answers. */
class EntityCommandsTest {

    private static final String GROUP = "safSg=streamers,safApp=stream";
    private static final String INSTANCE = "safSi=stream,safApp=stream";
    private static final String CSI = "safCsi=streamer," + INSTANCE;

    @TempDir
    Path dir;

    private static String unit(int number) {
        return "safSu=su" + number + "," + GROUP;
    }

    private static String component(int number) {
        return "safComp=streamer," + unit(number);
    }

    private static String status() {
        String components = String.join(
                ",",
                Stream.of(1, 2, 3)
                        .map(n -> """
                                {"dn":"%s","su":"%s","operational":"ENABLED","presence":"INSTANTIATED",
                                 "readiness":"IN_SERVICE","restarts":%d,"life_cycle":"%s"}""".formatted(component(n), unit(n), n - 1, n == 1 ? "PAUSED" : ""))
                        .toList());
        return CannedStatus.HEALTHY.replaceFirst("\\{", "{\"components\":[" + components + "],");
    }

    private static CannedModel model() {
        CannedModel model = new CannedModel(status())
                .with("SaAmfApplication", "safApp=stream", "saAmfApplicationAdminState", 1L)
                .with("SaAmfSG", GROUP, "saAmfSGAdminState", 2L)
                .with("SaAmfSI", INSTANCE, "saAmfSIRank", 7L)
                .with("SaAmfCSI", CSI, "saAmfCSType", Dn.of("safVersion=1,safCSType=streamer"))
                .named("si:stream", INSTANCE)
                .named("app:stream", "safApp=stream")
                .named("sg:streamers", GROUP)
                .named("csi:streamer", CSI);
        for (int n = 1; n <= 3; n++) {
            String node = "safAmfNode=n" + n + ",safAmfCluster=lab";
            model.with("SaAmfSU", unit(n), "saAmfSURank", (long) n)
                    .with("SaAmfComp", component(n))
                    .with("SaAmfNode", node, "saAmfNodeClmNode", Dn.of("safNode=n" + n + ",safCluster=lab"))
                    .named("su:su" + n, unit(n))
                    .named("node:n" + n, node);
        }
        return model;
    }

    private Call call(CannedModel model, String... words) {
        try (FakeNode node = FakeNode.start(dir, "n1", model::answer)) {
            assertThat(node.requests()).isEmpty();
            return Call.in(
                    dir,
                    Stream.concat(Stream.of(words), Stream.of("--dir", dir.toString()))
                            .toArray(String[]::new));
        }
    }

    private Call call(String... words) {
        return call(model(), words);
    }

    @Test
    @DisplayName("su list: where each unit is, its states and its components")
    void units() {
        Call call = call("su", "list");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isZero();
        assertThat(call.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "SERVICE UNIT NODE RANK ADMIN OPERATIONAL PRESENCE READINESS COMPONENTS INSTANCES",
                        unit(1) + " n1 1 UNLOCKED ENABLED INSTANTIATED IN_SERVICE streamer stream ACTIVE",
                        unit(2) + " n2 2 UNLOCKED ENABLED INSTANTIATED IN_SERVICE streamer stream STANDBY",
                        unit(3) + " n3 3 UNLOCKED ENABLED INSTANTIATED IN_SERVICE streamer -");
    }

    @Test
    @DisplayName("si list: the units that serve each instance, and its rank")
    void instances() {
        assertThat(call("si", "list").out()).isEqualTo("""
                        SERVICE INSTANCE            RANK  ADMIN     ASSIGNMENT      UNITS
                        safSi=stream,safApp=stream  7     UNLOCKED  FULLY_ASSIGNED  su1 ACTIVE, su2 STANDBY
                        """);
    }

    @Test
    @DisplayName("app, sg, comp, csi and nodes list have the states of their kinds")
    void others() {
        assertThat(call("app", "list").out()).isEqualTo("""
                        APPLICATION    ADMIN     GROUPS  UNITS  INSTANCES
                        safApp=stream  UNLOCKED  1       3      1
                        """);
        assertThat(call("sg", "list").out()).isEqualTo("""
                        SERVICE GROUP                  MODEL  ADMIN   UNITS  INSTANCES  SETTLED
                        safSg=streamers,safApp=stream  2N     LOCKED  3      1          yes
                        """);
        assertThat(call("comp", "list", "su2").out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "COMPONENT NODE OPERATIONAL PRESENCE READINESS RESTARTS INSTANCES",
                        component(2) + " n2 ENABLED INSTANTIATED IN_SERVICE 1 streamer STANDBY");
        assertThat(call("csi", "list").out())
                .contains("safVersion=1,safCSType=streamer  streamer@su1 ACTIVE, streamer@su2 STANDBY\n");
        assertThat(call("nodes", "list", "n3").out()).isEqualTo("""
                        NODE                             CLM NODE  MEMBER  ADMIN     OPERATIONAL  CORDONED  UNITS
                        safAmfNode=n3,safAmfCluster=lab  n3        yes     UNLOCKED  ENABLED      no        1
                        """);
    }

    @Test
    @DisplayName("list TEXT narrows by name; nothing found is said, as JSON an empty list")
    void narrowed() {
        assertThat(call("su", "list", "su1", "su3").out())
                .contains(unit(1), unit(3))
                .doesNotContain(unit(2));
        assertThat(call("su", "list", "elsewhere").out()).isEqualTo("no service units\n");
        assertThat(Json.parse(call("su", "list", "elsewhere", "-o", "json").out()))
                .isEqualTo(Json.parse("{\"su\":[]}"));
    }

    @Test
    @DisplayName("list as JSON has the states, and full names of what belongs together")
    void json() {
        JsonNode unit =
                Json.parse(call("su", "list", "-o", "json").out()).path("su").path(0);

        assertThat(unit.path("node").asText()).isEqualTo("safAmfNode=n1,safAmfCluster=lab");
        assertThat(unit.path("components").path(0).asText()).isEqualTo(component(1));
        assertThat(unit.path("assignments").path(0).path("si").asText()).isEqualTo(INSTANCE);
        assertThat(unit.path("assignments").path(0).path("ha").asText()).isEqualTo("ACTIVE");
        assertThat(unit.path("rank").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "each state in JSON has its number beside it, below an entity too; who has no work has no number of an HA state")
    void numbers() {
        JsonNode unit =
                Json.parse(call("su", "list", "-o", "json").out()).path("su").path(1);
        assertThat(unit.path("admin_number").asInt()).isEqualTo(1);
        assertThat(unit.path("operational_number").asInt()).isEqualTo(1);
        assertThat(unit.path("presence_number").asInt()).isEqualTo(3);
        assertThat(unit.path("readiness_number").asInt()).isEqualTo(2);
        assertThat(unit.path("assignments").path(0).path("ha_number").asInt()).isEqualTo(2);

        JsonNode instance =
                Json.parse(call("si", "show", "stream", "-o", "json").out());
        assertThat(instance.path("assignment_number").asInt()).isEqualTo(2);
        JsonNode spare = instance.path("su").path(2);
        assertThat(spare.path("dn").asText()).isEqualTo(unit(3));
        assertThat(spare.path("readiness_number").asInt()).isEqualTo(2);
        assertThat(spare.path("ha").asText()).isEmpty();
        assertThat(spare.has("ha_number")).isFalse();
    }

    @Test
    @DisplayName("si show: its units, the best first, by the rank that is configured for the two where there is one")
    void showInstance() {
        CannedModel model = model().with(
                        "SaAmfSIRankedSU",
                        "safRankedSu=" + unit(3).replace(",", "\\,") + "," + INSTANCE,
                        "saAmfRank",
                        1L)
                .with(
                        "SaAmfSIRankedSU",
                        "safRankedSu=" + unit(1).replace(",", "\\,") + "," + INSTANCE,
                        "saAmfRank",
                        9L);

        Call call = call(model, "si", "show", "stream");

        assertThat(call.out()).isEqualTo("""
                        safSi=stream,safApp=stream
                          rank        7
                          admin       UNLOCKED
                          assignment  FULLY_ASSIGNED
                          units       su1 ACTIVE, su2 STANDBY

                        SERVICE UNIT                             NODE  RANK  READINESS   HA STATE
                        safSu=su3,safSg=streamers,safApp=stream  n3    1     IN_SERVICE  -
                        safSu=su2,safSg=streamers,safApp=stream  n2    2     IN_SERVICE  STANDBY
                        safSu=su1,safSg=streamers,safApp=stream  n1    9     IN_SERVICE  ACTIVE

                        COMPONENT SERVICE INSTANCE                  TYPE                             COMPONENTS
                        safCsi=streamer,safSi=stream,safApp=stream  safVersion=1,safCSType=streamer  streamer@su1 ACTIVE, streamer@su2 STANDBY
                        """);
    }

    @Test
    @DisplayName("show of the other kinds lists what is below them")
    void showOthers() {
        assertThat(call("su", "show", "su2").out()).startsWith(unit(2) + "\n").contains(component(2));
        assertThat(call("sg", "show", "streamers").out()).contains(unit(1), unit(3), INSTANCE);
        assertThat(call("app", "show", "stream").out()).contains(GROUP, INSTANCE);
        assertThat(call("nodes", "show", "n2").out()).contains(unit(2)).doesNotContain(unit(1));
        assertThat(call("comp", "show", component(1)).out())
                .contains("instances    streamer ACTIVE", "life cycle   PAUSED");
        assertThat(call("comp", "show", component(2)).out()).doesNotContain("life cycle");
        assertThat(call("csi", "show", "streamer").out()).contains("streamer@su1 ACTIVE");
        assertThat(Json.parse(call("su", "show", "su2", "-o", "json").out())
                        .path("comp")
                        .path(0)
                        .path("dn")
                        .asText())
                .isEqualTo(component(2));
    }

    @Test
    @DisplayName("show of an object of another kind exits 4 and says which command shows it")
    void anotherKind() {
        Call call = call("su", "show", INSTANCE);

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.err())
                .contains(INSTANCE + " is a SaAmfSI, not a SaAmfSU", "'amf si show " + INSTANCE + "' shows it");
        assertThat(call("su", "show", "su9").exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "sg", "su", "si", "comp", "csi", "nodes"})
    @DisplayName("a kind alone is a usage error that says what may follow")
    void incomplete(String kind) {
        Call call = Call.in(dir, kind);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("one of list, show", "Usage: amf " + kind);
    }

    @Test
    @DisplayName("many entities are read in parts that a node takes")
    void many() {
        StringBuilder instances = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            instances
                    .append(i == 0 ? "" : ",")
                    .append("{\"dn\":\"safSi=i%d,safApp=a\",\"group\":\"g\",\"admin\":\"UNLOCKED\"}".formatted(i));
        }
        CannedModel model = new CannedModel("{\"sis\":[" + instances + "]}");
        for (int i = 0; i < 250; i++) {
            model.with("SaAmfSI", "safSi=i" + i + ",safApp=a", "saAmfSIRank", (long) i);
        }
        try (FakeNode node = FakeNode.start(dir, "n1", model::answer)) {
            Call call = Call.in(dir, "si", "list", "--dir", dir.toString(), "-o", "json");

            List<Integer> ranks = Json.parse(call.out())
                    .path("si")
                    .valueStream()
                    .map(si -> si.path("rank").asInt())
                    .toList();
            assertThat(ranks).hasSize(250).startsWith(0, 1, 2).endsWith(249);
            assertThat(node.requests()).hasSize(1 + 3);
        }
    }
}
