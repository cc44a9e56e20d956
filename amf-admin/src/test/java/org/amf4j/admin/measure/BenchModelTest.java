package org.amf4j.admin.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Node;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchModelTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = FailoverCase.class,
            names = {"NODE_CRASH", "COMPONENT_CRASH_1000"})
    @DisplayName("the model is valid, has four nodes with a unit each, and as many instances as the case wants")
    void isValid(FailoverCase one) {
        Path home = Path.of("").toAbsolutePath().getParent();
        Path demonstration = home.resolve("examples").resolve("models").resolve("demo.xml");

        CheckedModel checked = CheckedModel.read(List.of(BenchModel.write(demonstration, folder, one)), home);

        assertThat(checked.errors()).isEmpty();
        Model model = checked.model().orElseThrow();
        assertThat(model.nodes().stream().map(Node::agentName)).containsExactly("n1", "n2", "n3", "n4");
        assertThat(model.groups()).hasSize(1);
        assertThat(model.groups().iterator().next().units()).hasSize(4);
        assertThat(model.groups().iterator().next().instances()).hasSize(one.instances());
    }
}
