package org.amf4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DnTest {

    private static final String CHARACTERS = "abcXYZ019_-.:/=+()";

    @Test
    @Tag("AMF-001")
    @DisplayName("a name is taken apart from its most specific part to its root")
    void parts() {
        Dn dn = Dn.of("safSu=SU1,safSg=web,safApp=shop");

        assertThat(dn.rdn()).isEqualTo("safSu=SU1");
        assertThat(dn.rdnAttribute()).isEqualTo("safSu");
        assertThat(dn.rdnValue()).isEqualTo("SU1");
        assertThat(dn.parent()).isEqualTo(Dn.of("safSg=web,safApp=shop"));
        assertThat(dn.parent().parent().parent()).isEqualTo(Dn.ROOT);
        assertThat(dn.ancestor("safApp")).contains(Dn.of("safApp=shop"));
        assertThat(dn.ancestor("safNode")).isEmpty();
    }

    @Test
    @Tag("AMF-001")
    @DisplayName("the name of an association object escapes the commas of the name it carries")
    void association() {
        Dn type = Dn.of("safVersion=1,safCSType=Web");
        Dn association = Dn.of("safVersion=1,safCompType=Srv").association("safSupportedCsType", type);

        assertThat(association)
                .hasToString("safSupportedCsType=safVersion=1\\,safCSType=Web,safVersion=1,safCompType=Srv");
        assertThat(association.associated()).isEqualTo(type);
        assertThat(association.parent()).hasToString("safVersion=1,safCompType=Srv");
    }

    @Test
    @Tag("IMM-008")
    @DisplayName("any value, nested names included, comes back from the name that carries it")
    void roundTrip() {
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            Dn target = random(random, 4);
            Dn nested = random(random, 3).association("safA", target);
            Dn twice = random(random, 2).association("safB", nested);

            assertThat(Dn.of(twice.toString())).isEqualTo(twice);
            assertThat(twice.associated()).isEqualTo(nested);
            assertThat(twice.associated().associated()).isEqualTo(target);
            assertThat(twice.parent().child(twice.rdnAttribute(), twice.rdnValue()))
                    .isEqualTo(twice);
            assertThat(twice.isBelow(twice.parent())).isTrue();
        }
    }

    private static Dn random(Random random, int depthMax) {
        Dn dn = Dn.ROOT;
        for (int depth = 1 + random.nextInt(depthMax); depth > 0; depth--) {
            StringBuilder value = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                value.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                value.append(random.nextInt(5) == 0 ? "," : "");
            }
            dn = dn.child("saf" + depth, value.toString());
        }
        return dn;
    }

    @Test
    @DisplayName("everything but the root lies below the root, nothing below itself")
    void below() {
        Dn application = Dn.of("safApp=shop");

        assertThat(application.isBelow(Dn.ROOT)).isTrue();
        assertThat(Dn.ROOT.isBelow(Dn.ROOT)).isFalse();
        assertThat(application.isBelow(application)).isFalse();
        assertThat(Dn.of("safSg=a,safApp=workshop").isBelow(Dn.of("safApp=shop")))
                .isFalse();
    }

    @Test
    @DisplayName("a name carried within another is no ancestor of it, and a grandchild is no child")
    void child() {
        Dn application = Dn.of("safApp=shop");
        Dn group = application.child("safSg", "a");
        Dn association = Dn.ROOT.association("safDepend", group);

        assertThat(association.isBelow(application)).isFalse();
        assertThat(association.isChildOf(application)).isFalse();
        assertThat(association.isChildOf(Dn.ROOT)).isTrue();
        assertThat(group.isChildOf(application)).isTrue();
        assertThat(group.isChildOf(Dn.ROOT)).isFalse();
        assertThat(group.child("safSu", "u").isChildOf(application)).isFalse();
        assertThat(application.isChildOf(application)).isFalse();
        assertThat(application.isChildOf(Dn.ROOT)).isTrue();
        assertThat(Dn.ROOT.isChildOf(Dn.ROOT)).isFalse();
    }

    @Test
    @DisplayName("names are ordered by their characters")
    void order() {
        assertThat(List.of(Dn.of("safSu=b"), Dn.of("safSu=B"), Dn.of("safSu=a")).stream()
                        .sorted())
                .containsExactly(Dn.of("safSu=B"), Dn.of("safSu=a"), Dn.of("safSu=b"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is not a name is refused, and the sentence says why")
    @ValueSource(
            strings = {
                "safApp",
                "=x",
                "safApp=",
                "safSu=a,",
                ",safSu=a",
                "safSu=a,,safSg=b",
                "safSu=a b",
                "safSu=\u00e4",
                "safSu=a\\",
                "safSu=a\\#b"
            })
    void refused(String text) {
        assertThatThrownBy(() -> Dn.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'");
    }

    @Test
    @DisplayName("a value that would swallow the comma behind it is refused")
    void trailingBackslash() {
        assertThatThrownBy(() -> Dn.of("safApp=shop").child("safSg", "web\\"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a name of the greatest length is accepted, one more character is not")
    void length() {
        String longest = "a=" + "x".repeat(Dn.LENGTH_MAX - 2);

        assertThat(Dn.of(longest).rdnValue()).hasSize(Dn.LENGTH_MAX - 2);
        assertThatThrownBy(() -> Dn.of(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
