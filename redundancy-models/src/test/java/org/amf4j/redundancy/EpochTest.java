package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.amf4j.api.amf.HaState;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.Delays;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.amf4j.testkit.Steps;
import org.amf4j.testkit.VirtualCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each order about a CSI carries its epoch, which rises with every change of who is active: a token for shared storage. */
class EpochTest {

    private static final long START_NANOS = 60_000_000_000L;

    private final List<Command.Order> orders = new ArrayList<>();

    private void run(GroupText group, String... steps) {
        VirtualCluster cluster = new VirtualCluster(
                group.objects(),
                StandardModels.all(),
                Delays.fixed(),
                (entry, outcome) -> outcome.commands().stream()
                        .filter(Command.Order.class::isInstance)
                        .forEach(order -> orders.add((Command.Order) order)));
        Steps performing = new Steps(cluster);
        performing.perform("node-up n1");
        performing.perform("node-up n2");
        cluster.pass(START_NANOS);
        for (String step : steps) {
            performing.perform(step);
            cluster.rest();
        }
    }

    private <T extends Action> Stream<T> actions(Class<T> type) {
        return orders.stream()
                .map(Command.Order::action)
                .filter(type::isInstance)
                .map(type::cast);
    }

    @Test
    @DisplayName("a swap, a fail-over and the loss of a node begin new epochs; all else tells the present one")
    void rises() {
        run(
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.TWO_N)
                        .units(2)
                        .components("c")
                        .instances("SI"),
                "si-swap SI",
                "crash SU2/c",
                "lock SU1",
                "unlock SU1",
                "node-down n2",
                "node-up n2");

        long present = 0;
        int changes = 0;
        for (Command.Order order : orders) {
            if (order.action() instanceof Action.SetCsi set) {
                long epoch = set.csis().get(0).epoch();
                if (set.haState() == HaState.ACTIVE) {
                    assertThat(epoch)
                            .isGreaterThan(present)
                            .isEqualTo(order.id().index());
                    present = epoch;
                    changes++;
                } else {
                    assertThat(epoch).isEqualTo(present);
                }
            }
        }
        assertThat(changes).isGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName("a component that serves by running finds its epoch in the environment of its commands")
    void environment() {
        run(
                ModelText.cluster(2)
                        .group("sg", RedundancyKind.NO_REDUNDANCY)
                        .units(2)
                        .components("c")
                        .instances("SI")
                        .npi(),
                "lock SU1");

        List<Long> started = actions(Action.Instantiate.class)
                .map(i -> Long.parseLong(i.environment().get("AMF_CSI_EPOCH")))
                .toList();
        List<Long> ended = actions(Action.Terminate.class)
                .map(t -> Long.parseLong(t.environment().get("AMF_CSI_EPOCH")))
                .toList();
        assertThat(started).hasSize(2).isSorted().doesNotHaveDuplicates();
        assertThat(ended).containsExactly(started.get(0));
    }
}
