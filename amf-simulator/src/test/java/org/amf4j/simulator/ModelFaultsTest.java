package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.amf4j.admin.model.CheckedModel;
import org.amf4j.admin.model.FaultExplorer;
import org.amf4j.admin.model.FaultExplorer.Explored;
import org.amf4j.admin.model.FaultExplorer.Wish;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What stands behind {@code amf simulate --seed}. */
class ModelFaultsTest {

    private static final List<ImmObject> MODEL = ModelText.cluster(3)
            .group("web", RedundancyKind.TWO_N)
            .units(3)
            .components("c")
            .instances("a")
            .objects();

    private final FaultExplorer explorer =
            ServiceLoader.load(FaultExplorer.class).findFirst().orElseThrow();

    @Test
    @DisplayName("every single fault alone can be explored on a model, and all together")
    void everyFault() {
        for (String fault : explorer.faults()) {
            Explored explored = explorer.explore(new Wish(MODEL, 1, List.of(fault), 0, List.of()));

            assertThat(explored.broken()).as(fault).isEmpty();
            assertThat(explored.runs()).isEqualTo(1);
        }
        assertThat(explorer.explore(new Wish(MODEL, 1, List.of("all"), 2_000, List.of()))
                        .events())
                .isGreaterThanOrEqualTo(2_000);
    }

    @Test
    @DisplayName("the demonstration, which has no node group, can be explored with all faults")
    void demonstration() {
        Path home = Path.of("..").toAbsolutePath().normalize();
        List<ImmObject> demo = CheckedModel.read(List.of(home.resolve("examples/models/demo.xml")), home)
                .objects();

        Explored explored = explorer.explore(new Wish(demo, 1, List.of("all"), 2_000, List.of()));

        assertThat(explored.broken()).isEmpty();
        assertThat(explored.events()).isGreaterThanOrEqualTo(2_000);
    }

    @Test
    @DisplayName("the same seed explores the same; given steps are done instead of drawn ones")
    void repeatable() {
        Wish drawn = new Wish(MODEL, 4711, List.of("crash", "admin"), 500, List.of());

        assertThat(explorer.explore(drawn)).isEqualTo(explorer.explore(drawn));
        assertThat(explorer.explore(new Wish(MODEL, 4711, List.of("all"), 0, List.of("wait 1s")))
                        .events())
                .isLessThan(explorer.explore(drawn).events());
    }

    @Test
    @DisplayName("an unknown fault or step is refused with those that there are")
    void unknown() {
        assertThatThrownBy(() -> explorer.explore(new Wish(MODEL, 1, List.of("flood"), 0, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'flood' is no fault")
                .hasMessageContaining("leader");
        assertThatThrownBy(() -> explorer.explore(new Wish(MODEL, 1, List.of("all"), 0, List.of("explode SU1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'explode SU1' is not a step");
    }
}
