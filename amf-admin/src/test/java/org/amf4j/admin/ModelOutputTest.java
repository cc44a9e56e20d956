package org.amf4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.amf4j.admin.output.AttributeLine;
import org.amf4j.api.Dn;
import org.amf4j.imm.ImmXmlReader;
import org.amf4j.imm.InformationModel;
import org.amf4j.imm.LoadResult;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The forms in which get and find show objects. */
class ModelOutputTest {

    private static final String DEPENDENCY = "safDepend=safSi=a\\,safApp=x,safSi=b,safApp=x";
    private static final String ASSIGNMENT = "safSISU=safSu=su1\\,safSg=g\\,safApp=x,safSi=b,safApp=x";

    @TempDir
    Path dir;

    private final CannedModel model = new CannedModel("{}")
            .with("SaAmfSIDependency", DEPENDENCY, "saAmfToleranceTime", 5_000_000_000L)
            .with(
                    "SaAmfSI",
                    "safSi=b,safApp=x",
                    "saAmfSvcType",
                    Dn.of("safVersion=1,safSvcType=t"),
                    "saAmfSIActiveWeight",
                    "cpu=1",
                    "saAmfSIActiveWeight",
                    "no",
                    "saAmfSIAdminState",
                    2L,
                    "saAmfSIAssignmentState",
                    1L)
            .with("SaAmfSIAssignment", ASSIGNMENT, "saAmfSISUHAState", 1L);

    private Call call(String... words) {
        try (FakeNode node = FakeNode.start(dir, "n1", model::answer)) {
            Call call = Call.in(
                    dir,
                    Stream.concat(Stream.of(words), Stream.of("--dir", dir.toString()))
                            .toArray(String[]::new));
            assertThat(node.requests()).isNotEmpty();
            return call;
        }
    }

    /** A part of a model has no problem but what it refers to and does not have. */
    private InformationModel read(String xml) throws IOException {
        LoadResult loaded = ImmXmlReader.read(List.of(Files.writeString(dir.resolve("out.xml"), xml)));
        assertThat(loaded.problems(Severity.ERROR))
                .allSatisfy(p -> assertThat(p.toString()).contains("does not exist"));
        return loaded.model();
    }

    @Test
    @Tag("CLI-011")
    @DisplayName("get -o xml can be read again: what is configured, persistent states, no others")
    void xml() throws IOException {
        Call call = call("get", "safSi=b,safApp=x", "-o", "xml");

        assertThat(call.err()).isEmpty();
        InformationModel read = read(call.out());
        Dn name = Dn.of("safSi=b,safApp=x");
        assertThat(read.objects()).hasSize(1);
        assertThat(read.find(name).orElseThrow().values("saAmfSIActiveWeight")).containsExactly("cpu=1", "no");
        assertThat(read.find(name).orElseThrow().values("saAmfSIAdminState")).containsExactly(2L);
        assertThat(read.find(name).orElseThrow().values("saAmfSIAssignmentState"))
                .isEmpty();
        assertThat(read(call("get", DEPENDENCY, "-o", "xml").out())
                        .objects()
                        .getFirst()
                        .dn())
                .isEqualTo(Dn.of(DEPENDENCY));
        assertThat(call("get", "safSi=b,safApp=x", "saAmfSvcType", "-o", "xml").out())
                .contains("saAmfSvcType")
                .doesNotContain("saAmfSIActiveWeight");
    }

    @Test
    @DisplayName("find -o xml has all that were found and are configured, and says what it leaves out")
    void foundXml() throws IOException {
        Call call = call("find", "-o", "xml");

        assertThat(read(call.out()).objects()).hasSize(2);
        assertThat(call.err()).isEqualTo("amf: left out: 1 objects that are no part of the configuration\n");
        assertThat(call("find", "-c", "SaAmfSI", "-o", "xml").err()).isEmpty();
    }

    @Test
    @DisplayName("an object that is no part of the configuration has no XML: exit 6, with a remedy")
    void runtimeXml() {
        Call call = call("get", ASSIGNMENT, "-o", "xml");

        assertThat(call.exitCode()).isEqualTo(6);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains(ASSIGNMENT + " is no part of the configuration", "-o json shows it");
    }

    @Test
    @Tag("CLI-002")
    @DisplayName("-o yaml says what JSON says")
    void yaml() {
        Object get = new Load(LoadSettings.builder().build())
                .loadFromString(call("get", "safSi=b,safApp=x", "-o", "yaml").out());
        Object find = new Load(LoadSettings.builder().build())
                .loadFromString(
                        call("find", "-c", "SaAmfSIDependency", "-o", "yaml").out());

        assertThat(((Map<?, ?>) ((Map<?, ?>) get).get("attributes")).get("saAmfSIActiveWeight"))
                .isEqualTo(List.of("cpu=1", "no"));
        assertThat(find).isEqualTo(Map.of("dns", List.of(DEPENDENCY)));
    }

    @Test
    @DisplayName("get -o plain is a line for each value; find -o plain a name per line")
    void plain() {
        assertThat(call("get", "safSi=b,safApp=x", "saAmfSIActiveWeight", "-o", "plain")
                        .out())
                .isEqualTo("dn=safSi=b,safApp=x\nclass=SaAmfSI\nsaAmfSIActiveWeight=cpu=1\nsaAmfSIActiveWeight=no\n");
        assertThat(call("find", "-c", "SaAmfSI", "-o", "plain").out()).isEqualTo("safSi=b,safApp=x\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a=b", "two words", " blank", "end ", "\"quoted\"", "two\nlines", "tab\t", "\\", "#"})
    @DisplayName("a value comes back from its line unchanged")
    void lines(String value) {
        String line = new AttributeLine("name", value).toString();

        assertThat(line.lines()).hasSize(1);
        assertThat(AttributeLine.parse(line)).isEqualTo(new AttributeLine("name", value));
    }
}
