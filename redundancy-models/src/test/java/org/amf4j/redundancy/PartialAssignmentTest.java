package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.amf.RecommendedRecovery;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a service instance when no component of the unit supports one of its parts. */
class PartialAssignmentTest {

    /** Components a, b and c, one CSI for each; no component supports what CSI a is of. */
    private static GroupText group() {
        GroupText group = ModelText.cluster(2)
                .group("sg", RedundancyKind.TWO_N)
                .units(2)
                .components("a", "b", "c")
                .instances("SI")
                .suFailover(true)
                .autoRepair(false)
                .recovery(RecommendedRecovery.COMPONENT_FAILOVER);
        Dn foreign = Dn.of("safVersion=1,safCSType=foreign");
        Dn serviceType = Dn.of("safVersion=1,safSvcType=sg");
        group.and()
                .add("SaAmfCSBaseType", foreign.parent().toString())
                .add("SaAmfCSType", foreign.toString())
                .add(
                        "SaAmfSvcTypeCSTypes",
                        serviceType.association("safMemberCSType", foreign).toString())
                .set("safCsi=a,safSi=SI,safApp=app", "saAmfCSType", foreign);
        return group;
    }

    private static List<String> told(Drawing cluster, String csi) {
        return cluster.trace().stream()
                .filter(l -> l.contains("CSI_SET") && l.contains(csi))
                .toList();
    }

    @Test
    @Tag("AMF-060")
    @DisplayName("the parts that find a component are assigned, and it is said which part is missing and why")
    void independentPartsServed() {
        Drawing cluster = Drawing.of(group().objects());

        assertThat(told(cluster, "SI.a")).isEmpty();
        assertThat(told(cluster, "SI.b")).hasSize(2);
        assertThat(told(cluster, "SI.c")).hasSize(2);
        assertThat(cluster.assignment("SI")).isEqualTo("FULLY_ASSIGNED"); // counted by units (states reference, 8)
        assertThat(cluster.last().reasons())
                .anyMatch(r -> r.rule().equals("CSI-CAPACITY")
                        && r.subject().rdnValue().equals("a"));
    }

    @Test
    @Tag("AMF-040")
    @DisplayName("a part that finds no component leaves out what needs it, directly or not, and nothing else")
    void dependentsLeftOut() {
        Drawing cluster = Drawing.of(group().csiDependency("b", "a").objects());

        assertThat(told(cluster, "SI.a")).isEmpty();
        assertThat(told(cluster, "SI.b")).isEmpty();
        assertThat(told(cluster, "SI.c")).hasSize(2);
        assertThat(told(cluster.step("crash SU1/c"), "SI.b")).isEmpty();
    }
}
