package org.amf4j.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.amf4j.admin.outcome.CommandFailure;
import org.amf4j.admin.output.Json;
import org.amf4j.core.director.Director;
import org.amf4j.core.event.Event;
import org.amf4j.core.event.LogEntry;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.protocol.codec.ClusterCodec;
import org.amf4j.recorder.dump.Dump;
import org.amf4j.recorder.ring.FlightRecorder;
import org.amf4j.recorder.ring.RecordedTurn;
import org.amf4j.recorder.ring.RecorderSettings;
import org.amf4j.recorder.ring.Recording;
import org.amf4j.recorder.ring.RingFolder;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a replay shows of a dump, and how it ends. */
class ReplayCommandTest {

    private static final String UNIT = "safSu=SU1,safSg=sg,safApp=app";

    @TempDir
    private Path folder;

    private String dump;

    @BeforeEach
    void pack() throws Exception {
        Path ring = folder.resolve("n1/recorder");
        RecorderSettings settings = new RecorderSettings(ring, 1 << 20, "lab", "n1", "0.9");
        try (FlightRecorder recorder = new FlightRecorder(settings, new SimpleMeterRegistry())) {
            recorder.start();
            Director director = new Director(StandardModels.all());
            var objects = ModelText.cluster(2)
                    .group("sg", RedundancyKind.TWO_N)
                    .units(2)
                    .components("c")
                    .instances("si")
                    .objects();
            tell(recorder, director, 1, new Event.ConfigurationLoaded(1, 1, objects));
            tell(recorder, director, 3, new Event.NodeJoined("n1", 7));
            tell(recorder, director, 4, new Event.NodeJoined("n2", 8));
        }
        dump = folder.resolve("lab.amfdump").toString();
        Dump.write(Path.of(dump), "lab", "1.0", Map.of("n1", Recording.files(new RingFolder(ring))));
    }

    private static void tell(FlightRecorder recorder, Director director, long index, Event event) {
        recorder.before(director, index, index * 1_000);
        Outcome outcome = director.apply(new LogEntry(index, index * 1_000, List.of(event)));
        recorder.applied(new RecordedTurn(index, 1, index * 1_000, ClusterCodec.encode(List.of(event))), outcome);
    }

    private record Call(int exitCode, String out, String err) {
        JsonNode json() {
            return Json.parse(out);
        }
    }

    private static Call call(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof CommandFailure known) {
                        err.write(known.getMessage() + "\nhint: " + known.hint());
                        return known.exitCode().code();
                    }
                    throw failure;
                })
                .execute(arguments);
        return new Call(code, out.toString(), err.toString());
    }

    private Call replay(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = dump;
        System.arraycopy(options, 0, words, 1, options.length);
        return call(new ReplayCommand(), words);
    }

    private static long members(Call status) {
        return status.json()
                .path("nodes")
                .valueStream()
                .filter(n -> n.path("member").asBoolean())
                .count();
    }

    @Test
    @DisplayName("the state is that after the entry asked for, or the last before it")
    void stateAtAnyMoment() {
        assertThat(members(replay("-o", "json"))).isEqualTo(2);
        assertThat(members(replay("-o", "json", "--until", "3"))).isEqualTo(1);
        assertThat(members(replay("-o", "json", "--until", "2"))).isZero();

        Call table = replay("--until", "3");

        assertThat(table.exitCode()).isZero();
        assertThat(table.out())
                .startsWith("recorded on n1 by version 0.9; after entry 3, 1970-01-01T00:00:00.000003Z\n")
                .contains("lab: 1 of 2 nodes");
        assertThat(replay("--until", "3")).isEqualTo(table);
    }

    @Test
    @DisplayName("an entity is explained as of that moment")
    void explain() {
        Call call = replay("--until", "3", "--explain", "SU1");

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).contains(UNIT).contains("after entry 3");
        Call nobody = replay("--explain", "nobody");
        assertThat(nobody.exitCode()).isEqualTo(4);
        assertThat(nobody.err()).contains("there is no 'nobody'").contains("without --explain lists the names");
    }

    @Test
    @DisplayName("entries are listed with what was told and decided, and all are decided alike today")
    void entriesAndVerification() {
        JsonNode entries = replay("--entries", "-o", "json").json();

        assertThat(entries.path("entries")
                        .valueStream()
                        .map(e -> e.path("index").asLong()))
                .containsExactly(1L, 3L, 4L);
        assertThat(entries.at("/entries/1/events/0").asText())
                .contains("NodeJoined")
                .contains("n1");
        assertThat(entries.at("/entries/1/decisions/0").asText()).contains("Instantiate");
        assertThat(replay("--entries").out()).contains("-> 3.0 ");
        assertThat(replay("--verify").out()).contains("every decision is the same as it was");
        assertThat(replay("--events").out()).contains("saAmfNodeOperState");
    }

    @Test
    @DisplayName("a scenario is written to the file named")
    void scenario() {
        Path target = folder.resolve("story.txt");

        Call call = replay("--as-scenario", target.toString());

        assertThat(call.exitCode()).isZero();
        assertThat(target).content().contains("entry 4 at 4000\ntell node_joined { agent_name: \"n2\"");
    }

    @Test
    @DisplayName("what cannot be shown ends with a code of its own and a sentence")
    void refused() throws Exception {
        assertThat(replay("--until", "5").exitCode()).isEqualTo(6);
        assertThat(replay("--until", "5").err()).contains("entry 5 is after that");
        assertThat(replay("--node", "n9").exitCode()).isEqualTo(4);
        assertThat(call(new ReplayCommand(), folder.resolve("none").toString()).exitCode())
                .isEqualTo(4);
        assertThat(replay("--until", "1", "--entries", "--events").exitCode()).isEqualTo(2);

        Files.writeString(Path.of(dump), "hello");

        assertThat(replay().exitCode()).isEqualTo(6);
        assertThat(replay().err()).contains("is no dump of amf4j").contains("hint:");
    }

    @Test
    @DisplayName("the rings of all nodes below a cluster's folder are packed")
    void pack(@TempDir Path elsewhere) throws Exception {
        Files.writeString(folder.resolve("cluster.yaml"), "cluster: 'lab'\n");
        Path target = elsewhere.resolve("packed.amfdump");

        Call call = call(new DumpCommand(), "--dir", folder.toString(), "-o", target.toString());

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).contains("n1").contains("packed in " + target);
        assertThat(Dump.read(target).recordings())
                .isEqualTo(Dump.read(Path.of(dump)).recordings());
        assertThat(call(new DumpCommand(), "--dir", elsewhere.toString()).exitCode())
                .isEqualTo(3);
    }
}
