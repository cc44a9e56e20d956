package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.core.event.Event;
import org.amf4j.core.model.Node;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Simulation;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that cannot be heard: what runs there may still serve, so nothing moves until it is known that it does not. */
@Tag("AMF-092")
class SilentNodeTest {

    private static final long WAIT_NANOS = 1_300_000_000L;
    private static final String CAUSE = "its agent has not asked for a lease";

    private final Drawing drawing = Drawing.of(ModelText.cluster(2)
            .group("sg", RedundancyKind.TWO_N)
            .units(2)
            .components("c")
            .instances("SI")
            .objects());
    private final Simulation simulation = drawing.simulation();
    private final VirtualCluster cluster = simulation.cluster();
    private Node node;

    @BeforeEach
    void findNode() {
        ClusterState state = cluster.state();
        node = state.units().get(0).host().orElseThrow().node();
    }

    private void tell(Event event) {
        cluster.takeIssued();
        cluster.tell(event);
        drawing.step("wait 10ms");
    }

    private Event silent(long incarnation) {
        return new Event.NodeSilent(node.agentName(), incarnation, CAUSE, WAIT_NANOS);
    }

    @Test
    @DisplayName("its work stays where it is, and its node explains why and until when")
    void workStays() {
        tell(silent(1));

        assertThat(drawing.shows()).isEqualTo("SU1 A:SI; SU2 S:SI");
        assertThat(cluster.takeIssued()).isEmpty();
        assertThat(simulation.explain(node.name())).anyMatch(s -> s.contains(CAUSE) && s.contains("its lease"));
        assertThat(cluster.director().reasons(node.dn()))
                .anyMatch(r -> r.reason().text().contains("in 1300 ms at the latest"));
        assertThat(cluster.report().nodes()).anyMatch(n -> n.dn().equals(node.dn()) && n.silent() && n.member());
    }

    @Test
    @DisplayName("its work moves when it is known to have ended")
    void workMoves() {
        tell(silent(1));

        cluster.agent(node.dn()).die();
        drawing.step("wait 10ms");

        assertThat(drawing.shows()).startsWith("SU2 A:SI");
        assertThat(cluster.state().of(node).silence()).isEmpty();
    }

    @Test
    @DisplayName("it can be heard again within its lease: nothing has happened")
    void heardAgain() {
        tell(silent(1));

        tell(new Event.NodeHeard(node.agentName(), 1));

        assertThat(cluster.state().of(node).silence()).isEmpty();
        assertThat(drawing.shows()).isEqualTo("SU1 A:SI; SU2 S:SI");
        assertThat(cluster.takeIssued()).isEmpty();
    }

    @Test
    @DisplayName("what was silent was an earlier life: nothing changes")
    void earlierLife() {
        tell(silent(0));
        tell(new Event.NodeHeard(node.agentName(), 1));

        assertThat(cluster.state().of(node).silence()).isEmpty();
    }
}
