package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RobustnessTest {
    private static final int LARGE_INSTANCES = 100_000;
    private static final Duration LARGE_BIND_MAX = Duration.ofSeconds(30);

    private static List<ImmObject> varied() {
        return healthy(RedundancyKind.N_WAY)
                .ranked("a", "SU1", "SU2")
                .dependsOn("b", "a", 5)
                .csiDependency("c", "c")
                .healthcheck("k", 1000, 500)
                .and()
                .set("safCsi=c,safSi=a,safApp=app", "saAmfCSIDependencies")
                .set("safCsi=c,safSi=b,safApp=app", "saAmfCSIDependencies")
                .add("SaAmfCSIAttribute", "safCsiAttr=x,safCsi=c,safSi=a,safApp=app", "saAmfCSIAttriValue", "1")
                .objects();
    }

    @Test
    @DisplayName("whatever object is left out, misplaced or of another class, problems come instead of exceptions")
    void objectsBroken() {
        List<ImmObject> objects = varied();
        assertThat(ModelBinder.bind(objects).problems()).isEmpty();

        for (int i = 0; i < objects.size(); i++) {
            ImmObject object = objects.get(i);
            for (ImmObject other : List.of(
                    new ImmObject(object.dn(), "SaAmfSU", object.attributes()),
                    new ImmObject(object.dn(), "Unknown", object.attributes()),
                    new ImmObject(object.dn(), object.className(), Map.of()),
                    new ImmObject(Dn.of("safX=y").child("safY", "z"), object.className(), object.attributes()),
                    new ImmObject(object.dn().parent().child("safZ", "z"), object.className(), object.attributes()),
                    new ImmObject(Dn.ROOT, object.className(), object.attributes()))) {
                List<ImmObject> broken = new ArrayList<>(objects);
                broken.set(i, other);
                assertConsistent(ModelBinder.bind(broken), other);
            }
            List<ImmObject> without = new ArrayList<>(objects);
            without.remove(i);
            assertConsistent(ModelBinder.bind(without), object);
        }
    }

    @Test
    @DisplayName("whatever value an attribute has, problems come instead of exceptions")
    void valuesBroken() {
        List<ImmObject> objects = varied();

        for (int i = 0; i < objects.size(); i++) {
            ImmObject object = objects.get(i);
            for (String attribute : object.attributes().keySet()) {
                for (Object value : List.of(
                        "",
                        "text",
                        0L,
                        -1L,
                        99L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        1.5,
                        Dn.ROOT,
                        Dn.of("safX=y"),
                        object.dn())) {
                    Map<String, List<Object>> attributes = new LinkedHashMap<>(object.attributes());
                    attributes.put(attribute, List.of(value));
                    ImmObject changed = new ImmObject(object.dn(), object.className(), attributes);
                    List<ImmObject> broken = new ArrayList<>(objects);
                    broken.set(i, changed);
                    assertConsistent(ModelBinder.bind(broken), changed);
                }
            }
        }
    }

    private static void assertConsistent(BindResult result, ImmObject broken) {
        assertThat(result.model().isPresent())
                .as("%s", broken)
                .isEqualTo(result.errors().isEmpty());
        assertThat(result.problems()).as("%s", broken).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the order of objects does not matter")
    void order() {
        List<ImmObject> objects = new ArrayList<>(varied());
        List<String> expected = names(objects);

        for (int seed = 1; seed <= 20; seed++) {
            Collections.shuffle(objects, new Random(seed));
            assertThat(names(objects)).isEqualTo(expected);
        }
    }

    private static List<String> names(List<ImmObject> objects) {
        return ModelBinder.bind(objects).model().orElseThrow().byDn().values().stream()
                .map(e -> e + " " + e.handle())
                .toList();
    }

    @Test
    @DisplayName("a hundred thousand service instances bind in a few seconds")
    void large() {
        List<ImmObject> objects = ModelText.cluster(100)
                .group("g", RedundancyKind.N_WAY_ACTIVE)
                .units(100)
                .components("c")
                .instances("s", LARGE_INSTANCES)
                .objects();

        BindResult result = Assertions.assertTimeout(LARGE_BIND_MAX, () -> ModelBinder.bind(objects));

        assertThat(result.problems()).isEmpty();
        assertThat(result.model().orElseThrow().instances()).hasSize(LARGE_INSTANCES);
    }
}
