package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.ImmXmlWriter.ClassDefinitions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImmXmlWriterTest {

    private static final long SEED = 99;

    @TempDir
    Path folder;

    private LoadResult reload(byte[] exported) {
        return ImmXmlReader.read(ImmFiles.write(folder, "exported.xml", exported));
    }

    private static String text(InformationModel model, ClassDefinitions definitions) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ImmXmlWriter.write(model, definitions, stream);
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("IMM-004 export, import and export again give the same model and the same bytes")
    void roundTrips() {
        InformationModel first = ImmXmlReader.read(ImmFiles.water(folder)).model();

        byte[] exported = ImmFiles.export(first);
        LoadResult second = reload(exported);

        assertThat(second.problems()).isEmpty();
        assertThat(second.model().objects()).isEqualTo(first.objects());
        assertThat(second.model().classes()).isEqualTo(first.classes());
        assertThat(ImmFiles.export(second.model())).isEqualTo(exported);
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("IMM-004 the order in which objects and attributes came does not show in the export")
    void isCanonical() {
        InformationModel model = ImmXmlReader.read(ImmFiles.water(folder)).model();
        List<ImmObject> shuffled = new ArrayList<>(model.objects());
        Collections.shuffle(shuffled, new Random(SEED));

        byte[] exported = ImmFiles.export(InformationModel.of(model.classes(), shuffled));

        assertThat(exported).isEqualTo(ImmFiles.export(model));
        List<String> names = new String(exported, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("<dn>"))
                .map(line -> line.strip().replace("<dn>", "").replace("</dn>", ""))
                .toList();
        assertThat(names)
                .containsSubsequence(
                        "safApp=water",
                        "safSg=pumps,safApp=water",
                        "safSu=1,safSg=pumps,safApp=water",
                        "safComp=pump,safSu=1,safSg=pumps,safApp=water",
                        "safSu=2,safSg=pumps,safApp=water");
    }

    @Test
    @Tag("IMM-005")
    @DisplayName(
            "IMM-005 control characters, markup, line ends and blanks survive, in base64 where XML cannot hold them")
    void keepsCharacters() {
        List<Object> labels =
                List.of("\u0001\u0000\u001F", "a\r\nb", "<&>\"]]>'", " x\t\n ", "", "Größe", "\uD83D\uDE00", "\uFFFE");
        Map<String, List<Object>> attributes = Map.of("label", labels, "rate", List.of(1L));
        List<ImmClass> classes =
                ImmFiles.load(folder, ImmFiles.PUMP_CLASS).model().classes();
        ImmObject pump = new ImmObject(Dn.of("pump=1"), "Pump", attributes);

        byte[] exported = ImmFiles.export(InformationModel.of(classes, List.of(pump)));
        LoadResult result = reload(exported);

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().values(Dn.of("pump=1"), "label")).isEqualTo(labels);
        assertThat(new String(exported, StandardCharsets.UTF_8)).contains("xsi:type=\"xs:base64Binary\">AQAf<");
        assertThat(ImmFiles.export(result.model())).isEqualTo(exported);
    }

    @Test
    @Tag("IMM-005")
    @DisplayName("IMM-005 values of every type survive")
    void keepsTypes() {
        String object = ImmFiles.object(
                "Pump",
                "pump=1",
                "level",
                "NaN",
                "share",
                "0.1",
                "total",
                "0xFFFFFFFFFFFFFFFF",
                "offset",
                "-1",
                "since",
                "-5",
                "key",
                "0x00ff10",
                "hours",
                "7",
                "feeds",
                "pump=1");
        InformationModel first =
                ImmFiles.load(folder, ImmFiles.PUMP_CLASS + object).model();

        LoadResult second = reload(ImmFiles.export(first));

        assertThat(second.problems()).isEmpty();
        assertThat(second.model().values(Dn.of("pump=1"), "total")).containsExactly(-1L);
        assertThat((byte[]) second.model().values(Dn.of("pump=1"), "key").getFirst())
                .containsExactly(0, 255, 16);
        assertThat(ImmFiles.export(second.model())).isEqualTo(ImmFiles.export(first));
    }

    @Test
    @DisplayName("a file carries all class definitions, those of one's own, or none")
    void writesClassesAsAsked() throws IOException {
        InformationModel model = ImmFiles.load(folder, ImmFiles.PUMP_CLASS).model();

        assertThat(text(model, ClassDefinitions.ALL))
                .contains("class name=\"Pump\"")
                .contains("class name=\"SaAmfSU\"");
        assertThat(text(model, ClassDefinitions.NOT_BUILT_IN))
                .contains("class name=\"Pump\"")
                .doesNotContain("SaAmfSU");
        assertThat(text(model, ClassDefinitions.NONE)).doesNotContain("<class");
    }

    @Test
    @DisplayName("runtime values that do not survive a restart are left out")
    void leavesOutRuntimeValues() throws IOException {
        InformationModel model = ImmXmlReader.read(ImmFiles.water(folder)).model();
        List<ImmObject> objects = new ArrayList<>(model.objects());
        Dn instance = Dn.of("safSi=flow,safApp=water");
        Dn unit = Dn.of("safSu=1,safSg=pumps,safApp=water");
        objects.add(new ImmObject(
                instance.association("safSISU", unit), "SaAmfSIAssignment", Map.of("saAmfSISUHAState", List.of(1L))));

        String text = text(InformationModel.of(model.classes(), objects), ClassDefinitions.NONE);

        assertThat(text).doesNotContain("safSISU").contains("<name>saAmfSUAdminState</name><value>3</value>");
    }

    @Test
    @DisplayName("a stream that fails and an object without a class are told to the caller")
    void failsLoudly() {
        InformationModel model = ImmXmlReader.read(ImmFiles.water(folder)).model();
        ImmObject stray = new ImmObject(Dn.of("a=b"), "Stray", Map.of());
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> ImmXmlWriter.write(model, ClassDefinitions.ALL, full))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("disk full");
        assertThatThrownBy(() -> text(InformationModel.of(List.of(), List.of(stray)), ClassDefinitions.ALL))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown class Stray");
    }
}
