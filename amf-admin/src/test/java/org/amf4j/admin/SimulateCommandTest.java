package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.output.Json;
import org.amf4j.testkit.Steps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The director tried out from the command line. */
class SimulateCommandTest {
    private static final String SU1 = "safSu=SU1,safSg=web,safApp=app";
    private static final String SU2 = "safSu=SU2,safSg=web,safApp=app";

    @TempDir
    Path dir;

    private String model;

    @BeforeEach
    void write() {
        model = SmallModel.write(SmallModel.on(3), dir.resolve("small.xml")).toString();
    }

    @Test
    @DisplayName("the JSON has the promised keys in the promised order")
    void shape() {
        JsonNode result =
                Json.parse(Call.in(dir, "simulate", model, "-o", "json").out());

        assertThat(Json.line(result.path("model"))).isEqualTo("{\"nodes\":3,\"sus\":3,\"sis\":1,\"components\":3}");
        JsonNode start = result.path("steps").path(0);
        assertThat(start.fieldNames())
                .toIterable()
                .containsExactly("step", "time_ms", "result", "assignments", "sus", "sis", "commands", "reasons");
        assertThat(start.path("step").asText()).isEqualTo("start");
        assertThat(start.path("result").asText()).isEqualTo("SA_AIS_OK");
        assertThat(Json.line(start.path("assignments").path(0)))
                .isEqualTo("{\"si\":\"safSi=a,safApp=app\",\"su\":\"" + SU1 + "\",\"ha\":\"ACTIVE\",\"csis\":["
                        + "{\"csi\":\"safCsi=c,safSi=a,safApp=app\",\"component\":\"safComp=c," + SU1
                        + "\",\"ha\":\"ACTIVE\"}]}");
        assertThat(start.path("assignments").path(1).path("su").asText()).isEqualTo(SU2);
        assertThat(Json.line(start.path("sus").path(0)))
                .isEqualTo("{\"dn\":\"" + SU1 + "\",\"node\":\"safAmfNode=n1,safAmfCluster=cluster\","
                        + "\"admin\":\"UNLOCKED\",\"operational\":\"ENABLED\",\"presence\":\"INSTANTIATED\","
                        + "\"readiness\":\"IN_SERVICE\"}");
        assertThat(Json.line(start.path("sis").path(0)))
                .isEqualTo("{\"dn\":\"safSi=a,safApp=app\",\"admin\":\"UNLOCKED\",\"assignment\":\"FULLY_ASSIGNED\"}");
        assertThat(start.path("commands").path(0).fieldNames())
                .toIterable()
                .containsExactly("time_ms", "command", "target", "detail");
        assertThat(start.path("reasons").path(0).fieldNames()).toIterable().containsExactly("subject", "rule", "text");
    }

