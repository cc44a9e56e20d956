package org.amf4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NameMapTest {

    @Test
    @DisplayName("it answers like a map that keeps the order, up to its full size and with names of equal hash codes")
    void likeAnyMap() {
        Map<Dn, Integer> expected = new LinkedHashMap<>();
        NameMap<Integer> map = new NameMap<>(2_001);
        for (int i = 1_000; i > 0; i--) {
            put(expected, map, Dn.of("safSu=Aa" + i), i); // "Aa" and "BB" have the same hash code
            put(expected, map, Dn.of("safSu=BB" + i), -i);
        }
        put(expected, map, Dn.ROOT, 0);

        assertThat(map).isEqualTo(expected).hasSize(2_001);
        assertThat(map.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(map.values()).containsExactlyElementsOf(expected.values());
        expected.forEach((name, value) -> assertThat(map.get(name)).isEqualTo(value));
        assertThat(map.containsKey(Dn.of("safSu=Aa1001"))).isFalse();
        assertThat(map.containsKey("safSu=Aa1")).isFalse();
    }

    private static void put(Map<Dn, Integer> expected, NameMap<Integer> map, Dn name, int value) {
        expected.put(name, value);
        assertThat(map.add(name, value)).isTrue();
    }

    @Test
    @DisplayName("the first of a name stays")
    void firstStays() {
        NameMap<String> map = new NameMap<>(2);

        assertThat(map.add(Dn.of("safApp=a"), "first")).isTrue();
        assertThat(map.add(Dn.of("safApp=a"), "second")).isFalse();

        assertThat(map).containsExactly(entry(Dn.of("safApp=a"), "first"));
    }

    @Test
    @DisplayName("other values for the same names are found like the first ones, also those of a map that is not full")
    void otherValues() {
        NameMap<String> map = new NameMap<>(3);
        map.add(Dn.of("safApp=b"), "second");
        map.add(Dn.of("safApp=a"), "first");

        NameMap<Integer> lengths = map.with(String::length);

        assertThat(lengths).containsExactly(entry(Dn.of("safApp=b"), 6), entry(Dn.of("safApp=a"), 5));
        assertThat(lengths.get(Dn.of("safApp=a"))).isEqualTo(5);
        assertThat(lengths.get(Dn.of("safApp=c"))).isNull();
        assertThat(map.get(Dn.of("safApp=a"))).isEqualTo("first");
    }

    @Test
    @DisplayName("an empty one has nothing")
    void empty() {
        assertThat(new NameMap<String>(0).get(Dn.ROOT)).isNull();
        assertThat(new NameMap<String>(0)).isEmpty();
    }
}
