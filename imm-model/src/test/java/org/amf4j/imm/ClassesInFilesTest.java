package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassesInFilesTest {

    @TempDir
    Path folder;

    private LoadResult load(String body) {
        return ImmFiles.load(folder, body);
    }

    @ParameterizedTest
    @Tag("IMM-002")
    @DisplayName("IMM-002 unknown words in a class definition are refused at their line")
    @CsvSource({
        "SA_WRITABLE, SA_WRITEABLE, flag 'SA_WRITEABLE' is unknown",
        "SA_DOUBLE_T, SA_REAL_T, type 'SA_REAL_T' is unknown",
        "<category>SA_RUNTIME<, <category>SA_SOMETIMES<, category 'SA_SOMETIMES' is none of",
        "<type>SA_INT32_T</type>, <kind>x</kind>, element <kind> has no place in <attr>",
        "<default-value>5<, <default-value>five<, the default 'five' is not a number"
    })
    void refusesUnknownWords(String word, String wrong, String text) {
        LoadResult result =
                load(ImmFiles.PUMP_CLASS.replaceFirst(Pattern.quote(word), wrong) + ImmFiles.object("Pump", "pump=1"));

        int at = ImmFiles.PUMP_CLASS.indexOf(word);
        int line = ImmFiles.HEAD_LINES
                + (int) ImmFiles.PUMP_CLASS.substring(0, at).lines().count();
        assertThat(result.problems(Severity.ERROR).getFirst()).satisfies(problem -> {
            assertThat(problem.dn()).isEqualTo("class Pump");
            assertThat(problem.text()).contains(text);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.rule()).isEqualTo("IMM-002");
        });
        assertThat(result.problems()).noneMatch(problem -> problem.dn().equals("pump=1"));
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("IMM-006 a class in a file that breaks the rules is refused")
    void refusesBrokenClass() {
        LoadResult result = load(
                ImmFiles.PUMP_CLASS.replace("SA_RUNTIME</category><flag>SA_PERS", "SA_CONFIG</category><flag>SA_PERS"));

        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("IMM-006");
            assertThat(problem.text()).isEqualTo("attribute hours: configuration is never SA_PERSISTENT");
        });
    }

    @Test
    @Tag("IMM-006")
    @DisplayName("IMM-006 the same class in two files is one class; another one of that name contradicts it")
    void comparesClasses() {
        Path first = ImmFiles.write(folder, "1.xml", ImmFiles.document(ImmFiles.PUMP_CLASS));
        Path same = ImmFiles.write(folder, "2.xml", ImmFiles.document(ImmFiles.PUMP_CLASS));
        Path other = ImmFiles.write(
                folder, "3.xml", ImmFiles.document(ImmFiles.PUMP_CLASS.replace("SA_FLOAT_T", "SA_STRING_T")));
        Path inOtherLetters =
                ImmFiles.write(folder, "4.xml", ImmFiles.document(ImmFiles.PUMP_CLASS.replace("\"Pump\"", "\"PUMP\"")));

        assertThat(ImmXmlReader.read(first, same).problems()).isEmpty();
        assertThat(ImmXmlReader.read(first, other).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.text())
                    .isEqualTo("attribute share is of type SA_STRING_T instead of SA_FLOAT_T, unlike the definition at "
                            + first + ":3");
            assertThat(problem.location()).isEqualTo(new SourceLocation(other, 3));
        });
        assertThat(ImmXmlReader.read(first, inOtherLetters).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("there is a class Pump already"));
    }

    private static String definition(String name, String type, String rest) {
        return "<attr><name>" + name + "</name><type>" + type + "</type><category>SA_CONFIG</category>" + rest
                + "</attr>";
    }

    private static String serviceInstanceClass(String attributes) {
        return "<class name=\"SaAmfSI\"><category>SA_CONFIG</category><rdn><name>safSi</name><type>SA_STRING_T</type>"
                + "<category>SA_CONFIG</category><flag>SA_INITIALIZED</flag></rdn>" + attributes + "</class>";
    }

    @Test
    @Tag("AMF-002")
    @DisplayName(
            "AMF-002 a file's definition of a built-in class may add attributes and defaults, but contradict nothing")
    void comparesWithBuiltIn() {
        LoadResult further = load(serviceInstanceClass(definition("vendorHint", "SA_STRING_T", "")
                + definition("saAmfSIPrefActiveAssignments", "SA_UINT32_T", "<default-value>1</default-value>")));
        LoadResult otherType = load(serviceInstanceClass(definition("saAmfSIRank", "SA_STRING_T", "")));
        LoadResult multi = load(serviceInstanceClass(
                definition("saAmfSvcType", "SA_NAME_T", "<flag>SA_MULTI_VALUE</flag><flag>SA_INITIALIZED</flag>")));

        assertThat(further.problems())
                .singleElement()
                .extracting(LocatedProblem::severity)
                .isEqualTo(Severity.NOTE);
        ImmClass merged = further.model().findClass("SaAmfSI").orElseThrow();
        assertThat(merged.attributes()).hasSize(14);
        assertThat(merged.attribute("saAmfSIPrefActiveAssignments")
                        .orElseThrow()
                        .defaultValue())
                .contains(1L);
        assertThat(ImmFiles.errors(otherType))
                .contains("is of type SA_STRING_T instead of SA_UINT32_T")
                .contains("AMF-002");
        assertThat(ImmFiles.errors(multi)).contains("has several values, unlike the built-in definition");
    }

    @Test
    @Tag("AMF-002")
    @DisplayName("AMF-002 flags that merely differ are noted, and a default that they exclude is not taken over")
    void acceptsOtherFlags() {
        LoadResult result = load(
                serviceInstanceClass(definition("saAmfSvcType", "SA_NAME_T", "<default-value>a=b</default-value>")));

        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.NOTE);
            assertThat(problem.text()).contains("saAmfSvcType has other flags, saAmfSvcType has another default");
        });
        assertThat(result.model().findClass("SaAmfSI")).isEqualTo(BuiltInClasses.find("SaAmfSI"));
    }

    @Test
    @Tag("AMF-002")
    @DisplayName("AMF-002 a file's default for a built-in class is given to objects of earlier files, too")
    void appliesDefaultToEarlierObjects() {
        Path water = ImmFiles.water(folder);
        String definition =
                definition("saAmfSIPrefActiveAssignments", "SA_UINT32_T", "<default-value>3</default-value>");
        Path classes = ImmFiles.write(folder, "c.xml", ImmFiles.document(serviceInstanceClass(definition)));

        LoadResult result = ImmXmlReader.read(water, classes);

        assertThat(result.hasErrors()).isFalse();
        assertThat(result.model().values(Dn.of("safSi=flow,safApp=water"), "saAmfSIPrefActiveAssignments"))
                .containsExactly(3L);
    }

    @Test
    @Tag("AMF-002")
    @DisplayName("AMF-002 objects of earlier files keep their lines, and what was wrong there gets no default")
    void keepsLinesOfEarlierObjects() {
        Dn flow = Dn.of("safSi=flow,safApp=water");
        Path water = ImmFiles.water(folder);
        String instance = ImmFiles.object("SaAmfSI", "safSi=bad,safApp=water", "saAmfSIPrefActiveAssignments", "many");
        Path objects = ImmFiles.write(folder, "o.xml", ImmFiles.document(instance));
        String definition =
                definition("saAmfSIPrefActiveAssignments", "SA_UINT32_T", "<default-value>3</default-value>");
        Path classes = ImmFiles.write(folder, "c.xml", ImmFiles.document(serviceInstanceClass(definition)));

        InformationModel before = ImmXmlReader.read(water).model();
        InformationModel after = ImmXmlReader.read(water, objects, classes).model();

        assertThat(before.find(flow).orElseThrow().attributes().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(after.locationOf(flow, name)).isEqualTo(before.locationOf(flow, name)));
        assertThat(after.values(Dn.of("safSi=bad,safApp=water"), "saAmfSIPrefActiveAssignments"))
                .isEmpty();
    }
}