    @Test
    @DisplayName("the help knows all steps and all faults")
    void help() {
        String help = Call.in(dir, "simulate", "--help").out().replaceAll("\\s+", " ");

        assertThat(Steps.names())
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(help).matches(".*\\b" + name + "\\b.*"));
        assertThat(new FaultNames()).containsExactly("crash", "all"); // of the explorer that tests have
        assertThat(help).contains("with --seed: crash, all (default: all)");
    }

    @Test
    @DisplayName("a group that names a model of a user's own is simulated with it")
    void customModel() {
        Path file = SmallModel.write(
                SmallModel.on(3).set("safSg=web,safApp=app", "amfSGRedundancyModelName", "worst-first"),
                dir.resolve("custom.xml"));

        JsonNode result = Json.parse(
                Call.in(dir, "simulate", file.toString(), "-o", "json").out());

        assertThat(result.path("steps")
                        .path(0)
                        .path("assignments")
                        .path(0)
                        .path("su")
                        .asText())
                .isEqualTo("safSu=SU3,safSg=web,safApp=app");
    }

    @Test
    @DisplayName("the same input gives the same bytes")
    void stable() {
        String[] arguments = {"simulate", model, "--step", "node-down n1", "--step", "lock SU2", "-o", "json"};

        assertThat(Call.in(dir, arguments).out())
                .isEqualTo(Call.in(dir, arguments).out());
    }

    @Test
    @DisplayName("steps of a script come first, then those of the command line; comments are passed over")
    void scriptAndSteps() throws Exception {
        Path script = dir.resolve("steps");
        Files.writeString(script, "# the active node dies\nnode-down n1   # at once\n\n");

        Call call = Call.in(dir, "simulate", model, "--script", script.toString(), "--step", "lock SU3", "-o", "json");

        JsonNode steps = Json.parse(call.out()).path("steps");
        assertThat(steps.valueStream().map(s -> s.path("step").asText()))
                .containsExactly("start", "node-down n1", "lock SU3");
        assertThat(steps.path(1).path("assignments").path(0).path("su").asText())
                .isEqualTo(SU2);
    }

    @Test
    @DisplayName("a first step 'start' is the one that every simulation begins with")
    void startWrittenDown() {
        Call written = Call.in(dir, "simulate", model, "--step", "start", "--step", "lock SU1", "-o", "json");
        Call left = Call.in(dir, "simulate", model, "--step", "lock SU1", "-o", "json");

        assertThat(written.exitCode()).isZero();
        assertThat(written.out()).isEqualTo(left.out());
    }

    @Test
    @DisplayName("the table tells each step with its result, its commands, the assignments and the reasons")
    void asTable() {
        Call call = Call.in(dir, "simulate", model, "--step", "lock SU1");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out())
                .contains("after 'start' at ")
                .contains("after 'lock SU1' at ")
                .contains("  ACTIVE   " + SU2 + "  for safSi=a,safApp=app");
    }

    @Test
    @DisplayName("a refused operation is a result, not a failure of the simulation")
    void refusedOperation() {
        Call call = Call.in(dir, "simulate", model, "--step", "unlock-in SU1", "-o", "json");

        assertThat(call.exitCode()).isZero();
        assertThat(Json.parse(call.out()).path("steps").path(1).path("result").asText())
                .startsWith("SA_AIS_ERR_");
    }

    @Test
    @DisplayName("a step that cannot be understood exits 2, a wrong model 6, a missing script 1")
    void failures() throws Exception {
        Path wrong = dir.resolve("wrong.xml");
        Files.writeString(wrong, "<nothing/>");

        assertThat(Call.in(dir, "simulate", model, "--step", "explode SU1").exitCode())
                .isEqualTo(2);
        assertThat(Call.in(dir, "simulate", model, "--step", "lock SU9").exitCode())
                .isEqualTo(2);
        assertThat(Call.in(dir, "simulate", wrong.toString()).exitCode()).isEqualTo(6);
        assertThat(Call.in(dir, "simulate", model, "--script", "none").exitCode())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("an entity is explained after the steps, as text and as JSON; an unknown one is not found")
    void explained() {
        Call text = Call.in(dir, "simulate", model, "--step", "lock SU1", "--explain", "safSi=a,safApp=app");
        Call json = Call.in(dir, "simulate", model, "--explain", "SU3", "-o", "json");
        Call unknown = Call.in(dir, "simulate", model, "--explain", "nobody");

        assertThat(text.out())
                .contains("why safSi=a,safApp=app\n")
                .contains("  SU1 (rank 1, on n1) is not chosen: the unit is LOCKED (AMF-033).\n");
        JsonNode explanation = Json.parse(json.out()).path("explanations").path(0);
        assertThat(explanation.path("dn").asText()).isEqualTo("safSu=SU3,safSg=web,safApp=app");
        assertThat(explanation.path("state").path(0).asText()).startsWith("SU3 is IN_SERVICE and unassigned");
        assertThat(unknown.exitCode()).isEqualTo(4);
    }

    @Test
    @DisplayName("--seed explores faults and says how many events held; exit 0")
    void exploration() {
        Call call =
                Call.in(dir, "simulate", model, "--seed", "7", "--faults", "crash", "--events", "100", "-o", "json");

        assertThat(call.exitCode()).isZero();
        assertThat(Json.line(Json.parse(call.out())))
                .isEqualTo("{\"seed\":7,\"faults\":[\"crash\"],\"events\":107,\"runs\":1,\"result\":\"held\"}");
        assertThat(Call.in(dir, "simulate", model, "--seed", "7").out())
                .isEqualTo("7 events in 1 runs from seed 7, faults all\nall truths held, and everything converged\n");
    }

    @Test
    @DisplayName("a broken truth exits 1, with seed, commit, schedule and the schedule in short")
    void brokenTruth() {
        Call text = Call.in(dir, "simulate", model, "--seed", "13");
        Call json = Call.in(dir, "simulate", model, "--seed", "13", "-o", "json");

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out())
                .contains("broken: ONE-ACTIVE is broken", "seed 13, commit abc", "  crash a\n  crash b\n", "--script");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(Json.line(Json.parse(json.out()).path("broken").path("shortest")))
                .isEqualTo("[\"crash b\"]");
        assertThat(Call.in(dir, "simulate", model, "--seed", "1", "--faults", "flood")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("a scenario file is a script, too: its lines with > are the steps")
    void scenarioAsScript() throws Exception {
        Path script = dir.resolve("scenario.txt");
        Files.writeString(script, "# a scenario\nnodes 3\n\n> start\n  holds: something\n> lock SU1\n  anything\n");

        Call call = Call.in(dir, "simulate", model, "--script", script.toString(), "-o", "json");

        assertThat(Json.parse(call.out())
                        .path("steps")
                        .valueStream()
                        .map(s -> s.path("step").asText()))
                .containsExactly("start", "lock SU1");
    }

    @Test
    @DisplayName("a mistake in a script is told with file and line; options that do not go together are refused")
    void mistakes() throws Exception {
        Path script = dir.resolve("mistake.txt");
        Files.writeString(script, "wait 1s\n\n# next\nexplode SU1 # really\n");

        Call step = Call.in(dir, "simulate", model, "--script", script.toString());

        assertThat(step.exitCode()).isEqualTo(2);
        assertThat(step.err()).contains(script + ":4: step 'explode SU1'");
        assertThat(Call.in(dir, "simulate", model, "--faults", "crash").err()).contains("need --seed");
        assertThat(Call.in(dir, "simulate", model, "--seed", "1", "--explain", "SU1")
                        .err())
                .contains("--explain");
        assertThat(Call.in(dir, "simulate", model, "--seed", "1", "--events", "-5")
                        .err())
                .contains("less than 0");
        assertThat(Call.in(
                                dir,
                                "simulate",
                                model,
                                "--script",
                                dir.resolve("none.txt").toString())
                        .err())
                .contains("there is no script");
    }
}
