package org.amf4j.core.configuration;

import static org.amf4j.api.imm.AttributeFlag.CONFIG;
import static org.amf4j.api.imm.AttributeFlag.INITIALIZED;
import static org.amf4j.api.imm.AttributeFlag.MULTI_VALUE;
import static org.amf4j.api.imm.AttributeFlag.NO_DANGLING;
import static org.amf4j.api.imm.AttributeFlag.NO_DUPLICATES;
import static org.amf4j.api.imm.AttributeFlag.RDN;
import static org.amf4j.api.imm.AttributeFlag.RUNTIME;
import static org.amf4j.api.imm.AttributeFlag.STRONG_DEFAULT;
import static org.amf4j.api.imm.AttributeFlag.WRITABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.AttributeFlag;
import org.amf4j.api.imm.ImmAttribute;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.api.imm.ObjectChange;
import org.amf4j.api.imm.ObjectChange.Kind;
import org.amf4j.api.imm.ValueType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the information model for changes, on three pumps: p1 feeds p2 and p3, which stand below it. */
class ObjectEditsTest {

    private static final Dn P1 = Dn.of("pump=p1");
    private static final Dn P2 = Dn.of("pump=p2,pump=p1");
    private static final Dn P3 = Dn.of("pump=p3,pump=p1");

    private final Map<String, ImmClass> classes = new LinkedHashMap<>();
    private final Map<Dn, ImmObject> objects = new LinkedHashMap<>();
    private final List<ObjectChange> changes = new ArrayList<>();

    ObjectEditsTest() {
        add(new ImmClass(
                "Pump",
                ImmClass.Category.CONFIG,
                List.of(
                        attribute("pump", ValueType.STRING, CONFIG, RDN, INITIALIZED),
                        attribute("site", ValueType.STRING, CONFIG, INITIALIZED, WRITABLE),
                        new ImmAttribute("rate", ValueType.UINT32, Set.of(CONFIG, WRITABLE), Optional.of(5L)),
                        new ImmAttribute(
                                "limit", ValueType.UINT32, Set.of(CONFIG, WRITABLE, STRONG_DEFAULT), Optional.of(9L)),
                        attribute("feeds", ValueType.NAME, CONFIG, WRITABLE, MULTI_VALUE, NO_DANGLING),
                        attribute("tags", ValueType.STRING, CONFIG, WRITABLE, MULTI_VALUE, NO_DUPLICATES),
                        attribute("pressure", ValueType.DOUBLE, RUNTIME))));
        add(new ImmClass(
                "Gauge",
                ImmClass.Category.RUNTIME,
                List.of(attribute("gauge", ValueType.STRING, RUNTIME, RDN, AttributeFlag.CACHED))));
        put(P1, Map.of("site", List.of("north"), "rate", List.of(7L), "feeds", List.of(P2, P3)));
        put(P2, Map.of("site", List.of("north"), "rate", List.of(5L)));
        put(P3, Map.of("site", List.of("north"), "rate", List.of(16L)));
    }

    private static ImmAttribute attribute(String name, ValueType type, AttributeFlag... flags) {
        return new ImmAttribute(name, type, Set.of(flags), Optional.empty());
    }

    private void add(ImmClass type) {
        assertThat(type.violations()).isEmpty();
        classes.put(type.name(), type);
    }

    private void put(Dn dn, Map<String, List<Object>> values) {
        objects.put(dn, new ImmObject(dn, "Pump", values));
    }

    private ObjectEditsTest create(String dn, Map<String, List<Object>> values) {
        changes.add(new ObjectChange.Create(new ImmObject(Dn.of(dn), "Pump", values)));
        return this;
    }

    private ObjectEditsTest modify(Dn dn, Kind kind, String attribute, Object... values) {
        changes.add(
                new ObjectChange.Modify(dn, List.of(new ObjectChange.Modification(kind, attribute, List.of(values)))));
        return this;
    }

    private ObjectEditsTest delete(Dn dn) {
        changes.add(new ObjectChange.Delete(dn));
        return this;
    }

    private ObjectEdits applied() {
        ObjectEdits edits = new ObjectEdits(objects, classes);
        edits.apply(changes);
        changes.clear();
        return edits;
    }

    private AisStatus status() {
        List<Refusal> refusals = applied().refusals();
        return refusals.isEmpty() ? AisStatus.OK : refusals.get(0).status();
    }

    private List<Object> values(Dn dn, String attribute) {
        ObjectEdits edits = applied();
        assertThat(edits.refusals()).isEmpty();
        return edits.edits().get(dn).orElseThrow().values(attribute);
    }

