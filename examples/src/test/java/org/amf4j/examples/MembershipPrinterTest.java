package org.amf4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.ClusterNode;
import org.amf4j.api.clm.ClusterNotification;
import org.amf4j.api.clm.ClusterUpdate;
import org.junit.jupiter.api.Test;

class MembershipPrinterTest {

    private static ClusterNotification item(String node, ClusterChange change) {
        Dn name = Dn.of("safNode=" + node + ",safCluster=demo");
        return new ClusterNotification(
                new ClusterNode(1, name, "127.0.0.1", Dn.ROOT, change != ClusterChange.LEFT, Instant.EPOCH, 1), change);
    }

    @Test
    void aLineTellsTheViewAndWhatHasHappened() {
        ClusterUpdate update = new ClusterUpdate(
                ChangeStep.COMPLETED,
                4,
                List.of(item("n1", ClusterChange.NO_CHANGE), item("n3", ClusterChange.LEFT)),
                1,
                Dn.of("safNode=n3,safCluster=demo"));

        assertThat(MembershipPrinter.line(update)).isEqualTo("view 4, 1 members: n1 NO_CHANGE, n3 LEFT");
    }
}
