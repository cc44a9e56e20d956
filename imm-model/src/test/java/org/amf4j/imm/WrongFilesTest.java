package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong file changes the good one in one place; the problem must be the only error, with its line. */
class WrongFilesTest {

    private static final String UNIT = "safSu=1,safSg=pumps,safApp=water";

    @TempDir
    Path folder;

    private String good() {
        try {
            return Files.readString(ImmFiles.water(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadResult loadChanged(String target, String replacement) {
        String text = good();
        assertThat(text).contains(target);
        int at = text.indexOf(target);
        String changed = text.substring(0, at) + replacement + text.substring(at + target.length());
        return ImmXmlReader.read(ImmFiles.write(folder, "wrong.xml", changed));
    }

    private int lineOf(String target) {
        String text = good();
        return (int) text.substring(0, text.indexOf(target)).lines().count() + (startsLine(text, target) ? 1 : 0);
    }

    private static boolean startsLine(String text, String target) {
        int at = text.indexOf(target);
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private static void assertOnlyError(LoadResult result, int line, String dn, String rule, String text) {
        assertThat(result.problems(Severity.ERROR)).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.dn()).isEqualTo(dn);
            assertThat(problem.text()).contains(text);
            assertThat(problem.line()).isEqualTo(line);
            String expected = problem.file() + ":" + line + ": " + dn + ": " + problem.text() + " (" + rule + ")";
            assertThat(problem).hasToString(expected);
        });
        assertThat(result.hasErrors()).isTrue();
    }

    @Test
    @DisplayName("the good file has no problem at all")
    void goodFile() {
        assertThat(ImmXmlReader.read(ImmFiles.water(folder)).problems()).isEmpty();
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 a file that is not well-formed is reported where it breaks, inside its object")
    void badXml() {
        String target = "<value>1</value></attr>\n    <attr><name>saAmfSUAdminState";

        LoadResult result = loadChanged(target, "<value>1</valu></attr>\n    <attr><name>saAmfSUAdminState");

        assertOnlyError(result, lineOf(target), UNIT, "IMM-002", "not well-formed");
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 bytes that are no UTF-8 are reported on their line, with the object's name")
    void badUtf8() throws IOException {
        String target = "saAmfSURank</name><value>";
        String text = good();
        int at = text.indexOf(target) + target.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xC3);
        bytes.write(text.substring(at).getBytes(StandardCharsets.UTF_8));

        LoadResult result = ImmXmlReader.read(ImmFiles.write(folder, "wrong.xml", bytes.toByteArray()));

        assertOnlyError(result, lineOf(target), UNIT, "IMM-002", "not valid in the file's encoding");
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 an object of an unknown class is refused; what refers to it needs no second problem")
    void unknownClass() {
        LoadResult result = loadChanged("\"SaAmfSUType\"", "\"SaAmfSuType\"");

        String dn = "safVersion=1,safSuType=Pump";
        assertOnlyError(result, lineOf("\"SaAmfSUType\""), dn, "IMM-002", "unknown; did you mean SaAmfSUType?");
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 an attribute that the class does not have is refused, with the one probably meant")
    void unknownAttribute() {
        LoadResult result = loadChanged("saAmfSURank", "saAmfSuRanks");

        assertOnlyError(result, lineOf("saAmfSURank"), UNIT, "IMM-002", "'saAmfSuRanks'; did you mean saAmfSURank?");
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 an unknown element is refused and passed over with all that it holds")
    void unknownTag() {
        LoadResult result = loadChanged("<attr><name>saAmfSURank", "<hint><dn>x</dn></hint><attr><name>saAmfSURank");

        assertOnlyError(result, lineOf("saAmfSURank"), UNIT, "IMM-002", "<hint> has no place in <object>");
        assertThat(result.model().values(Dn.of(UNIT), "saAmfSURank")).containsExactly(1L);
    }

    @Test
    @Tag("IMM-010")
    @DisplayName("IMM-010 an object without an attribute that must be given is refused at the object's line")
    void missingMandatory() {
        String target = "    <attr><name>saAmfSUType</name><value>safVersion=1,safSuType=Pump</value></attr>\n";

        LoadResult result = loadChanged(target, "");

        assertOnlyError(result, lineOf(target) - 2, UNIT, "IMM-010", "saAmfSUType of class SaAmfSU must be given");
    }

    @Test
    @Tag("IMM-002")
    @DisplayName("IMM-002 a value of another type, too large or with trailing text is refused at its line")
    void wrongType() {
        String target = "saAmfSURank</name><value>1<";

        LoadResult text = loadChanged(target, "saAmfSURank</name><value>first<");
        LoadResult large = loadChanged(target, "saAmfSURank</name><value>4294967296<");
        LoadResult trailing = loadChanged(target, "saAmfSURank</name><value>1st<");

        assertOnlyError(text, lineOf(target), UNIT, "IMM-002", "'first' is not a number");
        assertOnlyError(large, lineOf(target), UNIT, "IMM-002", "outside of SA_UINT32_T");
        assertOnlyError(trailing, lineOf(target), UNIT, "IMM-002", "'st' after the number");
    }

    @Test
    @Tag("IMM-015")
    @DisplayName("IMM-015 a reference to an object that does not exist is refused at the attribute's line")
    void danglingReference() {
        String target = "saAmfSIProtectedbySG</name><value>safSg=pumps";

        LoadResult result = loadChanged(target, "saAmfSIProtectedbySG</name><value>safSg=pomps");

        String text = "saAmfSIProtectedbySG names safSg=pomps,safApp=water, which does not exist";
        assertOnlyError(result, lineOf(target), "safSi=flow,safApp=water", "IMM-015", text);
    }

    @Test
    @Tag("IMM-015")
    @DisplayName("IMM-015 an association with an object that does not exist is refused")
    void danglingAssociation() {
        String target = "safMemberCompType=safVersion=1\\,safCompType=Pump";

        LoadResult result = loadChanged(target, "safMemberCompType=safVersion=2\\,safCompType=Pump");

        String dn = "safMemberCompType=safVersion=2\\,safCompType=Pump,safVersion=1,safSuType=Pump";
        assertOnlyError(result, lineOf(target) - 1, dn, "IMM-015", "names safVersion=2,safCompType=Pump");
    }

    @Test
    @DisplayName("a forgotten escape in an association's name is recognised")
    void forgottenEscape() {
        String target = "safMemberCompType=safVersion=1\\,safCompType=Pump";

        LoadResult result = loadChanged(target, "safMemberCompType=safVersion=1,safCompType=Pump");

        assertThat(ImmFiles.errors(result)).contains("are all commas of the inner name written \\, ?");
    }

    @Test
    @DisplayName("a name given to two objects is refused, and both places are told")
    void duplicateDn() {
        LoadResult result = loadChanged("<dn>safSu=2,", "<dn>safSu=1,");

        List<LocatedProblem> duplicates = result.problems(Severity.ERROR).stream()
                .filter(problem -> problem.dn().equals(UNIT))
                .toList();
        String first = folder.resolve("wrong.xml") + ":" + (lineOf("<dn>" + UNIT) - 1);
        assertThat(duplicates).singleElement().satisfies(problem -> {
            assertThat(problem.text()).isEqualTo("the name is already taken by the object at " + first);
            assertThat(problem.line()).isEqualTo(lineOf("<dn>safSu=2,") - 1);
        });
    }

    @Test
    @Tag("AMF-003")
    @DisplayName("AMF-003 an object below one of the wrong class is refused")
    void wrongParent() {
        LoadResult result =
                loadChanged("<dn>safSi=flow,safApp=water</dn>", "<dn>safSi=flow,safSg=pumps,safApp=water</dn>");

        assertThat(result.problems(Severity.ERROR))
                .filteredOn(p -> p.rule().equals("AMF-003"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.dn()).isEqualTo("safSi=flow,safSg=pumps,safApp=water");
                    assertThat(problem.text())
                            .contains("a SaAmfSI belongs below a SaAmfApplication")
                            .contains("is a SaAmfSG");
                    assertThat(problem.line()).isEqualTo(lineOf("<dn>safSi=flow") - 1);
                });
    }

    @Test
    @Tag("AMF-003")
    @DisplayName("AMF-003 root objects have no parent, and others are no root objects")
    void wrongRoot() {
        String bundle = "safSmfBundle=b";
        String application = ImmFiles.object("SaAmfApplication", "safApp=a," + bundle, "saAmfAppType", bundle);

        LoadResult nested = ImmFiles.load(folder, application + ImmFiles.object("SaSmfSwBundle", bundle));
        LoadResult root = ImmFiles.load(folder, ImmFiles.object("SaAmfCSI", "safCsi=c", "saAmfCSType", "safCsi=c"));

        assertOnlyError(nested, 3, "safApp=a,safSmfBundle=b", "AMF-003", "a SaAmfApplication is a root object");
        assertOnlyError(root, 3, "safCsi=c", "AMF-003", "a SaAmfCSI belongs below a SaAmfSI");
    }

    @Test
    @Tag("IMM-003")
    @DisplayName("IMM-003 an object without its parent is refused")
    void missingParent() {
        String body = ImmFiles.PUMP_CLASS + ImmFiles.object("Pump", "pump=2,pump=1");

        LoadResult result = ImmFiles.load(folder, body);

        int line = ImmFiles.HEAD_LINES + ImmFiles.PUMP_CLASS_LINES + 1;
        assertOnlyError(result, line, "pump=2,pump=1", "IMM-003", "its parent pump=1 does not exist");
    }

    @Test
    @DisplayName("an empty file, a file of blanks and a file that is not there are refused")
    void emptyFiles() {
        LoadResult empty = ImmXmlReader.read(ImmFiles.write(folder, "empty.xml", ""));
        LoadResult blank = ImmXmlReader.read(ImmFiles.write(folder, "blank.xml", " \n\n"));
        LoadResult absent = ImmXmlReader.read(folder.resolve("absent.xml"));
        LoadResult directory = ImmXmlReader.read(folder);

        assertOnlyError(empty, 1, "-", "IMM section 3", "the file is empty");
        assertThat(ImmFiles.errors(blank)).contains("not well-formed");
        assertOnlyError(absent, 1, "-", "IMM section 3", "no such file");
        assertThat(ImmFiles.errors(directory)).contains("cannot be read");
    }

    @Test
    @DisplayName("document types, entities and foreign root elements are refused")
    void hostileFiles() {
        String doctype =
                "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<x>&e;</x>";
        String entity = ImmFiles.document(ImmFiles.object("SaSmfSwBundle", "safSmfBundle=&e;"));

        LoadResult declared = ImmXmlReader.read(ImmFiles.write(folder, "a.xml", doctype));
        LoadResult undeclared = ImmXmlReader.read(ImmFiles.write(folder, "b.xml", entity));
        LoadResult foreign = ImmXmlReader.read(ImmFiles.write(folder, "c.xml", "<project/>"));
        LoadResult deep = ImmXmlReader.read(ImmFiles.write(folder, "d.xml", ImmFiles.HEAD + "<a>".repeat(10_000)));

        assertOnlyError(declared, 2, "-", "IMM section 3", "a document type declaration is not accepted");
        assertThat(ImmFiles.errors(undeclared)).contains("not well-formed");
        assertOnlyError(foreign, 1, "-", "IMM-002", "the root element is <project>");
        assertThat(ImmFiles.errors(deep)).contains("not well-formed").contains("epth");
    }

    @Test
    @DisplayName("texts beyond the limit and more problems than the limit do not fill the memory")
    void boundedFiles() {
        String longText = "x".repeat(XmlCursor.TEXT_CHARS_MAX + 1);
        String many = ImmFiles.object("Nothing", "a=b").repeat(ProblemCollector.PROBLEMS_MAX + 5);

        LoadResult tooLong =
                ImmFiles.load(folder, ImmFiles.PUMP_CLASS + ImmFiles.object("Pump", "pump=1", "label", longText));
        LoadResult tooMany = ImmFiles.load(folder, many);

        assertThat(ImmFiles.errors(tooLong)).contains("longer than 1048576 characters");
        assertThat(tooMany.problems()).hasSize(ProblemCollector.PROBLEMS_MAX + 1);
        assertThat(tooMany.problems().getLast().text()).startsWith("5 further problems are not listed");
    }
}
