package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ObjectTableTest {

    private static StoredObject object(String dn, String className) {
        return StoredObject.ofNoFile(new ImmObject(Dn.of(dn), className, Map.of()));
    }

    @Test
    @DisplayName("it finds what was added and nothing else while it grows, also names of equal hash codes")
    void finds() {
        ObjectTable table = new ObjectTable();
        for (int i = 0; i < 3_000; i++) {
            assertThat(table.add(object("pump=Aa" + i, "Pump"))).isTrue(); // "Aa" and "BB" have the same hash code
            assertThat(table.add(object("pump=BB" + i, "Pump"))).isTrue();
        }

        assertThat(table.size()).isEqualTo(6_000);
        for (int i = 0; i < 3_000; i++) {
            assertThat(table.get(Dn.of("pump=Aa" + i)).dn()).hasToString("pump=Aa" + i);
            assertThat(table.get(Dn.of("pump=BB" + i)).dn()).hasToString("pump=BB" + i);
        }
        assertThat(table.get(Dn.of("pump=Aa3000"))).isNull();
        assertThat(table.contains(Dn.ROOT)).isFalse();
    }

    @Test
    @DisplayName("it keeps the order, and the first of a name")
    void keepsOrder() {
        ObjectTable table = new ObjectTable();
        StoredObject second = object("pump=2", "Pump");
        StoredObject first = object("pump=1", "Pump");

        assertThat(List.of(table.add(second), table.add(first), table.add(object("pump=2", "Other"))))
                .containsExactly(true, true, false);

        assertThat(table.inOrder()).containsExactly(second, first);
    }

    @Test
    @DisplayName("other objects of the same names take the places of the first ones")
    void replaces() {
        ObjectTable table = new ObjectTable();
        table.add(object("pump=2", "Pump"));
        table.add(object("pump=1", "Pump"));

        table.replaceAll(object -> object(object.dn().toString(), "Other"));

        assertThat(table.get(Dn.of("pump=1")).object().className()).isEqualTo("Other");
        assertThat(table.inOrder()).extracting(StoredObject::dn).containsExactly(Dn.of("pump=2"), Dn.of("pump=1"));
    }
}
