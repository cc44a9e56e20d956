package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImmXmlReaderTest {

    private static final Dn ONE = Dn.of("pump=1");

    @TempDir
    Path folder;

    private LoadResult load(String body) {
        return ImmFiles.load(folder, body);
    }

    private LoadResult loadPumps(String objects) {
        return load(ImmFiles.PUMP_CLASS + objects);
    }

    private static String pump(String dn, String... attributes) {
        return ImmFiles.object("Pump", dn, attributes);
    }

    @Test
    @Tag("IMM-001")
    @DisplayName("IMM-001 three pumps load with the rates given, by default, and hexadecimal")
    void loadsPumps() {
        LoadResult result = loadPumps(
                "<object class=\"Pump\"><dn>pump=p1</dn><attr><name>rate</name><value>7</value></attr><attr><name>feeds"
                        + "</name><value>pump=p2,pump=p1</value><value>pump=p3,pump=p1</value></attr></object>"
                        + pump("pump=p2,pump=p1") + pump("pump=p3,pump=p1", "rate", "0x10"));

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().objects())
                .extracting(ImmObject::dn)
                .containsExactly(Dn.of("pump=p1"), Dn.of("pump=p2,pump=p1"), Dn.of("pump=p3,pump=p1"));
        assertThat(result.model().objects())
                .extracting(o -> o.first("rate").orElseThrow())
                .containsExactly(7L, 5L, 16L);
        assertThat(result.model().values(Dn.of("pump=p1"), "feeds"))
                .containsExactly(Dn.of("pump=p2,pump=p1"), Dn.of("pump=p3,pump=p1"));
        assertThat(result.model().values(Dn.of("pump=p2,pump=p1"), "pressure")).isEmpty();
    }

    @Test
    @DisplayName("a part of a model may lack parents and what it refers to, and nothing else")
    void part() throws IOException {
        Path file = Files.writeString(
                folder.resolve("part.xml"),
                ImmFiles.document(ImmFiles.PUMP_CLASS
                        + pump("pump=p2,pump=p1", "feeds", "pump=elsewhere")
                        + pump("pump=p3,pump=p1", "rate", "high")));

        assertThat(ImmXmlReader.read(file).problems()).hasSize(4);
        LoadResult result = ImmXmlReader.readPart(List.of(file));

        assertThat(result.problems()).hasSize(1).first().asString().contains("rate", "high");
        assertThat(result.model().values(Dn.of("pump=p2,pump=p1"), "feeds")).containsExactly(Dn.of("pump=elsewhere"));
    }

    @Test
    @DisplayName("what objects of a class say alike is in memory once, and each still knows its own lines")
    void alike() {
        LoadResult result = loadPumps("\n" + pump("pump=p1", "rate", "7")
                + "\n" + pump("pump=p2", "rate", "7")
                + "\n\n" + pump("pump=p3", "rate", "8"));

        List<ImmObject> pumps = result.model().objects();
        assertThat(pumps.get(1).attributes()).isSameAs(pumps.get(0).attributes());
        assertThat(pumps.get(2).first("rate")).contains(8L);
        int lines = (int) ("\n" + pump("pump=p1", "rate", "7"))
                .chars()
                .filter(c -> c == '\n')
                .count();
        int first = result.model().locationOf(Dn.of("pump=p1"), "rate").line();
        assertThat(result.model().locationOf(Dn.of("pump=p2"), "rate").line()).isEqualTo(first + lines);
        assertThat(result.model().locationOf(Dn.of("pump=p3"), "rate").line()).isEqualTo(first + 2 * lines + 1);
    }

    @Test
    @DisplayName("of objects of a class that say the same each one is told what is wrong with it")
    void alikeAndWrong() {
        LoadResult result = loadPumps(pump("pump=p1", "rate", "high", "feeds", "pump=p9")
                + pump("pump=p2", "rate", "high", "feeds", "pump=p9")
                + pump("pump=p3", "feeds", "pump=p9")
                + pump("pump=p4", "feeds", "pump=p9"));

        assertThat(result.problems())
                .extracting(LocatedProblem::dn, LocatedProblem::rule)
                .containsExactly(
                        tuple("pump=p1", "IMM-002"),
                        tuple("pump=p1", "IMM-015"),
                        tuple("pump=p2", "IMM-002"),
                        tuple("pump=p2", "IMM-015"),
                        tuple("pump=p3", "IMM-015"),
                        tuple("pump=p4", "IMM-015"));
        assertThat(result.model().values(Dn.of("pump=p2"), "rate")).isEmpty();
        assertThat(result.model().values(Dn.of("pump=p4"), "rate")).containsExactly(5L);
        assertThat(result.model().find(Dn.of("pump=p4")).orElseThrow().attributes())
                .isSameAs(result.model().find(Dn.of("pump=p3")).orElseThrow().attributes());
    }

    @Test
    @Tag("IMM-003")
    @DisplayName("IMM-003 children may stand before parents, also in an earlier file, and files are merged")
    void loadsAnyOrder() {
        Path children = ImmFiles.write(
                folder,
                "1.xml",
                ImmFiles.document(ImmFiles.PUMP_CLASS + pump("pump=3,pump=2,pump=1") + pump("pump=2,pump=1")));
        Path parents = ImmFiles.write(folder, "2.xml", ImmFiles.document(pump("pump=1", "feeds", "pump=2,pump=1")));

        LoadResult result = ImmXmlReader.read(children, parents);

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().objects()).hasSize(3);
        assertThat(result.model().locationOf(ONE, "feeds")).isEqualTo(new SourceLocation(parents, 5));
    }

    @Test
    @DisplayName("values of every type load, and one object shows all of its problems at once")
    void collectsAllProblems() {
        LoadResult good = loadPumps(pump(
                "pump=1",
                "level",
                "-1.5e3",
                "share",
                "0.5",
                "total",
                "18446744073709551615",
                "offset",
                "-0x10",
                "since",
                "010",
                "key",
                "00ff"));
        LoadResult bad = loadPumps("<object class=\"Pump\"><dn>pump=1</dn>\n"
                + "<attr><name>rate</name><value>1</value><value>2</value></attr>\n"
                + "<attr><name>label</name><value>a</value><value>a</value></attr>\n"
                + "<attr><name>level</name><value>high</value></attr>\n"
                + "<attr><name>level</name><value>1</value></attr>\n"
                + "<attr><name>pump</name><value>1</value></attr>\n"
                + "<attr><name>key</name><value xsi:type=\"xs:base64Binary\">A*==</value></attr>\n"
                + "<attr><name>feeds</name><value>pump=9</value></attr>\n"
                + "</object>\n");

        assertThat(good.problems()).isEmpty();
        assertThat(good.model().find(ONE).orElseThrow().attributes().keySet())
                .containsExactly("rate", "level", "share", "total", "offset", "since", "key");
        assertThat(good.model().values(ONE, "total")).containsExactly(-1L);
        assertThat(good.model().values(ONE, "since")).containsExactly(8L);
        assertThat(bad.problems())
                .extracting(LocatedProblem::rule)
                .containsExactly(
                        "IMM-012", "IMM-014", "IMM-002", "IMM section 5.1", "IMM section 2", "IMM-002", "IMM-015");
        int first = ImmFiles.HEAD_LINES + ImmFiles.PUMP_CLASS_LINES + 2;
        assertThat(bad.problems())
                .extracting(LocatedProblem::line)
                .containsExactly(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
    }

    @Test
    @DisplayName("persistent runtime values load; other runtime values and objects are left out with a warning")
    void loadsPersistentRuntimeData() {
        String runtimeClass =
                "<class name=\"Run\"><category>SA_RUNTIME</category><rdn><name>run</name><type>SA_STRING_T</type>"
                        + "<category>SA_RUNTIME</category><flag>%s</flag></rdn></class>\n";
        String pump = pump("pump=1", "hours", "12", "pressure", "3.5");

        LoadResult persistent = load(String.format(runtimeClass, "SA_PERSISTENT")
                + ImmFiles.PUMP_CLASS
                + pump
                + ImmFiles.object("Run", "run=1"));
        LoadResult cached = load(String.format(runtimeClass, "SA_CACHED")
                + ImmFiles.PUMP_CLASS
                + pump
                + ImmFiles.object("Run", "run=1")
                + pump("pump=2,run=1"));

        assertThat(persistent.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.text()).contains("pressure").contains("left out");
        });
        assertThat(persistent.model().values(ONE, "hours")).containsExactly(12L);
        assertThat(persistent.model().find(Dn.of("run=1"))).isPresent();
        assertThat(cached.model().find(Dn.of("run=1"))).isEmpty();
        assertThat(ImmFiles.errors(cached)).contains("pump=2,run=1").contains("does not survive a restart");
    }

    @Test
    @DisplayName("an admin state given at creation is kept, references out of the model are only warned of")
    void keepsAdminState() {
        LoadResult water = ImmXmlReader.read(ImmFiles.water(folder));
        LoadResult node = load(ImmFiles.object("SaClmCluster", "safCluster=c")
                + ImmFiles.object("SaClmNode", "safNode=n,safCluster=c", "saClmNodeEE", "safEE=x"));

        assertThat(water.model().values(Dn.of("safSu=2,safSg=pumps,safApp=water"), "saAmfSUAdminState"))
                .containsExactly(3L);
        assertThat(node.problems())
                .singleElement()
                .extracting(LocatedProblem::severity)
                .isEqualTo(Severity.WARNING);
    }

    @Test
    @DisplayName("a name that begins with the wrong attribute, and an object without a name or class, are refused")
    void refusesWrongNames() {
        LoadResult result = loadPumps(pump("pomp=1") + "<object class=\"Pump\"/>\n"
                + "<object><dn>pump=2</dn></object>\n" + pump("pump=\\#1")
                + ImmFiles.object("SaAmfSIDependency", "safDepend=x,safSi=1,safApp=2"));

        assertThat(result.problems(Severity.ERROR))
                .extracting(LocatedProblem::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("begins with pump=, not pomp="),
                        text -> assertThat(text).contains("has no name"),
                        text -> assertThat(text).contains("has no class"),
                        text -> assertThat(text).contains("a backslash that is not before a comma"),
                        text -> assertThat(text).contains("safDepend= takes the name of an object"));
    }

    @Test
    @DisplayName("a problem found later is located by object and attribute, or by what is nearest")
    void locates() {
        Path file = ImmFiles.water(folder);
        InformationModel model = ImmXmlReader.read(file).model();
        Dn unit = Dn.of("safSu=1,safSg=pumps,safApp=water");

        int line = model.locationOf(unit, "").line();

        assertThat(model.locationOf(unit, "saAmfSURank").line()).isEqualTo(line + 3);
        assertThat(model.locationOf(unit, "saAmfSUFailover").line()).isEqualTo(line);
        assertThat(model.locationOf(Dn.of("safComp=none," + unit), "").line()).isEqualTo(line);
        assertThat(model.locationOf(Dn.of("safApp=none"), "")).isEqualTo(new SourceLocation(file, 1));
        assertThat(model.locationOf(Dn.ROOT, "")).isEqualTo(new SourceLocation(file, 1));
        assertThat(InformationModel.of(List.of(), List.of()).locationOf(unit, ""))
                .isEqualTo(SourceLocation.NOWHERE);
    }

    @Test
    @DisplayName("other encodings, a byte order mark, CDATA, comments and another prefix are understood")
    void readsOtherForms() {
        String object = "<object class='SaSmfSwBundle'><!-- c --><dn>safSmfBundle=<![CDATA[b]]></dn><attr>"
                + "<name> saSmfBundleInstallOnlineCmdArgs </name><value>é&lt;</value></attr></object>";
        String latin =
                "<?xml version='1.0' encoding='ISO-8859-1'?><i:IMM-contents xmlns:i='http://www.saforum.org/IMMSchema'>"
                        + object + "</i:IMM-contents>";

        LoadResult result =
                ImmXmlReader.read(ImmFiles.write(folder, "latin.xml", latin.getBytes(StandardCharsets.ISO_8859_1)));
        LoadResult marked = ImmXmlReader.read(ImmFiles.write(folder, "bom.xml", "\uFEFF" + ImmFiles.document(object)));

        for (LoadResult each : List.of(result, marked)) {
            assertThat(each.hasErrors()).isFalse();
            assertThat(each.model().values(Dn.of("safSmfBundle=b"), "saSmfBundleInstallOnlineCmdArgs"))
                    .containsExactly("é<");
        }
        assertThat(result.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("prefix 'imm'"));
        assertThat(marked.problems()).isEmpty();
    }

    @Test
    @DisplayName("thousands of objects load, each at its line")
    void loadsManyObjects() {
        Path file = folder.resolve("large.xml");
        LargeFile.write(file, 200);

        LoadResult result = ImmXmlReader.read(file);

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().objects().size()).isEqualTo(LargeFile.objects(200));
        assertThat(result.model().values(Dn.of("safSi=199,safApp=199"), "saAmfSIRank"))
                .containsExactly(3L);
    }
}
