package org.amf4j.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.core.model.RedundancyKind;
import org.amf4j.testkit.GroupText;
import org.amf4j.testkit.ModelText;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes of the configuration of a running cluster: one attribute, or objects that come and go. */
class ConfigurationChangeTest {

    private static final String SG = "safSg=sg,safApp=app";
    private static final String SI1 = "safSi=SI1,safApp=app";

    private static GroupText group(RedundancyKind kind, int units, int instances) {
        return ModelText.cluster(3)
                .group("sg", kind)
                .units(units)
                .components("c")
                .instances("SI", instances);
    }

    private static Drawing start(RedundancyKind kind, int units, int instances) {
        return Drawing.of(group(kind, units, instances).objects());
    }

    private static void assertRefused(Drawing cluster, AisStatus status, String... told) {
        assertThat(cluster.last().status()).as(cluster.last().text()).isEqualTo(status);
        assertThat(cluster.last().text()).contains(told);
        assertThat(cluster.last().commands()).isEmpty();
    }

    private static void assertDone(Drawing cluster) {
        assertThat(cluster.last().status()).as(cluster.last().text()).isEqualTo(AisStatus.OK);
    }

    @Test
    @DisplayName("a rank changes nothing by itself; sg-adjust moves the work to the unit that is best then")
    void rank() {
        Drawing cluster = start(RedundancyKind.TWO_N, 3, 1);

        cluster.step("set SU3 saAmfSURank=1");

        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(cluster.last().reasons())
                .anySatisfy(r -> assertThat(r.text()).isEqualTo("saAmfSURank was 3 and is 1"));
        cluster.step("set SU1 saAmfSURank=9");
        assertThat(cluster.step("sg-adjust sg").shows()).isEqualTo("SU2 S:SI1; SU3 A:SI1");
    }

