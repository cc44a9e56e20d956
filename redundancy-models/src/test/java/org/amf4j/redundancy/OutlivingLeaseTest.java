package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.AisStatus;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.Delays;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may go on when a node's lease has run out: only what nobody else can be given. */
class OutlivingLeaseTest {

    private static VirtualCluster cluster(GroupText group) {
        return new VirtualCluster(group.objects(), StandardModels.all(), Delays.fixed(), (entry, outcome) -> {});
    }

    private static GroupText group(int nodes, RedundancyKind kind, int units) {
        return ModelText.cluster(nodes)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI")
                .attribute("amfSGOutlivesLease", 1);
    }

    private static boolean isValid(GroupText group) {
        BindResult bound = ModelBinder.bind(group.objects());
        assertThat(bound.errors()).allMatch(e -> e.rule().equals("MODEL-SG-LEASE"));
        return bound.errors().isEmpty();
    }

    @Test
    @DisplayName(
            "a group that lives on one node may be told to go on, whatever its model; one with a unit elsewhere may not")
    void oneNode() {
        for (RedundancyKind kind : List.of(RedundancyKind.NO_REDUNDANCY, RedundancyKind.TWO_N, RedundancyKind.N_WAY)) {
            assertThat(isValid(group(1, kind, 2))).as("%s", kind).isTrue();
            assertThat(isValid(group(2, kind, 2))).as("%s", kind).isFalse();
        }
    }

    @Test
    @DisplayName(
            "N-way-active may where every unit may be active for everything, and not where a spare could become active")
    void nWayActive() {
        assertThat(isValid(group(2, RedundancyKind.N_WAY_ACTIVE, 2).preferred("SI", 2, 0)))
                .isTrue();
        assertThat(isValid(group(3, RedundancyKind.N_WAY_ACTIVE, 3).preferred("SI", 2, 0)))
                .isFalse();
    }

    @Test
    @DisplayName("what components have been told is not taken back while units of their group are in use")
    void change() {
        String fewer = "set safSg=sg,safApp=app amfSGOutlivesLease=0";
        Drawing drawing = Drawing.of(
                group(2, RedundancyKind.N_WAY_ACTIVE, 2).preferred("SI", 2, 0).objects());

        drawing.step(fewer);
        assertThat(drawing.last().status()).as(drawing.last().text()).isEqualTo(AisStatus.ERR_BAD_OPERATION);
        assertThat(drawing.last().text()).contains("lease has run out", "lock it for instantiation");

        for (String step : List.of("lock SU1", "lock-in SU1", "lock SU2", "lock-in SU2", fewer)) {
            drawing.step(step);
            assertThat(drawing.last().status()).as(drawing.last().text()).isEqualTo(AisStatus.OK);
        }
    }

    @Test
    @DisplayName("agents are told with the order to instantiate")
    void told() {
        VirtualCluster cluster = cluster(group(1, RedundancyKind.NO_REDUNDANCY, 1));
        new Steps(cluster).perform("node-up n1");
        cluster.rest();

        assertThat(cluster.takeIssued())
                .map(VirtualCluster.Issued::command)
                .filteredOn(Command.Order.class::isInstance)
                .extracting(o -> ((Command.Order) o).action())
                .filteredOn(Action.Instantiate.class::isInstance)
                .isNotEmpty()
                .allMatch(i -> ((Action.Instantiate) i).spec().outlivesLease());
    }

    @Test
    @DisplayName(
            "while a node is silent what may go on serves, and all else has ended; when it is back all is as it should be")
    void silentNode() {
        VirtualCluster cluster = cluster(group(1, RedundancyKind.NO_REDUNDANCY, 1));
        Steps steps = new Steps(cluster);
        steps.perform("node-up n1");
        cluster.pass(60_000_000_000L);

        steps.perform("node-silent n1 30s");
        cluster.pass(10_000_000_000L);
        assertThat(cluster.report().nodes().get(0).member()).isFalse();
        assertThat(cluster.agents().iterator().next().holdings()).hasSize(1);

        cluster.pass(60_000_000_000L);
        assertThat(cluster.report().nodes().get(0).member()).isTrue();
        assertThat(cluster.agents().iterator().next().holdings()).hasSize(1);
    }
}
