package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.amf4j.api.Dn;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final long SEED = 4711;
    private static final int NAMES = 2000;
    private static final String LETTERS = "abcXYZ019_-.:;!~=,";

    @TempDir
    Path folder;

    @Test
    @Tag("IMM-008")
    @DisplayName("IMM-008 random names, nested in one another, read back as they were built")
    void roundTrips() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < NAMES; i++) {
            Dn target = randomDn(random, 2);
            Dn parent = randomDn(random, 1);

            Dn association = parent.association("safX", target);

            assertThat(Dn.of(association.toString())).isEqualTo(association);
            assertThat(association.associated()).isEqualTo(target);
            assertThat(association.parent()).isEqualTo(parent);
            assertThat(association.rdnAttribute()).isEqualTo("safX");
        }
    }

    private static Dn randomDn(SplittableRandom random, int nesting) {
        Dn dn = Dn.ROOT;
        for (int rdns = random.nextInt(1, 4); rdns > 0; rdns--) {
            boolean nested = nesting > 0 && random.nextInt(4) == 0;
            dn = nested ? dn.association("safA", randomDn(random, nesting - 1)) : dn.child("saf", randomText(random));
        }
        return dn;
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(1, 12); length > 0; length--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    @ParameterizedTest
    @Tag("AMF-001")
    @DisplayName("AMF-001 the name of each association class holds another name and prints as it was read")
    @CsvSource(
            delimiter = '|',
            value = {
                "safDepend=safSi=S\\,safApp=A,safSi=D,safApp=A | safSi=S,safApp=A | safSi=D,safApp=A",
                "safRankedSu=safSu=U\\,safSg=G\\,safApp=A,safSi=S,safApp=A | safSu=U,safSg=G,safApp=A |"
                        + " safSi=S,safApp=A",
                "safMemberCompType=safVersion=1\\,safCompType=T,safVersion=2,safSuType=U"
                        + " | safVersion=1,safCompType=T | safVersion=2,safSuType=U",
                "safMemberCSType=safVersion=1\\,safCSType=T,safVersion=2,safSvcType=U"
                        + " | safVersion=1,safCSType=T | safVersion=2,safSvcType=U",
                "safSupportedCsType=safVersion=1\\,safCSType=T,safComp=C,safSu=U,safSg=G,safApp=A"
                        + " | safVersion=1,safCSType=T | safComp=C,safSu=U,safSg=G,safApp=A",
                "safInstalledSwBundle=safSmfBundle=B,safAmfNode=N,safAmfCluster=C | safSmfBundle=B |"
                        + " safAmfNode=N,safAmfCluster=C",
                "safSISU=safSu=U\\,safSg=G\\,safApp=A,safSi=S,safApp=A | safSu=U,safSg=G,safApp=A | safSi=S,safApp=A",
                "safCSIComp=safComp=C\\,safSu=U\\,safSg=G\\,safApp=A,safCsi=K,safSi=S,safApp=A"
                        + " | safComp=C,safSu=U,safSg=G,safApp=A | safCsi=K,safSi=S,safApp=A"
            })
    void readsAssociations(String text, String target, String parent) {
        Dn dn = Dn.of(text);

        assertThat(dn.associated()).hasToString(target);
        assertThat(dn.parent()).hasToString(parent);
        assertThat(dn.parent().association(dn.rdnAttribute(), dn.associated())).hasToString(text);
    }

    @ParameterizedTest
    @Tag("IMM-041")
    @DisplayName("IMM-041 a blank, control or non-ASCII character in a name is refused")
    @ValueSource(strings = {"pump=a b", "pump=a\tb", "pump=ä", "pump= a", "pump=a\n", "pump=a, pump=b"})
    void refusesCharacters(String dn) {
        LoadResult result = ImmFiles.load(folder, ImmFiles.PUMP_CLASS + ImmFiles.object("Pump", dn));

        assertThat(result.problems(Severity.ERROR)).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("IMM-041");
            assertThat(problem.line()).isEqualTo(ImmFiles.HEAD_LINES + ImmFiles.PUMP_CLASS_LINES + 2);
        });
    }

    @Test
    @Tag("IMM-041")
    @DisplayName("IMM-041 any valid UTF-8 text is a string, the empty one too")
    void acceptsStrings() {
        LoadResult result = ImmFiles.load(
                folder,
                ImmFiles.PUMP_CLASS
                        + "<object class=\"Pump\"><dn>pump=1</dn><attr><name>label</name><value>Größe"
                        + " ✓</value><value/><value> two\n"
                        + " lines </value><value xsi:type=\"xs:base64Binary\">AQJ/</value></attr></object>");

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().values(Dn.of("pump=1"), "label"))
                .containsExactly("Größe ✓", "", " two\n lines ", "\u0001\u0002\u007F");
    }

    @Test
    @Tag("IMM-009")
    @DisplayName("IMM-009 the naming attribute reads as name=value, and the class can be read, too")
    void readsRdn() {
        LoadResult result = ImmXmlReader.read(ImmFiles.water(folder));
        Dn unit = Dn.of("safSu=1,safSg=pumps,safApp=water");
        Dn association = Dn.of("safSupportedCsType=safVersion=1\\,safCSType=Pump,safComp=pump," + unit);

        assertThat(result.model().values(unit, "safSu")).containsExactly("safSu=1");
        assertThat(result.model().values(association, "safSupportedCsType"))
                .containsExactly("safSupportedCsType=safVersion=1\\,safCSType=Pump");
        assertThat(result.model().values(unit, InformationModel.CLASS_NAME_ATTRIBUTE))
                .containsExactly("SaAmfSU");
        assertThat(result.model().values(Dn.of("safSu=3"), "safSu")).isEmpty();
    }

    @Test
    @DisplayName("names that other programs might refuse give a warning, names too long for anyone an error")
    void warnsOfLongNames() {
        String longRdn = "pump=" + "x".repeat(60);
        String tooLong = "pump=" + "x".repeat(Dn.LENGTH_MAX);

        LoadResult warned = ImmFiles.load(folder, ImmFiles.PUMP_CLASS + ImmFiles.object("Pump", longRdn));
        LoadResult refused = ImmFiles.load(folder, ImmFiles.PUMP_CLASS + ImmFiles.object("Pump", tooLong));

        assertThat(warned.problems())
                .singleElement()
                .extracting(LocatedProblem::severity)
                .isEqualTo(Severity.WARNING);
        assertThat(ImmFiles.errors(refused)).contains("longer than 2048");
        assertThatThrownBy(() -> Dn.of(tooLong)).isInstanceOf(IllegalArgumentException.class);
    }
}
