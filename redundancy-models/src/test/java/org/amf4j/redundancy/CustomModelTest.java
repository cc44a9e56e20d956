package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.amf4j.api.Dn;
import org.amf4j.core.model.Problem;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.redundancy.Assignments;
import org.amf4j.core.redundancy.GroupView;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.core.redundancy.RedundancyModels;
import org.amf4j.redundancy.example.MatedPairs;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redundancy model of a user's own: found, chosen, followed, and held to the rules of its kind. */
class CustomModelTest {

    private static GroupText group(String model) {
        return ModelText.cluster(4)
                .group("sg", RedundancyKind.N_WAY)
                .units(4)
                .components("c")
                .instances("SI", 4)
                .suFailover(true)
                .autoRepair(false)
                .disableRestart(true)
                .attribute("amfSGRedundancyModelName", model);
    }

    /** A model that answers what it is told to. */
    private record Answering(String name, Function<GroupView, Assignments> answer) implements RedundancyModel {
        @Override
        public RedundancyKind kind() {
            return RedundancyKind.N_WAY;
        }

        @Override
        public Assignments target(GroupView group) {
            return answer.apply(group);
        }
    }

    private static Drawing draw(RedundancyModel model) {
        return Drawing.of(group(model.name()).objects(), StandardModels.with(List.of(model)));
    }

    @Test
    @DisplayName("The example is found by the ServiceLoader, and the group that names it follows it")
    void matedPairs() {
        List<RedundancyModel> models = StandardModels.with(ServiceLoader.load(RedundancyModel.class));

        Drawing cluster = Drawing.of(group("mated-pairs").objects(), models);

        assertThat(models).hasAtLeastOneElementOfType(MatedPairs.class);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI3; SU2 A:SI3 S:SI1; SU3 A:SI2 S:SI4; SU4 A:SI4 S:SI2");
        assertThat(cluster.step("crash SU1/c").shows()).isEqualTo("SU2 A:SI1,SI3; SU3 A:SI2 S:SI4; SU4 A:SI4 S:SI2");
        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU3 A:SI2 S:SI4; SU4 A:SI4 S:SI2");
        assertThat(cluster.assignment("SI1")).isEqualTo("UNASSIGNED");
    }

