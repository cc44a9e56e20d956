package org.amf4j.testkit.binder;

import static org.amf4j.testkit.binder.Broken.C1;
import static org.amf4j.testkit.binder.Broken.CSI_A;
import static org.amf4j.testkit.binder.Broken.GROUP;
import static org.amf4j.testkit.binder.Broken.N1;
import static org.amf4j.testkit.binder.Broken.SI_A;
import static org.amf4j.testkit.binder.Broken.SU1;
import static org.amf4j.testkit.binder.Broken.assertError;
import static org.amf4j.testkit.binder.Broken.assertWarning;
import static org.amf4j.testkit.binder.Broken.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.Dn;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.core.model.BindResult;
import org.amf4j.core.model.ModelBinder;
import org.amf4j.core.model.Problem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StructureRulesTest {

    @Test
    @DisplayName("a healthy configuration has no problem")
    void noProblem() {
        assertThat(healthy().bind().problems()).isEmpty();
    }

    @Tag("AMF-003")
    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("an object with a wrong parent is rejected")
    @CsvSource(
            delimiter = '|',
            value = {
                "SaAmfSU            | safSu=X,safApp=app",
                "SaAmfSU            | safSu=X",
                "SaAmfSG            | safSg=X,safSg=g,safApp=app",
                "SaAmfComp          | safComp=X,safSg=g,safApp=app",
                "SaAmfSI            | safSi=X,safSg=g,safApp=app",
                "SaAmfCSI           | safCsi=X,safApp=app",
                "SaAmfCSIAttribute  | safCsiAttr=X,safSi=a,safApp=app",
                "SaAmfApplication   | safApp=X,safApp=app",
                "SaAmfNode          | safAmfNode=X",
                "SaAmfNodeGroup     | safAmfNodeGroup=X,safApp=app",
                "SaAmfCompType      | safVersion=2,safSuType=g",
                "SaAmfHealthcheck   | safHealthcheckKey=X,safVersion=1,safCompType=g-c",
                "SaAmfNodeSwBundle  | safInstalledSwBundle=safSmfBundle=bundle,safApp=app",
                "SaAmfSIDependency  | safDepend=safSi=a\\,safApp=app,safSg=g,safApp=app",
                "SaAmfCSI           | safCsi=X,safSi=nowhere,safApp=app",
            })
    void wrongParent(String className, String dn) {
        assertError(healthy().add(className, dn), "AMF-003", dn, "");
    }

    @Test
    @Tag("AMF-003")
    @DisplayName("an object whose name begins with the attribute of another class is rejected")
    void wrongRdn() {
        assertError(healthy().add("SaAmfSU", "safComp=X," + GROUP), "AMF-003", "safComp=X," + GROUP, "safSu");
    }

    @Tag("AMF-001")
    @ParameterizedTest(name = "{0}")
    @DisplayName("an association whose value is no name is rejected")
    @CsvSource(
            delimiter = '|',
            value = {
                "SaAmfCompCsType | safSupportedCsType=web,safComp=c,safSu=SU1,safSg=g,safApp=app",
                "SaAmfSIRankedSU | safRankedSu=SU1,safSi=a,safApp=app",
                "SaAmfSutCompType | safMemberCompType=c,safVersion=1,safSuType=g",
            })
    void unescapedAssociation(String className, String dn) {
        assertError(healthy().add(className, dn), "AMF-001", dn, "\\,");
    }

    @Test
    @DisplayName("there is exactly one cluster")
    void oneCluster() {
        assertError(healthy().add("SaAmfCluster", "safAmfCluster=two"), "MODEL-CLUSTER", "safAmfCluster=two", "one");

        BindResult nothing = ModelBinder.bind(List.of());

        assertThat(nothing.model()).isEmpty();
        assertThat(nothing.problems()).extracting(Problem::rule).containsExactly("MODEL-CLUSTER");
    }

    @Test
    @DisplayName("two objects of one name are rejected")
    void duplicate() {
        List<ImmObject> objects = new ArrayList<>(healthy().objects());
        objects.add(objects.get(objects.size() / 2));

        BindResult result = ModelBinder.bind(objects);

        assertThat(result.errors()).extracting(Problem::rule).containsExactly("MODEL-DUPLICATE");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @DisplayName("a reference to something that does not exist is rejected")
    @CsvSource(
            delimiter = '|',
            value = {
                "safApp=app                    | saAmfAppType",
                "safSg=g,safApp=app            | saAmfSGType",
                "safSg=g,safApp=app            | saAmfSGSuHostNodeGroup",
                "safSu=SU1,safSg=g,safApp=app  | saAmfSUType",
                "safComp=c,safSu=SU1,safSg=g,safApp=app | saAmfCompType",
                "safSi=a,safApp=app            | saAmfSvcType",
                "safSi=a,safApp=app            | saAmfSIProtectedbySG",
                "safCsi=c,safSi=a,safApp=app   | saAmfCSType",
                "safAmfNode=n1,safAmfCluster=cluster | saAmfNodeClmNode",
                "safAmfCluster=cluster         | saAmfClusterClmCluster",
            })
    void danglingReference(String dn, String attribute) {
        assertError(healthy().set(dn, attribute, Dn.of("safX=nowhere")), "MODEL-REFERENCE", dn, attribute, "nowhere");
    }

    @Test
    @DisplayName("a reference to an object of another class is rejected")
    void wrongClass() {
        assertError(
                healthy().set(SU1, "saAmfSUType", Dn.of(SI_A)), "MODEL-REFERENCE", SU1, "SaAmfSUType", "is a SaAmfSI");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @DisplayName("a mandatory attribute without a value is rejected")
    @CsvSource(
            delimiter = '|',
            value = {
                "safApp=app                    | saAmfAppType",
                "safSg=g,safApp=app            | saAmfSGType",
                "safSu=SU1,safSg=g,safApp=app  | saAmfSUType",
                "safComp=c,safSu=SU1,safSg=g,safApp=app | saAmfCompType",
                "safSi=a,safApp=app            | saAmfSvcType",
                "safSi=a,safApp=app            | saAmfSIProtectedbySG",
                "safCsi=c,safSi=a,safApp=app   | saAmfCSType",
                "safVersion=1,safSgType=g      | saAmfSgtRedundancyModel",
                "safVersion=1,safSgType=g      | saAmfSgtDefSuRestartMax",
                "safVersion=1,safCompType=g-c  | saAmfCtCompCategory",
                "safAmfCluster=cluster         | saAmfClusterStartupTimeout",
                "safAmfNode=n1,safAmfCluster=cluster | saAmfNodeSuFailoverMax",
            })
    void missing(String dn, String attribute) {
        assertError(healthy().set(dn, attribute), "MODEL-MISSING", dn, attribute);
    }

    @Test
    @DisplayName("values of a wrong type or out of range are rejected")
    void wrongValues() {
        assertError(healthy().set(SU1, "saAmfSURank", "first"), "MODEL-VALUE", SU1, "whole number");
        assertError(healthy().set(SU1, "saAmfSURank", -1), "MODEL-VALUE", SU1, "between 0");
        assertError(healthy().set(SU1, "saAmfSURank", 1, 2), "MODEL-VALUE", SU1, "2 values");
        assertError(healthy().set(GROUP, "saAmfSGAutoRepair", 2), "MODEL-VALUE", GROUP, "0 for no");
        assertError(healthy().set(GROUP, "saAmfSGCompRestartProb", -5), "MODEL-VALUE", GROUP, "negative");
        assertError(healthy().set(CSI_A, "saAmfCSType", "text"), "MODEL-VALUE", CSI_A, "name");
        assertError(healthy().set(SU1, "saAmfSUAdminState", 9), "MODEL-ADMIN-STATE", SU1, "LOCKED");
        assertError(healthy().set(SI_A, "saAmfSIAdminState", 3), "MODEL-ADMIN-STATE", SI_A, "LOCKED");
        assertError(healthy().set(C1, "saAmfCompCmdEnv", "NOVALUE"), "MODEL-ENVIRONMENT", C1, "VARIABLE=value");
    }

    @Test
    @DisplayName("a node without a CLM node is warned about, a CLM node mapped twice is rejected")
    void nodeMapping() {
        assertWarning(healthy().set(N1, "saAmfNodeClmNode"), "MODEL-NODE-UNMAPPED", N1, "saAmfNodeClmNode");
        assertError(
                healthy().set(N1, "saAmfNodeClmNode", Dn.of("safNode=n2,safCluster=cluster")),
                "MODEL-NODE-MAPPED-TWICE",
                "safAmfNode=n2,safAmfCluster=cluster",
                "n1");
    }

    @Test
    @DisplayName("a node needs a probation time, a node group known members, a bundle an absolute prefix")
    void nodes() {
        String group = "safAmfNodeGroup=all,safAmfCluster=cluster";
        String bundle = "safInstalledSwBundle=safSmfBundle=bundle," + N1;
        assertError(healthy().set(N1, "saAmfNodeSuFailOverProb", 0), "MODEL-TIMEOUT", N1, "0");
        assertError(
                healthy().add("SaAmfNodeGroup", "safAmfNodeGroup=x,safAmfCluster=cluster"),
                "MODEL-NODEGROUP",
                "safAmfNodeGroup=x,safAmfCluster=cluster",
                "empty");
        assertError(
                healthy().set(group, "saAmfNGNodeList", Dn.of(N1), Dn.of("safAmfNode=n9,safAmfCluster=cluster")),
                "MODEL-NODEGROUP",
                group,
                "n9");
        assertError(
                healthy().set(bundle, "saAmfNodeSwBundlePathPrefix", "opt/x"), "MODEL-BUNDLE-PREFIX", bundle, "opt/x");
    }

    @Test
    @DisplayName("all problems are found at once")
    void allAtOnce() {
        BindResult result = healthy()
                .set(SU1, "saAmfSUAdminState", 9)
                .set(SI_A, "saAmfSIProtectedbySG")
                .set(C1, "saAmfCompType", Dn.of("safX=nowhere"))
                .bind();

        assertThat(result.errors())
                .extracting(Problem::rule)
                .contains("MODEL-ADMIN-STATE", "MODEL-MISSING", "MODEL-REFERENCE");
    }
}
