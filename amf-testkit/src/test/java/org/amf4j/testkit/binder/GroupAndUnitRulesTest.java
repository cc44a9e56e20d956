package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.C1;
import static org.amf4j.testkit.binder.Broken.COMP_TYPE;
import static org.amf4j.testkit.binder.Broken.GROUP;
import static org.amf4j.testkit.binder.Broken.GROUP_TYPE;
import static org.amf4j.testkit.binder.Broken.N1;
import static org.amf4j.testkit.binder.Broken.SU1;
import static org.amf4j.testkit.binder.Broken.SU2;
import static org.amf4j.testkit.binder.Broken.UNIT_TYPE;
import static org.amf4j.testkit.binder.Broken.assertError;
import static org.amf4j.testkit.binder.Broken.assertWarning;
import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.Placement;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.core.model.ServiceUnit;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class GroupAndUnitRulesTest {
    private static final String MEMBER = "safMemberCompType=safVersion=1\\,safCompType=g-c," + UNIT_TYPE;
    private static final String OTHER_GROUP = "safAmfNodeGroup=other,safAmfCluster=cluster";
    private static final String HOST = "saAmfSUHostNodeOrNodeGroup";

    @Test
    @Tag("AMF-005")
    @DisplayName("a unit without a host of its own or of its group is rejected")
    void noHost() {
        assertError(
                healthy().set(SU1, HOST).set(GROUP, "saAmfSGSuHostNodeGroup"), "AMF-005", SU1, HOST, "saAmfSGSuHost");
    }

    @Test
    @Tag("AMF-005")
    @DisplayName("an external unit needs no host and may not have one")
    void externalUnit() {
        ModelText external = Broken.healthyWithProxy()
                .set(UNIT_TYPE, "saAmfSutIsExternal", 1)
                .set(COMP_TYPE, "saAmfCtCompCategory", 4)
                .set(C1, "saAmfCompProxyCsi", Dn.of(Broken.PROXY_CSI))
                .set("safComp=c," + SU2, "saAmfCompProxyCsi", Dn.of(Broken.PROXY_CSI))
                .set(SU1, HOST)
                .set(SU2, HOST);

        assertThat(external.bind().errors()).isEmpty();
        assertThat(external.model().units())
                .filteredOn(u -> u.group().dn().equals(Dn.of(GROUP)))
                .hasSize(2)
                .allMatch(u -> u.config().hosts().isEmpty());
        assertError(external.set(SU1, HOST, Dn.of(N1)), "MODEL-SU-HOST", SU1, "external");
    }

    @Test
    @DisplayName("the placement is spread unless pack is asked for; any other word is rejected")
    void placement() {
        ModelText packed = healthy().set(GROUP, "amfSGPlacement", "pack");

        assertThat(healthy().model().groups().get(0).config().placement()).isEqualTo(Placement.SPREAD);
        assertThat(packed.model().groups().get(0).config().placement()).isEqualTo(Placement.PACK);
        assertError(
                healthy().set(GROUP, "amfSGPlacement", "best"),
                "MODEL-SG-PLACEMENT",
                GROUP,
                "amfSGPlacement",
                "spread",
                "pack");
    }

    @Test
    @DisplayName("hosts are the own node, the own node group or the node group of the service group")
    void hosts() {
        Model model = healthy()
                .add("SaAmfNodeGroup", OTHER_GROUP, "saAmfNGNodeList", Dn.of(N1))
                .set(SU1, HOST, Dn.of(OTHER_GROUP))
                .set(SU2, HOST)
                .model();

        assertThat(model.units().get(0).config().hosts())
                .extracting(n -> n.name())
                .containsExactly("n1");
        assertThat(model.units().get(1).config().hosts())
                .extracting(n -> n.name())
                .containsExactly("n1", "n2");
    }

    @Test
    @DisplayName("a host outside the node group of the service group is rejected, so is one that is no node")
    void hostOutside() {
        ModelText outside = healthy()
                .add("SaAmfNodeGroup", OTHER_GROUP, "saAmfNGNodeList", Dn.of(N1))
                .set(GROUP, "saAmfSGSuHostNodeGroup", Dn.of(OTHER_GROUP));

        assertError(outside, "MODEL-SU-HOST", SU2, "outside");
        assertError(healthy().set(SU1, HOST, Dn.of("safX=y")), "MODEL-SU-HOST", SU1, "neither");
    }

    @Test
    @Tag("AMF-006")
    @DisplayName("a component of a type that is no member of the unit type is rejected")
    void noMember() {
        assertError(healthy().remove(MEMBER), "AMF-006", C1, "SaAmfSutCompType");
    }

    @Test
    @DisplayName("the number of components of a type lies between the limits of the unit type")
    void memberCounts() {
        assertError(healthy().set(MEMBER, "saAmfSutMinNumComponents", 2), "MODEL-SU-COMPONENTS", SU1, "at least 2");
        assertError(
                healthy().set(MEMBER, "saAmfSutMinNumComponents", 3).set(MEMBER, "saAmfSutMaxNumComponents", 2),
                "MODEL-SUTYPE-COUNT",
                MEMBER,
                "above");
        ModelText tooMany = healthy()
                .set(MEMBER, "saAmfSutMaxNumComponents", 1)
                .add("SaAmfComp", "safComp=d," + SU1, "saAmfCompType", Dn.of(COMP_TYPE));
        assertError(tooMany, "MODEL-SU-COMPONENTS", SU1, "at most 1");
        assertWarning(
                healthy()
                        .set(MEMBER, "saAmfSutMinNumComponents", 0)
                        .remove(C1)
                        .remove("safSupportedCsType=safVersion=1\\,safCSType=g-c," + C1),
                "MODEL-SU-EMPTY",
                SU1,
                "no component");
    }

    @Test
    @DisplayName("types allow each other: application and group, group and unit")
    void typesAllowEachOther() {
        assertError(
                healthy().set("safVersion=1,safAppType=app", "saAmfApptSGTypes"),
                "MODEL-APP-SG-TYPE",
                GROUP,
                "saAmfApptSGTypes");
        assertError(
                healthy().set(GROUP_TYPE, "saAmfSgtValidSuTypes", Dn.of("safVersion=9,safSuType=g")),
                "MODEL-SG-SU-TYPE",
                SU1,
                "saAmfSgtValidSuTypes");
        assertError(
                healthy().set(GROUP_TYPE, "saAmfSgtValidSuTypes"), "MODEL-SGTYPE-SU-TYPES", GROUP_TYPE, "at least one");
        assertError(
                healthy().set(GROUP_TYPE, "saAmfSgtRedundancyModel", 6),
                "MODEL-SGTYPE-REDUNDANCY",
                GROUP_TYPE,
                "N-way");
        assertError(
                healthy().set(UNIT_TYPE, "saAmfSutProvidesSvcTypes"),
                "MODEL-SU-PROVIDES",
                "safSi=a,safApp=app",
                "saAmfSutProvidesSvcTypes");
    }

    @Test
    @DisplayName("a non-pre-instantiable unit always fails over as a whole")
    void npiFailover() {
        assertError(
                healthy(RedundancyKind.TWO_N).npi().suFailover(false).and(),
                "MODEL-SU-NPI-FAILOVER",
                SU1,
                "set it to 1");
        ModelText byType = healthy(RedundancyKind.TWO_N).npi().and().set(UNIT_TYPE, "saAmfSutDefSUFailover", 0);
        assertWarning(byType, "MODEL-SU-NPI-FAILOVER", SU1, "1 is assumed");
        assertThat(byType.model().units()).allMatch(u -> u.config().failover());
    }

    @Test
    @Tag("AMF-012")
    @DisplayName("a unit is pre-instantiable if and only if one of its components is")
    void preInstantiable() {
        ModelText mixed = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c", "d")
                .instances("a")
                .and()
                .set(COMP_TYPE, "saAmfCtCompCategory", 8)
                .set(COMP_TYPE, "saAmfCtRelPathTerminateCmd", "stop")
                .set(Broken.SUPPORTED, "saAmfCtCompCapability", 7);

        assertThat(mixed.model().units()).allMatch(ServiceUnit::isPreInstantiable);
        assertThat(healthy(RedundancyKind.TWO_N).npi().model().units()).noneMatch(ServiceUnit::isPreInstantiable);
    }

    @Test
    @DisplayName("numbers below what the redundancy model needs are warned about")
    void numbers() {
        assertWarning(healthy(RedundancyKind.TWO_N).prefInService(1).and(), "MODEL-SG-PREFERRED", GROUP, "at least 2");
        assertWarning(healthy(RedundancyKind.N_PLUS_M).prefActive(0).and(), "MODEL-SG-PREFERRED", GROUP, "at least 1");
        assertWarning(healthy(RedundancyKind.N_WAY).prefAssigned(1).and(), "MODEL-SG-PREFERRED", GROUP, "at least 2");
        assertWarning(healthy(RedundancyKind.N_PLUS_M).prefActive(3).and(), "MODEL-SG-UNITS", GROUP, "needs 4");
        assertWarning(healthy(RedundancyKind.TWO_N).units(1).and(), "MODEL-SG-UNITS", GROUP, "needs 2");
    }

    @Test
    @DisplayName("equal ranks of units are warned about, no rank is not")
    void ranks() {
        assertWarning(healthy().set(SU2, "saAmfSURank", 1), "MODEL-SU-RANK", SU2, "SU1");
        BindResult none =
                healthy().set(SU1, "saAmfSURank", 0).set(SU2, "saAmfSURank", 0).bind();
        assertThat(none.problems()).isEmpty();
    }

    @Test
    @DisplayName("a probation time that cannot count anything is warned about")
    void probation() {
        assertWarning(healthy().set(GROUP, "saAmfSGCompRestartProb", 0), "MODEL-SG-PROBATION", GROUP, "never escalate");
        assertWarning(healthy().set(GROUP, "saAmfSGSuRestartProb", 4000), "MODEL-TIMEOUT-UNIT", GROUP, "nanoseconds");
        assertThat(healthy()
                        .set(GROUP, "saAmfSGSuRestartProb", 0)
                        .set(GROUP, "saAmfSGSuRestartMax", 0)
                        .bind()
                        .problems())
                .isEmpty();
    }

    @Test
    @DisplayName("units without pre-instantiable components hold one service instance at most")
    void nonPreInstantiableHoldsOne() {
        ModelText several =
                healthy(RedundancyKind.N_WAY_ACTIVE).npi().maxActive(5).and();

        assertThat(several.model().groups().get(0).config().maxActivePerUnit()).isEqualTo(1);
        assertWarning(healthy(RedundancyKind.TWO_N).npi().and(), "MODEL-SG-NPI", GROUP, "one only");
    }
}
