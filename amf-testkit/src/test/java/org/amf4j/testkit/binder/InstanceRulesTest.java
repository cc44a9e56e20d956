package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.CSI_A;
import static org.amf4j.testkit.binder.Broken.CS_TYPE;
import static org.amf4j.testkit.binder.Broken.SERVICE_TYPE;
import static org.amf4j.testkit.binder.Broken.SI_A;
import static org.amf4j.testkit.binder.Broken.SI_B;
import static org.amf4j.testkit.binder.Broken.SU1;
import static org.amf4j.testkit.binder.Broken.assertError;
import static org.amf4j.testkit.binder.Broken.assertWarning;
import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.Dn;
import org.amf4j.core.model.ComponentServiceInstance;
import org.amf4j.core.model.Entity;
import org.amf4j.core.model.Model;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class InstanceRulesTest {
    private static final String DEPENDENCIES = "saAmfCSIDependencies";
    private static final String MEMBER = "safMemberCSType=safVersion=1\\,safCSType=g-c," + SERVICE_TYPE;

    private static GroupText threeCsis() {
        return ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .csisPerComponent(3)
                .instances("a", "b");
    }

    @Test
    @Tag("AMF-004")
    @DisplayName("a service instance protected by a group of another application is rejected")
    void foreignGroup() {
        ModelText text = healthy()
                .application("other")
                .group("h", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("x")
                .and();

        assertThat(text.bind().problems()).isEmpty();
        assertError(text.set(SI_A, "saAmfSIProtectedbySG", Dn.of("safSg=h,safApp=other")), "AMF-004", SI_A, "another");
    }

    @Test
    @Tag("AMF-009")
    @DisplayName("a CSI that depends on itself, on a stranger or on nobody is rejected")
    void wrongSponsor() {
        assertError(healthy().set(CSI_A, DEPENDENCIES, Dn.of(CSI_A)), "AMF-009", CSI_A, "itself");
        assertError(healthy().set(CSI_A, DEPENDENCIES, Dn.of("safCsi=c," + SI_B)), "AMF-009", CSI_A, "another service");
        assertError(healthy().set(CSI_A, DEPENDENCIES, Dn.of("safCsi=x," + SI_A)), "AMF-009", CSI_A, "no CSI");
    }

    @Test
    @Tag("AMF-009")
    @DisplayName("a circle of CSI dependencies is rejected and named")
    void csiCycle() {
        ModelText text = threeCsis()
                .csiDependency("c1", "c2")
                .csiDependency("c2", "c3")
                .csiDependency("c3", "c2")
                .and();

        assertError(text, "AMF-009", "safCsi=c2," + SI_A, "circle", "c3");
    }

    @Test
    @DisplayName("CSIs are ordered by dependency, then by name")
    void csiOrder() {
        Model model = threeCsis().csiDependency("c1", "c3").model();

        assertThat(model.instances().get(0).csis()).extracting(Entity::name).containsExactly("c2", "c3", "c1");
        assertThat(model.instances().get(0).csis())
                .extracting(ComponentServiceInstance::dependencyRank)
                .containsExactly(1, 1, 2);
    }

    @Test
    @Tag("AMF-010")
    @DisplayName("a circle of service instance dependencies is rejected, also the smallest one")
    void instanceCycle() {
        assertError(
                healthy(RedundancyKind.TWO_N)
                        .unrankedInstances()
                        .dependsOn("a", "b", 0)
                        .dependsOn("b", "a", 0)
                        .and(),
                "AMF-010",
                SI_A,
                "circle");
        assertError(healthy(RedundancyKind.TWO_N).dependsOn("a", "a", 0).and(), "AMF-010", SI_A, "circle");
    }

    @Test
    @DisplayName("a sponsor exists and is at least as important as its dependents")
    void sponsors() {
        GroupText unknown = healthy(RedundancyKind.TWO_N).dependsOn("b", "x", 0);
        assertError(unknown.and(), "MODEL-REFERENCE", "safDepend=safSi=x\\,safApp=app," + SI_B, "safSi=x,safApp=app");
        assertError(
                healthy(RedundancyKind.TWO_N).dependsOn("a", "b", 0).and(),
                "MODEL-SI-DEPENDENCY-RANK",
                SI_A,
                "more important");
        ModelText unranked =
                healthy(RedundancyKind.TWO_N).dependsOn("b", "a", 0).and();
        assertError(unranked.set(SI_A, "saAmfSIRank", 0), "MODEL-SI-DEPENDENCY-RANK", SI_B, "sponsor");
    }

    @Test
    @DisplayName("ranked units belong to the protecting group and have ranks of their own")
    void rankedUnits() {
        String foreign = "safRankedSu=safSu=SU9\\,safSg=g\\,safApp=app," + SI_A;
        assertError(
                healthy(RedundancyKind.N_WAY).ranked("a", "SU9").and(), "MODEL-RANKED-SU", foreign, "protecting group");
        String first = "safRankedSu=safSu=SU1\\,safSg=g\\,safApp=app," + SI_A;
        String second = "safRankedSu=safSu=SU2\\,safSg=g\\,safApp=app," + SI_A;
        assertError(
                healthy(RedundancyKind.N_WAY).ranked("a", "SU1", "SU2").and().set(first, "saAmfRank", 2),
                "MODEL-RANKED-SU",
                second,
                "SU1");
        assertWarning(healthy(RedundancyKind.TWO_N).ranked("a", "SU1").and(), "MODEL-RANKED-SU", SI_A, "no effect");
    }

    @Test
    @DisplayName("preferred assignments fit the redundancy model")
    void preferred() {
        assertWarning(
                healthy(RedundancyKind.TWO_N).preferred("a", 2, 1).and(), "MODEL-SI-PREFERRED", SI_A, "no effect");
        assertWarning(
                healthy(RedundancyKind.N_WAY_ACTIVE).preferred("a", 0, 1).and(),
                "MODEL-SI-PREFERRED",
                SI_A,
                "at least 1");
        assertThat(healthy(RedundancyKind.N_WAY).preferred("a", 1, 2).bind().problems())
                .isEmpty();
    }

    @Test
    @DisplayName("a service instance without a CSI is warned about")
    void noCsi() {
        assertWarning(healthy().remove(CSI_A), "MODEL-SI-EMPTY", SI_A, "no CSI");
    }

    @Test
    @DisplayName("CSI types are members of the service type, in numbers that it allows")
    void csiTypes() {
        assertError(healthy().remove(MEMBER), "MODEL-CSI-TYPE", CSI_A, "SaAmfSvcTypeCSTypes");
        assertError(threeCsis().and().set(MEMBER, "saAmfSvctMaxNumCSIs", 2), "MODEL-CSI-COUNT", SI_A, "3", "2");
    }

    @Test
    @DisplayName("CSI attributes are among those of the CS type, if that lists any")
    void csiAttributes() {
        String attribute = "safCsiAttr=port," + CSI_A;
        ModelText free = healthy().add("SaAmfCSIAttribute", attribute, "saAmfCSIAttriValue", "80");
        assertThat(free.model().csis().get(0).attributes().get("port")).containsExactly("80");
        assertThat(free.set(CS_TYPE, "saAmfCSAttrName", "port").bind().problems())
                .isEmpty();
        assertError(free.set(CS_TYPE, "saAmfCSAttrName", "host"), "MODEL-CSI-ATTRIBUTE", attribute, "port");
    }

    @Test
    @DisplayName("instances of a group are ordered by rank, those without rank last, then by name")
    void order() {
        Model model = ModelText.cluster(2)
                .group("g", RedundancyKind.TWO_N)
                .units(2)
                .components("c")
                .instances("d", "c", "b", "a")
                .and()
                .set("safSi=d,safApp=app", "saAmfSIRank", 0)
                .set("safSi=c,safApp=app", "saAmfSIRank", 0)
                .set(SU1, "saAmfSURank", 0)
                .model();

        assertThat(model.groups().get(0).instances()).extracting(Entity::name).containsExactly("b", "a", "c", "d");
        assertThat(model.groups().get(0).units()).extracting(Entity::name).containsExactly("SU2", "SU1");
    }
}
