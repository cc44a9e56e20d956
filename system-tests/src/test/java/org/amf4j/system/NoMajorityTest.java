package org.amf4j.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two of three controllers are dead: nobody decides, and whoever asks learns that soon. */
class NoMajorityTest {

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("minority", model -> model);

    /** A node needs three seconds to be sure; the rest is for machines that are busy. */
    private static final Duration REFUSAL_MAX = Duration.ofSeconds(15);

    @Test
    @Tag("CLI-008")
    @DisplayName("changes are refused, status says that there is no majority, and when it is back, changes are made")
    void changesAreRefused() throws IOException {
        CLUSTER.awaitWhole();
        List<String> killed = List.of("n1", "n2");
        killed.forEach(node -> CLUSTER.agent(node).destroyForcibly());
        await("the others have died")
                .until(() -> Service.whoAnswers(CLUSTER.port()).isEmpty());

        List<Amf.Result> calls = new ArrayList<>();
        await("a change is refused for certain").atMost(REFUSAL_MAX).until(() -> {
            calls.add(CLUSTER.call("lock", Models.HEARTBEAT));
            return calls.get(calls.size() - 1).exitCode() == 3;
        });

        assertThat(calls)
                .as("what was under way when leader and lease were lost is in doubt")
                .allSatisfy(call -> assertThat(call.exitCode()).isIn(3, 8));
        assertThat(calls.get(calls.size() - 1).err())
                .contains("n3 has heard of no leader for", "cannot hear n1, n2", "nothing was done", "amf node");
        Amf.Result status = CLUSTER.call("status").endsWith(3);
        assertThat(status.out()).startsWith("NO MAJORITY").contains("controllers n1 n2 n3");
        for (String node : killed) {
            CLUSTER.startNode(node);
        }
        // What was in doubt may have been made all the same, as the log of the one that was left had it.
        await("the instance is unlocked, whatever became of the first calls")
                .atMost(ClusterView.LIMIT)
                .until(() -> List.of(0, 5)
                        .contains(CLUSTER.call("unlock", Models.HEARTBEAT).exitCode()));
        CLUSTER.awaitWhole();
        CLUSTER.call("lock", Models.STREAM).endsWith(0);
        CLUSTER.call("unlock", Models.STREAM).endsWith(0);
    }
}