    @Test
    @DisplayName("more units are wanted in service: a spare is instantiated; fewer: it is terminated")
    void preferredNumbers() {
        Drawing cluster =
                Drawing.of(group(RedundancyKind.TWO_N, 3, 1).prefInService(2).objects());
        assertThat(cluster.presence("SU3")).isEqualTo("UNINSTANTIATED");

        assertThat(cluster.step("set " + SG + " saAmfSGNumPrefInserviceSUs=3").presence("SU3"))
                .isEqualTo("INSTANTIATED");
        assertThat(cluster.step("set " + SG + " saAmfSGNumPrefInserviceSUs=2").presence("SU3"))
                .isEqualTo("UNINSTANTIATED");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("N-way-active: a higher preferred number adds assignments, a lower one removes them")
    void preferredAssignments() {
        Drawing cluster = start(RedundancyKind.N_WAY_ACTIVE, 3, 1);
        cluster.step("set " + SI1 + " saAmfSIPrefActiveAssignments=1");
        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");

        assertThat(cluster.step("set " + SI1 + " saAmfSIPrefActiveAssignments=2")
                        .shows())
                .isEqualTo("SU1 A:SI1; SU2 A:SI1");
    }

    @Test
    @Tag("IMM-011")
    @DisplayName("naming, runtime and fixed attributes cannot be set, nor what the class does not have")
    void attributesThatStay() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step("set SU1 saAmfSUAdminState=2");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "saAmfSUAdminState is a runtime attribute");
        cluster.step("set SU1 safSu=other");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "safSu is the name itself");
        cluster.step("set safVersion=1,safSgType=sg saAmfSgtRedundancyModel=2");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "cannot change after the object's creation");
        cluster.step("set SU1 saAmfSURang=2");
        assertRefused(cluster, AisStatus.ERR_NOT_EXIST, "has no attribute saAmfSURang");
        cluster.step("set SU1 saAmfSURank=-1");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "saAmfSURank", "-1");
        cluster.step("set SU7 saAmfSURank=1");
        assertRefused(cluster, AisStatus.ERR_NOT_EXIST, "there is no 'SU7'");
    }

    @Test
    @Tag("IMM-012")
    @DisplayName(
            "adding to a value that stands alone is refused, taking away what is not there is not; what must be given stays")
    void valuesOfOneAttribute() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step("set SU1 saAmfSURank+=5");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "saAmfSURank takes one value, not 2");
        cluster.step("set " + SI1 + " saAmfSIActiveWeight-=cpu=3");
        assertDone(cluster);
        cluster.step("set " + SI1 + " saAmfSIActiveWeight+=cpu=3 saAmfSIActiveWeight+=ram=1");
        assertDone(cluster);
        assertThat(object(cluster, SI1).values("saAmfSIActiveWeight")).hasToString("[cpu=3, ram=1]");
        cluster.step("set " + SI1 + " saAmfSIActiveWeight=");
        assertThat(object(cluster, SI1).values("saAmfSIActiveWeight")).isEmpty();
        cluster.step("set SU1 saAmfSUType=");
        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "saAmfSUType cannot be emptied");
    }

    private static org.amf4j.api.imm.ImmObject object(Drawing cluster, String dn) {
        return cluster.simulation().cluster().state().model().objects().get(Dn.of(dn));
    }

    @Test
    @Tag("IMM-040")
    @DisplayName(
            "what every configuration must keep is checked on the result: all or nothing, named with rule and remedy")
    void rulesOfTheModel() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step(
                "ccb set SU1 saAmfSURank=5 ; set SU2 saAmfSUHostNodeOrNodeGroup=safAmfNode=n9,safAmfCluster=cluster");

        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "safSu=SU2", "n9", "MODEL-SU-HOST");
        assertThat(object(cluster, "safSu=SU1," + SG).values("saAmfSURank")).hasToString("[1]");
    }

    @Test
    @DisplayName("a unit that comes is instantiated and takes part; it goes when it is not in use any more")
    void unitComesAndGoes() {
        Drawing cluster = start(RedundancyKind.TWO_N, 1, 1);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");

        cluster.step(newUnit("SU2", 2));

        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        cluster.step("crash safComp=c,safSu=SU1," + SG);
        cluster.step("delete SU2");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "SU2 is in use", "lock-in", "delete it then");
        assertThat(cluster.last().text()).doesNotContain("saAmfSGNumPref"); // which follows from the number of units
        cluster.step("lock SU2").step("lock-in SU2").step("delete SU2");
        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.simulation().cluster().report().sus()).hasSize(1);
    }

    @Test
    @DisplayName(
            "a unit that is moved while its node is locked for instantiation runs on its new node, unlocked or not")
    void otherHost() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);
        cluster.step("lock n2").step("lock-in n2");
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");

        cluster.step("set SU2 saAmfSUHostNodeOrNodeGroup=safAmfNode=n1,safAmfCluster=cluster");

        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    private static String newUnit(String name, int node) {
        String unit = "safSu=" + name + "," + SG;
        return "ccb create SaAmfSU " + unit + " saAmfSUType=safVersion=1,safSuType=sg saAmfSURank=" + node
                + " saAmfSUHostNodeOrNodeGroup=safAmfNode=n" + node + ",safAmfCluster=cluster"
                + " ; create SaAmfComp safComp=c," + unit + " saAmfCompType=safVersion=1,safCompType=sg-c"
                + " ; create SaAmfCompCsType safSupportedCsType=safVersion=1\\,safCSType=sg-c,safComp=c," + unit;
    }

    @Test
    @DisplayName("a service instance that comes is assigned; deleting it needs it locked")
    void instanceComesAndGoes() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step(
                "ccb create SaAmfSI safSi=SI2,safApp=app saAmfSvcType=safVersion=1,safSvcType=sg saAmfSIProtectedbySG="
                        + SG
                        + " ; create SaAmfCSI safCsi=c,safSi=SI2,safApp=app saAmfCSType=safVersion=1,safCSType=sg-c");

        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1,SI2; SU2 S:SI1,SI2");
        cluster.step("delete si:SI2");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "SI2 is UNLOCKED; lock it");
        cluster.step("lock si:SI2").step("delete si:SI2");
        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
        assertThat(object(cluster, "safCsi=c,safSi=SI1,safApp=app")).isNotNull();
        assertThat(object(cluster, "safCsi=c,safSi=SI2,safApp=app")).isNull();
    }

    @Test
    @DisplayName("a CSI that comes to an assigned instance is assigned to the components of its units")
    void csiComes() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step("create SaAmfCSI safCsi=more,safSi=SI1,safApp=app saAmfCSType=safVersion=1,safCSType=sg-c");

        assertDone(cluster);
        assertThat(cluster.last().report().assignments())
                .allSatisfy(a -> assertThat(a.csis()).hasSize(2));
        cluster.step("delete safCsi=more,safSi=SI1,safApp=app");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "SI1 is UNLOCKED; lock it", "delete the CSI then");
    }

    @Test
    @DisplayName("a node that comes may join and host; it can be deleted when it has left and hosts nothing")
    void nodeComesAndGoes() {
        Drawing cluster = start(RedundancyKind.TWO_N, 1, 1);
        cluster.step(
                "ccb create SaClmNode safNode=n4,safCluster=cluster"
                        + " ; create SaAmfNode safAmfNode=n4,safAmfCluster=cluster saAmfNodeClmNode=safNode=n4,safCluster=cluster"
                        + " saAmfNodeSuFailOverProb=20min saAmfNodeSuFailoverMax=2"
                        + " ; create SaAmfNodeSwBundle safInstalledSwBundle=safSmfBundle=bundle,safAmfNode=n4,safAmfCluster=cluster"
                        + " saAmfNodeSwBundlePathPrefix=/opt/bundle"
                        + " ; set safAmfNodeGroup=all,safAmfCluster=cluster saAmfNGNodeList+=safAmfNode=n4,safAmfCluster=cluster");
        assertDone(cluster);

        cluster.step(newUnit("SU2", 4));
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1");
        assertThat(cluster.step("node-up n4").shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");

        cluster.step("delete node:n4");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "n4,safAmfCluster=cluster, which is to be deleted");
        cluster.step("lock SU2").step("lock-in SU2").step("delete SU2");
        cluster.step(
                "set safAmfNodeGroup=all,safAmfCluster=cluster saAmfNGNodeList-=safAmfNode=n4,safAmfCluster=cluster");
        assertDone(cluster);
        cluster.step("delete node:n4");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "member of the cluster", "stop its agent");
        cluster.step("lock node:n4")
                .step("lock-in node:n4")
                .step("node-down n4")
                .step("delete node:n4");
        assertDone(cluster);
    }

    @Test
    @DisplayName("a whole application comes and is served; it goes when it is locked")
    void applicationComesAndGoes() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step("ccb create SaAmfApplication safApp=two saAmfAppType=safVersion=1,safAppType=app"
                + " ; create SaAmfSG safSg=g,safApp=two saAmfSGType=safVersion=1,safSgType=sg"
                + " saAmfSGSuHostNodeGroup=safAmfNodeGroup=all,safAmfCluster=cluster"
                + " ; create SaAmfSU safSu=U,safSg=g,safApp=two saAmfSUType=safVersion=1,safSuType=sg"
                + " ; create SaAmfComp safComp=c,safSu=U,safSg=g,safApp=two saAmfCompType=safVersion=1,safCompType=sg-c"
                + " ; create SaAmfSI safSi=X,safApp=two saAmfSvcType=safVersion=1,safSvcType=sg"
                + " saAmfSIProtectedbySG=safSg=g,safApp=two"
                + " ; create SaAmfCSI safCsi=c,safSi=X,safApp=two saAmfCSType=safVersion=1,safCSType=sg-c");

        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1; U A:X");
        cluster.step("delete safApp=two");
        assertRefused(cluster, AisStatus.ERR_BAD_OPERATION, "lock");
        cluster.step("lock app:two").step("lock-in app:two").step("delete safApp=two");
        assertDone(cluster);
        assertThat(cluster.shows()).isEqualTo("SU1 A:SI1; SU2 S:SI1");
    }

    @Test
    @DisplayName("types in use keep what depends on them; a default of a type reaches those who do not say otherwise")
    void types() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step("delete safVersion=1,safSuType=sg");
        assertRefused(
                cluster,
                AisStatus.ERR_BAD_OPERATION,
                "saAmfSUType names safVersion=1,safSuType=sg, which is to be deleted; delete this object as well, or have"
                        + " it name another one first");
        cluster.step("delete safVersion=1,safCompType=sg-c");
        assertRefused(
                cluster,
                AisStatus.ERR_BAD_OPERATION,
                "safMemberCompType names safVersion=1,safCompType=sg-c, which is to be deleted; delete this object as well"
                        + " (MODEL-REFERENCE)");
        cluster.step("set safVersion=1,safCompType=sg-c saAmfCtDefRecoveryOnError=3");
        assertDone(cluster);
        assertThat(cluster.step("fail safComp=c,safSu=SU1," + SG).shows()).isEqualTo("SU1 S:SI1; SU2 A:SI1");
    }

    @Test
    @DisplayName("one of many operations is wrong: nothing is changed, and the wrong one is named")
    @Tag("IMM-010")
    void allOrNothing() {
        Drawing cluster = start(RedundancyKind.TWO_N, 2, 1);

        cluster.step(
                "ccb create SaAmfSI safSi=SI2,safApp=app saAmfSvcType=safVersion=1,safSvcType=sg saAmfSIProtectedbySG="
                        + SG + " ; create SaAmfCSI safCsi=c,safSi=SI2,safApp=app");

        assertRefused(cluster, AisStatus.ERR_INVALID_PARAM, "safCsi=c,safSi=SI2", "saAmfCSType", "must be given");
        assertThat(object(cluster, "safSi=SI2,safApp=app")).isNull();
    }
}
