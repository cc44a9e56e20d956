package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.admin.output.Json;
import org.amf4j.api.Dn;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checking files without a cluster. */
class ValidateCommandTest {
    @TempDir
    Path dir;

    @Test
    @Tag("CLI-009")
    @DisplayName("a valid model has no problem and exits 0")
    void valid() {
        Path file = SmallModel.write(SmallModel.on(2), dir.resolve("small.xml"));

        Call call = Call.in(dir, "validate", file.toString());

        assertThat(call.err()).isEmpty();
        assertThat(call.out()).matches("valid: \\d+ objects\n");
        assertThat(call.exitCode()).isZero();
    }

    @Test
    @Tag("CLI-009")
    @DisplayName("problems of reading and of binding come together, each with file, line, DN and rule; exit 6")
    void problemsOfBothKinds() throws Exception {
        ModelText model = SmallModel.on(2)
                .set("safSu=SU1,safSg=web,safApp=app", "saAmfSUType", Dn.of("safVersion=9,safSuType=no"));
        Path file = SmallModel.write(model, dir.resolve("wrong.xml"));
        Path more = dir.resolve("more.xml");
        Files.writeString(more, """
                <?xml version="1.0"?>
                <imm:IMM-contents xmlns:imm="http://www.saforum.org/IMMSchema">
                  <object class="SaAmfNoSuchClass">
                    <dn>safThing=x</dn>
                  </object>
                </imm:IMM-contents>
                """);

        Call call = Call.in(dir, "validate", file.toString(), more.toString());

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.out().lines())
                .anyMatch(line -> line.matches(".*wrong\\.xml:\\d+: safSu=SU1,safSg=web,safApp=app: .* \\(.+\\)"))
                .anyMatch(line -> line.matches(".*more\\.xml:3: safThing=x: .*SaAmfNoSuchClass.* \\(.+\\)"));
        assertThat(call.out()).containsPattern("not valid: \\d+ errors");
    }

    @Test
    @DisplayName("a redundancy model that is not installed, and a placement that does not exist: file, line and rule")
    void modelAndPlacement() {
        String group = "safSg=web,safApp=app";
        Path unknown = SmallModel.write(
                SmallModel.on(2).set(group, "amfSGRedundancyModelName", "mated-pears"), dir.resolve("unknown.xml"));
        Path wrong = SmallModel.write(SmallModel.on(2).set(group, "amfSGPlacement", "best"), dir.resolve("wrong.xml"));

        Call model = Call.in(dir, "validate", unknown.toString());
        Call placement = Call.in(dir, "validate", wrong.toString());

        assertThat(model.exitCode()).isEqualTo(6);
        assertThat(model.out())
                .containsPattern(
                        "unknown\\.xml:\\d+: " + group + ": there is no redundancy model 'mated-pears', only 2N")
                .contains("(MODEL-SG-REDUNDANCY-MODEL)");
        assertThat(placement.exitCode()).isEqualTo(6);
        assertThat(placement.out())
                .containsPattern("wrong\\.xml:\\d+: " + group + ": amfSGPlacement is spread")
                .contains("(MODEL-SG-PLACEMENT)");
    }

    @Test
    @Tag("CLI-009")
    @DisplayName("a file that is not XML, an empty one and a missing one are problems, not crashes")
    void unreadableFiles() throws Exception {
        Path broken = dir.resolve("broken.xml");
        Files.writeString(broken, "<imm:IMM-contents><object>");
        Path empty = dir.resolve("empty.xml");
        Files.writeString(empty, "");

        Call call = Call.in(
                dir,
                "validate",
                broken.toString(),
                empty.toString(),
                dir.resolve("missing.xml").toString());

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.out())
                .contains("broken.xml:1: ")
                .contains("empty.xml:1: ")
                .contains("missing.xml:");
    }

    @Test
    @DisplayName("as JSON each problem has its parts")
    void asJson() {
        Path file = SmallModel.write(
                ModelText.cluster(1)
                        .group("web", RedundancyKind.TWO_N)
                        .units(1)
                        .components("c")
                        .instances("a")
                        .and()
                        .remove("safAmfNode=n1,safAmfCluster=cluster"),
                dir.resolve("wrong.xml"));

        Call call = Call.in(dir, "validate", file.toString(), "-o", "json");

        assertThat(call.exitCode()).isEqualTo(6);
        var result = Json.parse(call.out());
        assertThat(result.path("valid").asBoolean()).isFalse();
        assertThat(result.path("errors").asInt()).isPositive();
        assertThat(result.path("problems").path(0).fieldNames())
                .toIterable()
                .containsExactly("severity", "file", "line", "dn", "rule", "text");
    }

    @Test
    @DisplayName("without a file there is usage")
    void usage() {
        assertThat(Call.in(dir, "validate").exitCode()).isEqualTo(2);
    }
}
