package org.amf4j.imm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmClass;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.imm.LocatedProblem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a real cluster, where they are at hand; everything they show is tested with own files elsewhere, too. */
class SampleFilesTest {

    private static Optional<Path> samples() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/imm-samples");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static LoadResult load(String... names) {
        Optional<Path> folder = samples();
        assumeTrue(folder.isPresent(), "the sample files are not on this machine");
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(folder.get().resolve(name));
        }
        return ImmXmlReader.read(files);
    }

    @Test
    @DisplayName("a real cluster and an application on top of it load without an error or a warning")
    void loadsBoth() {
        LoadResult result = load("cluster-5-nodes.xml", "AppConfig-2N.xml");

        assertThat(result.problems(Severity.ERROR)).isEmpty();
        assertThat(result.problems(Severity.WARNING)).isEmpty();
        assertThat(result.model().objects().size()).isEqualTo(381 + 30);
        Dn unit = Dn.of("safSu=SU1,safSg=AmfDemo,safApp=AmfDemo1");
        assertThat(result.model().values(unit, "saAmfSUAdminState")).containsExactly(3L);
    }

    @Test
    @DisplayName("the application alone lacks the cluster: each object concerned is named")
    void loadsApplicationAlone() {
        LoadResult result = load("AppConfig-2N.xml");

        assertThat(result.problems(Severity.ERROR))
                .hasSize(3)
                .allMatch(p -> p.toString().contains("SC-") || p.toString().contains("safAmfNodeGroup=SCs"));
    }

    @Test
    @Tag("AMF-002")
    @DisplayName("AMF-002 the class definitions of a real cluster contradict no built-in class")
    void classesAgree() {
        LoadResult result = load("cluster-5-nodes.xml");

        for (ImmClass builtIn : BuiltInClasses.all()) {
            ImmClass merged = result.model().findClass(builtIn.name()).orElseThrow();
            assertThat(merged.attributes()).hasSameSizeAs(builtIn.attributes());
        }
        assertThat(result.problems(Severity.NOTE)).noneMatch(p -> p.text().contains("flags"));
    }

    @Test
    @Tag("IMM-004")
    @DisplayName("IMM-004 a real cluster exported, imported and exported again gives the same bytes")
    void roundTrip(@TempDir Path folder) {
        LoadResult first = load("cluster-5-nodes.xml", "AppConfig-2N.xml");

        byte[] exported = ImmFiles.export(first.model());
        LoadResult second = ImmXmlReader.read(ImmFiles.write(folder, "export.xml", exported));

        assertThat(ImmFiles.errors(second)).isEmpty();
        assertThat(ImmFiles.export(second.model())).isEqualTo(exported);
        assertThat(second.model().objects().stream().map(ImmObject::dn))
                .isEqualTo(first.model().objects().stream().map(ImmObject::dn).toList());
    }
}
