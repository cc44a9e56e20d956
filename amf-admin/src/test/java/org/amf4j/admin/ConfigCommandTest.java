package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.output.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as files. */
class ConfigCommandTest {

    private static final Path DESCRIPTIONS = Path.of("..", "examples", "descriptions");

    @TempDir
    Path dir;

    private Path generated(String name) {
        Path made = dir.resolve(name + ".xml");
        Call call = Call.in(
                dir, "config", "generate", DESCRIPTIONS.resolve(name + ".yaml").toString(), "-o", made.toString());
        assertThat(call.exitCode()).as(call.err()).isZero();
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "beat", "two-groups", "places"})
    @Tag("CLI-010")
    @DisplayName("what the examples describe is valid, serves, and goes on without its first node")
    void examples(String name) {
        Path made = generated(name);

        assertThat(Call.in(dir, "config", "validate", made.toString()).out()).startsWith("valid: ");
        Call simulated = Call.in(dir, "simulate", made.toString(), "--step", "node-down n1", "-o", "json");

        assertThat(simulated.exitCode()).isZero();
        assertThat(Json.parse(simulated.out())
                        .path("steps")
                        .path(1)
                        .path("assignments")
                        .findValuesAsText("ha"))
                .contains("ACTIVE");
    }

    @Test
    @DisplayName("what is wrong with a description is told with file, line and place; nothing is written; exit 6")
    void wrongDescription() throws Exception {
        Path wrong = Files.writeString(
                dir.resolve("wrong.yaml"),
                Files.readString(DESCRIPTIONS.resolve("stream.yaml")).replace("model: 2N", "model: 3N"));
        Path made = dir.resolve("made.xml");

        Call call = Call.in(dir, "config", "generate", wrong.toString(), "-o", made.toString());

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.err()).containsPattern("wrong\\.yaml:9: groups\\[1\\]\\.model: '3N' is unknown");
        assertThat(made).doesNotExist();
    }

    @Test
    @DisplayName("a file that exists is written over only when asked to")
    void exists() {
        Path made = generated("stream");

        Call call = Call.in(
                dir, "config", "generate", DESCRIPTIONS.resolve("beat.yaml").toString(), "-o", made.toString());

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.err()).contains("exists").contains("--force");
    }

    @Test
    @DisplayName("merging changes nothing but the order, and what was merged once stays as it is")
    void merges() throws Exception {
        Path made = generated("stream");
        Path once = dir.resolve("once.xml");
        Path twice = dir.resolve("twice.xml");

        Call.in(dir, "config", "merge", made.toString(), "-o", once.toString());
        Call.in(dir, "config", "merge", once.toString(), "-o", twice.toString());

        assertThat(Call.in(dir, "config", "diff", made.toString(), once.toString())
                        .out())
                .isEqualTo("no difference\n");
        assertThat(Files.readString(twice)).isEqualTo(Files.readString(once));
    }

    @Test
    @DisplayName("a changed attribute and a new object become lines of a change")
    void changes() throws Exception {
        Path before = generated("stream");
        Path after = dir.resolve("after.xml");
        Path description = Files.writeString(
                dir.resolve("more.yaml"),
                Files.readString(DESCRIPTIONS.resolve("stream.yaml"))
                        .replace("nodes: [n1, n2, n3]", "nodes: [n1, n2, n3, n4]")
                        .replace("18554", "18555"));
        Call.in(dir, "config", "generate", description.toString(), "-o", after.toString());

        Call same = Call.in(dir, "config", "diff", before.toString(), before.toString());
        Call told = Call.in(dir, "config", "diff", before.toString(), after.toString());
        Call forward = Call.in(dir, "config", "diff", "--ccb", before.toString(), after.toString());
        Call back = Call.in(dir, "config", "diff", "--ccb", after.toString(), before.toString());

        assertThat(same.out()).isEqualTo("no difference\n");
        assertThat(told.out()).contains("+ safAmfNode=n4,safAmfCluster=lab").contains("18554 -> 18555");
        List<String> lines = forward.out().lines().toList();
        assertThat(lines)
                .contains("set safCsiAttr=port,safCsi=streamer,safSi=stream,safApp=stream saAmfCSIAttriValue=18555");
        assertThat(position(lines, "create SaAmfNode safAmfNode=n4"))
                .isLessThan(position(lines, "create SaAmfNodeSwBundle"));
        List<String> backwards = back.out().lines().toList();
        assertThat(position(backwards, "delete safInstalledSwBundle="))
                .isLessThan(position(backwards, "delete safAmfNode=n4"));
    }

    @Test
    @DisplayName("the folder of the installation is the same as its name: a dump of a running cluster has the folder")
    void installation() throws Exception {
        Path made = generated("stream");
        String text = Files.readString(made);
        assertThat(text).contains("${AMF_HOME}");
        Path dumped = Files.writeString(dir.resolve("dumped.xml"), text.replace("${AMF_HOME}", dir.toString()));
        Path moved = Files.writeString(dir.resolve("moved.xml"), text.replace("${AMF_HOME}", "/elsewhere"));

        assertThat(Call.in(dir, "config", "diff", dumped.toString(), made.toString())
                        .out())
                .isEqualTo("no difference\n");
        assertThat(Call.in(dir, "config", "diff", moved.toString(), made.toString())
                        .out())
                .contains("saAmfNodeSwBundlePathPrefix");
    }

    private static int position(List<String> lines, String beginning) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning)) {
                return i;
            }
        }
        throw new AssertionError("no line begins with " + beginning + " in " + lines);
    }

    @Test
    @DisplayName("a configuration as JSON has every object, as changes it creates every object")
    void converts() {
        Path made = generated("beat");

        Call json = Call.in(dir, "config", "convert", "--to", "json", made.toString());
        Call changes = Call.in(dir, "config", "convert", "--to", "ccb", made.toString());
        Call classes = Call.in(dir, "config", "convert", "--to", "xml", made.toString());

        int objects = Json.parse(json.out()).path("objects").size();
        assertThat(objects).isGreaterThan(20);
        assertThat(changes.out().lines()).hasSize(objects).allMatch(line -> line.startsWith("create "));
        assertThat(classes.out()).contains("<class name=\"SaAmfSU\">");
    }
}