    @Test
    @Tag("IMM-001")
    @Tag("IMM-015")
    @Tag("IMM-016")
    @DisplayName("who is referred to cannot be deleted alone; with whoever refers to it, and all below, it can")
    void deletion() {
        ObjectEdits alone = delete(P2).applied();
        assertThat(alone.refusals()).singleElement().satisfies(r -> {
            assertThat(r.status()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
            assertThat(r.dn()).isEqualTo(P1);
            assertThat(r.text()).contains("feeds", P2.toString(), "change it first");
        });
        assertThat(delete(P1).applied().edits())
                .containsOnlyKeys(P1, P2, P3)
                .allSatisfy((dn, object) -> assertThat(object).isEmpty());
        assertThat(modify(P1, Kind.DELETE, "feeds", P2).delete(P2).status()).isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("IMM-015")
    @DisplayName("a reference to nobody is refused; to somebody who comes in the same change it is not")
    void references() {
        assertThat(modify(P2, Kind.ADD, "feeds", Dn.of("pump=p9")).status()).isEqualTo(AisStatus.ERR_FAILED_OPERATION);
        assertThat(modify(P2, Kind.ADD, "feeds", Dn.of("pump=p9"))
                        .create("pump=p9", Map.of("site", List.of("south")))
                        .status())
                .isEqualTo(AisStatus.OK);
    }

    @Test
    @Tag("IMM-010")
    @DisplayName(
            "what must be given is given, what is left open gets its default, and a refused operation leaves no trace")
    void creation() {
        assertThat(create("pump=p9", Map.of()).status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(create("pump=p9", Map.of("site", List.of("south"))).values(Dn.of("pump=p9"), "rate"))
                .containsExactly(5L);
        assertThat(create("pump=p9", Map.of())
                        .modify(P2, Kind.REPLACE, "rate", 1L)
                        .applied()
                        .edits())
                .containsOnlyKeys(P2);
        assertThat(create("pump=p2,pump=p1", Map.of("site", List.of("s"))).status())
                .isEqualTo(AisStatus.ERR_EXIST);
        assertThat(create("pump=p4,pump=p9", Map.of("site", List.of("s"))).status())
                .isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(create("pomp=p9", Map.of("site", List.of("s"))).status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        changes.add(new ObjectChange.Create(new ImmObject(Dn.of("gauge=g"), "Gauge", Map.of())));
        assertThat(status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
    }

    @Test
    @Tag("IMM-011")
    @DisplayName("naming and runtime attributes are not modified, nor what does not exist")
    void attributesThatStay() {
        assertThat(modify(P2, Kind.REPLACE, "pump", "pump=p7").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.REPLACE, "pressure", 1.5).status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.REPLACE, "colour", "red").status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(modify(Dn.of("pump=p9"), Kind.REPLACE, "rate", 1L).status()).isEqualTo(AisStatus.ERR_NOT_EXIST);
        assertThat(modify(P2, Kind.REPLACE, "rate", "fast").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.REPLACE, "rate", -1L).status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
    }

    @Test
    @Tag("IMM-012")
    @Tag("IMM-013")
    @Tag("IMM-014")
    @DisplayName("adding, taking away, emptying: one value stays one, strong defaults come back, no value comes twice")
    void values() {
        assertThat(modify(P2, Kind.ADD, "rate", 6L).status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.DELETE, "rate", 6L).status()).isEqualTo(AisStatus.OK);
        assertThat(modify(P2, Kind.REPLACE, "rate").values(P2, "rate")).isEmpty();
        assertThat(modify(P2, Kind.REPLACE, "limit", 3L)
                        .modify(P2, Kind.REPLACE, "limit")
                        .values(P2, "limit"))
                .containsExactly(9L);
        assertThat(modify(P2, Kind.REPLACE, "site").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.ADD, "tags").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
        assertThat(modify(P2, Kind.ADD, "tags", "a", "b").values(P2, "tags")).containsExactly("a", "b");
        assertThat(modify(P2, Kind.ADD, "tags", "a", "a").status()).isEqualTo(AisStatus.ERR_INVALID_PARAM);
    }

    @Test
    @DisplayName("what ends where it began is no change, and what is created below something that goes, goes with it")
    void nothing() {
        assertThat(modify(P2, Kind.REPLACE, "rate", 6L)
                        .modify(P2, Kind.REPLACE, "rate", 5L)
                        .applied()
                        .edits())
                .isEmpty();
        assertThat(create("pump=p4,pump=p3,pump=p1", Map.of("site", List.of("s")))
                        .delete(P1)
                        .applied()
                        .edits())
                .containsOnlyKeys(P1, P2, P3);
    }
}
