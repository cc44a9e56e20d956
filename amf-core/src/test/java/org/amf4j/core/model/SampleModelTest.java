package org.amf4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SampleModelTest {

    @Test
    @Tag("AMF-020")
    @DisplayName("a real five-node cluster with a 2N application binds without errors")
    void realFiles() throws Exception {
        Optional<Path> folder = SampleFiles.folder();
        assumeTrue(folder.isPresent(), "the sample files are not here");

        BindResult result = ModelBinder.bind(SampleFiles.read(
                folder.get().resolve("cluster-5-nodes.xml"), folder.get().resolve("AppConfig-2N.xml")));

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        Model model = result.model().orElseThrow();
        assertThat(model.nodes()).hasSize(5);
        ServiceUnit unit = model.find(Dn.of("safSu=SU1,safSg=AmfDemo,safApp=AmfDemo1"), ServiceUnit.class)
                .orElseThrow();
        assertThat(unit.config().adminState()).isEqualTo(AdminState.LOCKED_INSTANTIATION);
        assertThat(unit.config().hosts()).extracting(Entity::name).containsExactly("SC-1", "SC-2");
        Component component = unit.components().get(0);
        assertThat(component.lifeCycle().instantiate().orElseThrow().arguments())
                .containsExactly("instantiate");
        assertThat(component.lifeCycle().environment())
                .containsEntry("AMF_DEMO_VAR1", "CT_VALUE1")
                .containsEntry("AMF_DEMO_VAR2", "COMP1_OVERLOAD_VALUE2");
    }
}
