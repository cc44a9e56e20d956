package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Admission control: a group that keeps a reserve for lost nodes has no more instances than the rest of its units carry. */
class ReserveTest {

    private static GroupText group(RedundancyKind kind, int nodes, int units, int reserve, String... instances) {
        return ModelText.cluster(nodes)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances(instances)
                .attribute("amfSGReserveNodes", reserve);
    }

    private static List<String> errors(GroupText group) {
        BindResult bound = ModelBinder.bind(group.objects());
        assertThat(bound.errors()).allMatch(e -> e.rule().equals("MODEL-SG-RESERVE"));
        return bound.errors().stream().map(e -> e.text()).toList();
    }

    @Test
    @DisplayName("places on hosts: the loss of the one with the most places must leave one for every instance")
    void places() {
        assertThat(errors(group(RedundancyKind.NO_REDUNDANCY, 3, 6, 1, "A", "B", "C", "D")))
                .isEmpty();
        assertThat(errors(group(RedundancyKind.NO_REDUNDANCY, 3, 6, 2, "A", "B")))
                .isEmpty();

        assertThat(errors(group(RedundancyKind.NO_REDUNDANCY, 3, 6, 1, "A", "B", "C", "D", "E")))
                .singleElement()
                .asString()
                .contains(
                        "the loss of 1 nodes", "carry 4 of its 5 service instances", "add units", "amfSGReserveNodes");
        assertThat(errors(group(RedundancyKind.NO_REDUNDANCY, 3, 6, 3, "A"))).hasSize(1);
    }

    @Test
    @DisplayName("a unit that carries everything is enough, one that has a limit counts as much")
    void shared() {
        assertThat(errors(group(RedundancyKind.TWO_N, 2, 2, 1, "A", "B", "C"))).isEmpty();
        assertThat(errors(group(RedundancyKind.TWO_N, 1, 2, 1, "A"))).hasSize(1);
        assertThat(errors(group(RedundancyKind.N_WAY, 3, 3, 1, "A", "B", "C", "D")
                        .attribute("saAmfSGMaxActiveSIsperSU", 2)))
                .isEmpty();
        assertThat(errors(group(RedundancyKind.N_WAY, 3, 3, 2, "A", "B", "C", "D")
                        .attribute("saAmfSGMaxActiveSIsperSU", 2)))
                .hasSize(1);
    }

    @Test
    @DisplayName("a change that uses up the reserve is refused, and changes nothing")
    void change() {
        Drawing drawing = Drawing.of(
                group(RedundancyKind.NO_REDUNDANCY, 3, 6, 1, "A", "B", "C", "D").objects());

        drawing.step("set safSg=sg,safApp=app amfSGReserveNodes=2");
        assertThat(drawing.last().status()).as(drawing.last().text()).isNotEqualTo(AisStatus.OK);
        assertThat(drawing.last().text()).contains("amfSGReserveNodes", "carry 2 of its 4");

        drawing.step("set safSg=sg,safApp=app amfSGReserveNodes=0");
        assertThat(drawing.last().status()).as(drawing.last().text()).isEqualTo(AisStatus.OK);
    }
}
