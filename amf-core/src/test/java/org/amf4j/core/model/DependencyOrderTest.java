package org.amf4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DependencyOrderTest {

    private static Dn dn(String name) {
        return Dn.of("x=" + name);
    }

    /** Words like {@code a:bc}: a needs b and c. */
    private static DependencyOrder order(String... words) {
        Map<Dn, List<Dn>> sponsors = new LinkedHashMap<>();
        for (String word : words) {
            List<Dn> of = new ArrayList<>();
            word.substring(2).chars().forEach(c -> of.add(dn(Character.toString(c))));
            sponsors.put(dn(word.substring(0, 1)), of);
        }
        return DependencyOrder.of(sponsors);
    }

    @Test
    @DisplayName("a rank is one more than that of the highest sponsor")
    void ranks() {
        DependencyOrder order = order("a:", "b:a", "c:ab", "d:c", "e:");

        assertThat(order.cycles()).isEmpty();
        assertThat(order.ranks())
                .containsEntry(dn("a"), 1)
                .containsEntry(dn("b"), 2)
                .containsEntry(dn("c"), 3)
                .containsEntry(dn("d"), 4)
                .containsEntry(dn("e"), 1);
    }

    @Test
    @DisplayName("every circle is found, without those that only lead to it")
    void cycles() {
        DependencyOrder order = order("a:b", "b:c", "c:b", "d:d", "e:f", "f:g", "g:e", "h:a");

        assertThat(order.cycles())
                .containsExactlyInAnyOrder(
                        List.of(dn("b"), dn("c")), List.of(dn("d")), List.of(dn("e"), dn("f"), dn("g")));
        assertThat(order.ranks()).hasSize(8);
    }
}