    @Test
    @DisplayName(
            "Reasons and explanations name the model that decides, not the one of the standard whose promises hold")
    void named() {
        Drawing cluster = draw(new MatedPairs());

        assertThat(cluster.last().reasons())
                .filteredOn(r -> r.text().contains("goes to"))
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.rule()).isEqualTo("mated-pairs"));
        assertThat(ExplainTest.explain(cluster, "SI1"))
                .first(InstanceOfAssertFactories.STRING)
                .contains("by the model mated-pairs it has SU1 ACTIVE, SU2 STANDBY");
        assertThat(ExplainTest.explain(cluster, "sg"))
                .first(InstanceOfAssertFactories.STRING)
                .contains("sg (model mated-pairs)");
    }

    @Test
    @DisplayName("SG_ADJUST asks the model for its most preferred assignment")
    void adjust() {
        Drawing cluster =
                draw(new MatedPairs()).step("crash SU1/c").step("repaired SU1").step("sg-adjust sg");

        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1 S:SI3; SU2 A:SI3 S:SI1; SU3 A:SI2 S:SI4; SU4 A:SI4 S:SI2");
    }

    @Test
    @DisplayName("An answer that breaks a rule of the kind is not followed: everything stays, and the reason says why")
    void wrongAnswer() {
        Drawing cluster = draw(new Answering(
                "twice",
                group -> Assignments.builder()
                        .active(group.assignable().get(0), group.group().units().get(0))
                        .active(group.assignable().get(0), group.group().units().get(1))
                        .build()));

        assertThat(cluster.shows()).isEmpty();
        assertThat(cluster.last().reasons())
                .anyMatch(r -> r.rule().equals("MODEL-ANSWER") && r.text().contains("SI1 would be active on 2 units"));
    }

    @Test
    @DisplayName("A model that fails changes nothing: what is assigned stays assigned")
    void failingModel() {
        Drawing cluster = draw(new Answering("fragile", group -> {
            if (group.fitUnits().size() < 4) {
                throw new IllegalStateException("three is not enough");
            }
            return new NWay().target(group);
        }));

        assertThat(cluster.step("crash SU2/c").shows()).isEqualTo("SU1 A:SI1 S:SI4; SU3 A:SI3 S:SI2; SU4 A:SI4 S:SI3");
        assertThat(cluster.last().reasons()).anyMatch(r -> r.text().contains("three is not enough"));
    }

    @Test
    @DisplayName("Two models of one name are refused")
    void sameName() {
        RedundancyModel other = new Answering("mated-pairs", group -> Assignments.NONE);

        assertThatThrownBy(() -> RedundancyModels.byName(StandardModels.with(List.of(new MatedPairs(), other))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mated-pairs")
                .hasMessageContaining(MatedPairs.class.getName());
    }

    @Test
    @DisplayName("A name that nobody has, and a model for another kind, are problems of the group")
    void problems() {
        Map<String, RedundancyModel> models = RedundancyModels.byName(StandardModels.with(List.of(new MatedPairs())));

        List<Problem> unknown = RedundancyModels.problems(group("mated-pair").model(), models);
        List<Problem> other = RedundancyModels.problems(group("2N").model(), models);

        assertThat(unknown).singleElement().satisfies(p -> {
            assertThat(p.attribute()).isEqualTo("amfSGRedundancyModelName");
            assertThat(p.rule()).isEqualTo("MODEL-SG-REDUNDANCY-MODEL");
            assertThat(p.text()).contains("mated-pair'").contains("mated-pairs");
        });
        assertThat(other).singleElement().satisfies(p -> assertThat(p.text()).contains("made for 2N groups"));
    }

    @Test
    @DisplayName("The documentation shows the example as it is compiled")
    void documentation() throws Exception {
        Path room = Path.of("").toAbsolutePath();
        String source = Files.readString(room.resolve("src/test/java/org/amf4j/redundancy/example/MatedPairs.java"));

        assertThat(page()).contains("```java\n" + source + "```");
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/custom-models.md"));
    }

    @Test
    @DisplayName("What the documentation shows compiles against amf-core and amf-api alone, and is found in its jar")
    void documentedJar(@TempDir Path folder) throws Exception {
        String shown = page().split("```java\n")[1].split("```")[0];
        Path source = Files.writeString(folder.resolve("MatedPairs.java"), shown);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String classPath = place(RedundancyModel.class) + File.pathSeparator + place(Dn.class);

        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-cp", classPath, source.toString());
        Path jar = jar(classes, folder.resolve("mated.jar"));

        assertThat(compiled).isZero();
        // A loader that knows amf-core and not the test's own copy of the example.
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new WithoutExample())) {
            assertThat(ServiceLoader.load(RedundancyModel.class, loader))
                    .singleElement()
                    .satisfies(model -> assertThat(
                                    Drawing.of(group(model.name()).objects(), StandardModels.with(List.of(model)))
                                            .shows())
                            .isEqualTo("SU1 A:SI1 S:SI3; SU2 A:SI3 S:SI1; SU3 A:SI2 S:SI4; SU4 A:SI4 S:SI2"));
        }
    }

    private static String place(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        String name = MatedPairs.class.getName();
        String file = name.replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(file));
            Files.copy(classes.resolve(file), out);
            out.putNextEntry(new ZipEntry("META-INF/services/" + RedundancyModel.class.getName()));
            out.write(name.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** Everything that tests see, except the example and the file that names it. */
    private static final class WithoutExample extends ClassLoader {

        WithoutExample() {
            super(CustomModelTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(MatedPairs.class.getPackageName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.startsWith("META-INF/services/") ? Collections.emptyEnumeration() : super.getResources(name);
        }
    }
}
