package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.core.director.Director;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.redundancy.StandardModels;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Simulation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExplanationJsonTest {

    private static final Dn UNIT = Dn.of("safSu=SU1,safSg=sg,safApp=app");
    private static final Dn COMPONENT = Dn.of("safComp=c," + UNIT);

    private Director director;

    @BeforeEach
    void failure() {
        Simulation cluster = new Simulation(
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("si")
                        .objects(),
                StandardModels.all());
        cluster.start();
        cluster.step("crash SU1/c");
        director = cluster.cluster().director();
    }

    private Map<String, Object> explain(Dn dn) {
        var model = director.state().orElseThrow().model();
        return ExplanationJson.of(director, model.find(dn).orElseThrow(), List.of("a sentence"));
    }

    @Test
    @DisplayName("what happened to a component is told for it, and for its unit with the component's name")
    void componentOfUnit() {
        assertThat(explain(COMPONENT))
                .containsEntry("dn", COMPONENT.toString())
                .containsEntry("state", List.of("a sentence"));
        assertThat(explain(COMPONENT).get("reasons").toString())
                .contains("subject=" + COMPONENT)
                .contains("rule=RECOVERY")
                .contains("text=PROCESS_ENDED, ");
        assertThat(explain(UNIT).get("reasons").toString())
                .contains("rule=RECOVERY")
                .contains("text=c: PROCESS_ENDED, ");
    }

    @Test
    @DisplayName("what was decided about an instance is told for who has it, and for the group and the application")
    void assignmentOfUnit() {
        for (String name : List.of(
                "safSu=SU2,safSg=sg,safApp=app",
                "safComp=c,safSu=SU2,safSg=sg,safApp=app",
                "safSg=sg,safApp=app",
                "safApp=app")) {
            assertThat(explain(Dn.of(name)).get("reasons").toString()).as(name).contains("text=si: ");
        }
    }

    @Test
    @DisplayName("decisions are told in the order of their times, and not more of them than can be read")
    void latest() {
        List<?> reasons = (List<?>) explain(Dn.of("safApp=app")).get("reasons");

        assertThat(reasons).hasSizeBetween(2, ExplanationJson.DECISIONS_MAX);
        assertThat(reasons)
                .map(reason -> (Long) ((Map<?, ?>) reason).get("time_ns"))
                .isSorted();
    }
}
