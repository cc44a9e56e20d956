package org.amf4j.clm.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.clm.machine.Cluster;
import org.amf4j.clm.machine.TrackStep;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random joins, leaves and operations, told over a way that loses, repeats and delays. */
class ViewOrderTest {

    private static final int NODES = 5;
    private static final int EVENTS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("CLM-028")
    @DisplayName(
            "a subscriber hears views in their order, each at most once, JOINED and LEFT of a node in turn, and ends"
                    + " up right")
    void order(long seed) {
        Random random = new Random(seed);
        Cluster cluster = new Cluster(NODES);
        TrackDesk desk = new TrackDesk("n1");
        cluster.up(1, 1);
        desk.picture(cluster.state().picture());
        desk.opened(1);
        desk.track(1, TrackFlag.bits(Set.of(TrackFlag.CHANGES_ONLY)));
        List<TrackStep> told = new ArrayList<>();
        List<Call.Step> heard = new ArrayList<>();
        cluster.takeSteps();

        for (int i = 0; i < EVENTS; i++) {
            happen(cluster, random, i + 2L);
            told.addAll(cluster.takeSteps());
            if (random.nextInt(3) == 0) {
                tell(desk, told, random, cluster);
            }
            desk.takeCalls().forEach(c -> heard.add((Call.Step) c));
        }
        desk.picture(cluster.state().picture());
        desk.takeCalls().forEach(c -> heard.add((Call.Step) c));

        assertThat(heard).hasSizeGreaterThan(10);
        assertThat(heard.stream().map(Call.Step::viewNumber).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        Map<String, ClusterChange> last = new LinkedHashMap<>();
        for (Call.Step call : heard) {
            for (Call.Item item : call.items()) {
                String name = item.node().name().rdnValue();
                boolean stays = item.change() == ClusterChange.LEFT && last.get(name) == ClusterChange.LEFT;
                assertThat(stays).as(name + " in " + call).isFalse();
                last.put(name, item.change());
            }
        }
        assertThat(desk.view(1).nodes().size()).isEqualTo(cluster.state().memberCount());
    }

    /** Something happens to a node other than n1. */
    private static void happen(Cluster cluster, Random random, long incarnation) {
        int node = 2 + random.nextInt(NODES - 1);
        switch (random.nextInt(4)) {
            case 0, 1 -> cluster.up(node, incarnation);
            case 2 -> cluster.down(node);
            default -> cluster.request(node, random.nextBoolean() ? NodeOperation.LOCK : NodeOperation.UNLOCK);
        }
    }

    /** Some of what was told arrives: in part, again, or not at all, until what is missing is asked for. */
    private static void tell(TrackDesk desk, List<TrackStep> told, Random random, Cluster cluster) {
        int from = random.nextInt(told.size() + 1);
        if (!desk.steps(told.subList(from, told.size()))) {
            cluster.state()
                    .stepsAfter(desk.lastSequence())
                    .ifPresentOrElse(
                            desk::steps, () -> desk.picture(cluster.state().picture()));
        }
        if (random.nextBoolean()) {
            told.clear();
        }
    }
}
