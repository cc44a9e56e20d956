package org.amf4j.api.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.Test;

class ImmObjectTest {

    private static final Dn NAME = Dn.of("safSu=su1,safSg=sg,safApp=app");

    private static ImmObject object(Map<String, List<Object>> attributes) {
        return new ImmObject(NAME, "SaAmfSU", attributes);
    }

    private static Map<String, List<Object>> attributes() {
        Map<String, List<Object>> attributes = new LinkedHashMap<>();
        attributes.put("z", List.of(1L, 2L));
        attributes.put("empty", List.of());
        attributes.put("a", List.of("text"));
        return attributes;
    }

    @Test
    void attributesKeepTheirOrderAndThoseWithoutValuesAreAbsent() {
        ImmObject object = object(attributes());

        assertThat(object.attributes().keySet()).containsExactly("z", "a");
        assertThat(object.values("z")).containsExactly(1L, 2L);
        assertThat(object.values("empty")).isEmpty();
        assertThat(object.first("a")).contains("text");
        assertThat(object.attributes()).doesNotContainKey("empty").hasSize(2);
    }

    @Test
    void attributesCannotBeChanged() {
        Map<String, List<Object>> given = attributes();
        ImmObject object = object(given);

        given.put("later", List.of(3L));

        assertThat(object.attributes()).doesNotContainKey("later");
        assertThatThrownBy(() -> object.attributes().put("x", List.of(1L)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.attributes().remove("z")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void objectsAreEqualWhoseAttributesAre() {
        ImmObject object = object(attributes());

        assertThat(object).isEqualTo(object(attributes())).hasSameHashCodeAs(object(object.attributes()));
        assertThat(object).isNotEqualTo(object(Map.of("z", List.of(1L))));
        assertThat(object.attributes()).isEqualTo(Map.of("z", List.of(1L, 2L), "a", List.of("text")));
    }

    @Test
    void aNameTellsWhichAttributeItsFirstPartHas() {
        assertThat(NAME.isNamed("safSu")).isTrue();
        assertThat(NAME.isNamed("safS")).isFalse();
        assertThat(NAME.isNamed("safSuu")).isFalse();
        assertThat(Dn.ROOT.isNamed("safSu")).isFalse();
    }
}
