package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.core.model.MembershipModel;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the configuration of the cluster and its nodes must be like, and what becomes of it. */
class MembershipRulesTest {

    private static final String N1 = "safNode=n1,safCluster=cluster";

    private static ModelText with(String attribute, long value) {
        return Broken.healthy().set(N1, attribute, value);
    }

    @Test
    @Tag("CLM-022")
    @DisplayName("a time of 0, a flag that is none, an unknown state and a second cluster are refused by name")
    void refused() {
        assertError(with("saClmNodeLockCallbackTimeout", 0), "MODEL-CLM-NODE", N1, "above 0");
        assertError(with("saClmNodeDisableReboot", 2), "MODEL-CLM-NODE", N1, "0 or 1");
        assertError(with("saClmNodeAdminState", 7), "MODEL-CLM-NODE", N1, "UNLOCKED");
        assertError(
                Broken.healthy().add("SaClmCluster", "safCluster=other"),
                "MODEL-CLM-CLUSTER",
                "safCluster=other",
                "one");
    }

    @Test
    @Tag("CLM-023")
    @DisplayName("a node that is configured as locked is, and keeps its time and flag")
    void configured() {
        MembershipState state = MembershipModel.of(with("saClmNodeAdminState", 2)
                .set(N1, "saClmNodeLockCallbackTimeout", 7L)
                .set(N1, "saClmNodeDisableReboot", 1L)
                .model());

        NodeMembership n1 = state.nodeOfAgent("n1").orElseThrow();
        assertThat(n1.admin()).isEqualTo(ClmAdminState.LOCKED);
        assertThat(n1.node().lockCallbackTimeoutNanos()).isEqualTo(7);
        assertThat(n1.node().disableReboot()).isTrue();
        assertThat(state.cluster()).isEqualTo(Dn.of("safCluster=cluster"));
    }

    @Test
    @DisplayName("a model without CLM nodes works by the names of its AMF nodes")
    void byNames() {
        MembershipState state = MembershipModel.of(Broken.healthy()
                .remove(N1)
                .remove("safNode=n2,safCluster=cluster")
                .model());

        List<String> names =
                state.nodes().stream().map(n -> n.node().dn().toString()).toList();
        assertThat(names).containsExactly(N1, "safNode=n2,safCluster=cluster");
    }
}
