package org.amf4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AmfClassTest {

    @Tag("AMF-001")
    @ParameterizedTest
    @EnumSource(AmfClass.class)
    @DisplayName("the name of an association survives writing and parsing")
    void associationRoundTrip(AmfClass kind) {
        Dn parent = Dn.of("safOne=1,safTwo=2");
        Dn target = Dn.of("safVersion=4.0,safType=a,safRoot=r");

        Dn association = parent.association(kind.rdn(), target);
        Dn parsed = Dn.of(association.toString());

        assertThat(parsed.associated()).isEqualTo(target);
        assertThat(parsed.rdnAttribute()).isEqualTo(kind.rdn());
        assertThat(parsed.parent()).isEqualTo(parent);
    }

    @Test
    @DisplayName("every parent and target is itself a class that the binder reads")
    void closed() {
        for (AmfClass kind : EnumSet.allOf(AmfClass.class)) {
            assertThat(AmfClass.of(kind.className())).contains(kind);
            assertThat(kind.parent().isEmpty() || AmfClass.of(kind.parent()).isPresent())
                    .as("%s", kind)
                    .isTrue();
            assertThat(kind.target().isEmpty() || AmfClass.of(kind.target()).isPresent())
                    .as("%s", kind)
                    .isTrue();
        }
        assertThat(AmfClass.of("SaLogStreamConfig")).isEmpty();
    }
}
