package org.amf4j.clm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which objects are right, and which changes are allowed. */
class ClmRulesTest {

    private static final Dn CLUSTER = Dn.of("safCluster=c");
    private static final Dn NODE = Dn.of("safNode=n1,safCluster=c");

    private static ImmObject node(Dn dn, String attribute, long value) {
        return new ImmObject(dn, ClmNode.CLASS, Map.of(attribute, List.of(value)));
    }

    @Test
    @Tag("CLM-022")
    @DisplayName(
            "the time for answers is changed to any time but none, the flag against reboots to 0 or 1, the rest not at"
                    + " all")
    void modify() {
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeLockCallbackTimeout", List.of(5L))))
                .isEmpty();
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeDisableReboot", List.of(1L))))
                .isEmpty();
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeLockCallbackTimeout", List.of(0L))))
                .singleElement()
                .satisfies(v -> assertThat(v.attribute()).isEqualTo("saClmNodeLockCallbackTimeout"));
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeDisableReboot", List.of(2L))))
                .hasSize(1);
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeAddress", List.of("10.0.0.1"))))
                .hasSize(1);
        assertThat(ClmRules.modify(NODE, Map.of("saClmNodeEE", List.of(NODE)))).hasSize(1);
    }

    @Test
    @Tag("CLM-021")
    @DisplayName("a node is deleted only when it is locked and no member")
    void delete() {
        assertThat(ClmRules.delete(NODE, false, ClmAdminState.LOCKED)).isEmpty();
        assertThat(ClmRules.delete(NODE, false, ClmAdminState.UNLOCKED)).hasSize(1);
        assertThat(ClmRules.delete(NODE, true, ClmAdminState.SHUTTING_DOWN)).hasSize(1);
    }

    @Test
    @DisplayName(
            "a node stands below the cluster, under a name that is not too long; the cluster comes and goes with the"
                    + " cluster")
    void create() {
        assertThat(ClmRules.node(node(NODE, "saClmNodeDisableReboot", 0), CLUSTER))
                .isEmpty();
        assertThat(ClmRules.node(node(Dn.of("safNode=n1,safCluster=d"), "saClmNodeDisableReboot", 0), CLUSTER))
                .hasSize(1);
        assertThat(ClmRules.node(node(CLUSTER.child("safNode", "x".repeat(250)), "saClmNodeDisableReboot", 0), CLUSTER))
                .singleElement()
                .satisfies(v -> assertThat(v.text()).contains("255"));
        assertThat(ClmRules.node(node(NODE, "saClmNodeAdminState", 4), CLUSTER)).hasSize(1);
        assertThat(ClmRules.createCluster(CLUSTER)).hasSize(1);
        assertThat(ClmRules.deleteCluster(CLUSTER)).hasSize(1);
    }

    @Test
    @DisplayName("what an object says is read, and what it does not say has its default; one that was leaving has left")
    void read() {
        ClmNode plain = ClmNode.of(new ImmObject(NODE, ClmNode.CLASS, Map.of()), 7);
        ClmNode leaving = ClmNode.of(node(NODE, "saClmNodeAdminState", 3), 7);

        assertThat(plain).isEqualTo(ClmNode.named(NODE, 7));
        assertThat(plain.name()).isEqualTo("n1");
        assertThat(leaving.adminState()).isEqualTo(ClmAdminState.LOCKED);
    }

    @Test
    @DisplayName("numbers follow from names, whoever else is there")
    void numbers() {
        Dn other = Dn.of("safNode=n2,safCluster=c");

        long alone = NodeIds.of(List.of(NODE)).get(NODE);
        Map<Dn, Long> both = NodeIds.of(List.of(other, NODE));

        assertThat(both.get(NODE)).isEqualTo(alone).isBetween(1L, 0xFFFF_FFFEL);
        assertThat(both.get(other)).isNotEqualTo(alone);
        assertThat(NodeIds.next(NODE, List.of(alone))).isEqualTo(alone + 1);
    }
}
