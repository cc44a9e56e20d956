package org.amf4j.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.amf4j.core.model.CapabilityModel;
import org.amf4j.core.model.RedundancyKind;

/**
 * Writes the IMM XML file of a {@link ScaleCase}: ten groups in an application, one component per unit, one CSI per
 * service instance, units spread over the nodes in turn. A component error is a component fail-over, failed units are
 * repaired, and nothing escalates to a node however often a measurement is repeated.
 */
final class ModelFile {

    private static final int GROUPS_PER_APPLICATION = 10;
    private static final String TIMEOUT_NANOS = "10000000000";
    private static final int RECOVERY_COMPONENT_FAILOVER = 3;
    private static final int CATEGORY_SA_AWARE = 1;

    private final ScaleCase scale;
    private final BufferedWriter out;

    private ModelFile(ScaleCase scale, BufferedWriter out) {
        this.scale = scale;
        this.out = out;
    }

    /** Writes the file. */
    static void write(ScaleCase scale, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            new ModelFile(scale, out).write();
        }
    }

    private void write() throws IOException {
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.write("<imm:IMM-contents xmlns:imm=\"http://www.saforum.org/IMMSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xsi:noNamespaceSchemaLocation=\"SAI-AIS-IMM-XSD-A.01.01.xsd\">\n");
        cluster();
        types();
        int unit = 0;
        for (int group = 0; group < scale.groups(); group++) {
            unit = group(group, unit);
        }
        out.write("</imm:IMM-contents>\n");
    }

    /** Attributes are given as name, value, name, value. */
    private void object(String className, String dn, Object... namesAndValues) throws IOException {
        out.write("  <object class=\"" + className + "\">\n    <dn>" + dn + "</dn>\n");
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            out.write("    <attr><name>" + namesAndValues[i] + "</name><value>" + namesAndValues[i + 1]
                    + "</value></attr>\n");
        }
        out.write("  </object>\n");
    }

    private void cluster() throws IOException {
        object("SaClmCluster", "safCluster=scale");
        object("SaSmfSwBundle", "safSmfBundle=scale");
        object(
                "SaAmfCluster",
                "safAmfCluster=scale",
                "saAmfClusterClmCluster",
                "safCluster=scale",
                "saAmfClusterStartupTimeout",
                TIMEOUT_NANOS);
        for (int i = 0; i < scale.nodes(); i++) {
            object("SaClmNode", "safNode=n" + i + ",safCluster=scale");
            object(
                    "SaAmfNode",
                    node(i),
                    "saAmfNodeClmNode",
                    "safNode=n" + i + ",safCluster=scale",
                    "saAmfNodeSuFailOverProb",
                    TIMEOUT_NANOS,
                    "saAmfNodeSuFailoverMax",
                    Integer.MAX_VALUE);
            object(
                    "SaAmfNodeSwBundle",
                    "safInstalledSwBundle=safSmfBundle=scale," + node(i),
                    "saAmfNodeSwBundlePathPrefix",
                    "/opt/scale");
        }
    }

    private static String node(int number) {
        return "safAmfNode=n" + number + ",safAmfCluster=scale";
    }

    private void types() throws IOException {
        object("SaAmfAppBaseType", "safAppType=t");
        object("SaAmfAppType", "safVersion=1,safAppType=t", "saAmfApptSGTypes", "safVersion=1,safSgType=t");
        object("SaAmfSGBaseType", "safSgType=t");
        object(
                "SaAmfSGType",
                "safVersion=1,safSgType=t",
                "saAmfSgtRedundancyModel",
                scale.kind().value(),
                "saAmfSgtValidSuTypes",
                "safVersion=1,safSuType=t",
                "saAmfSgtDefAutoAdjustProb",
                TIMEOUT_NANOS,
                "saAmfSgtDefCompRestartProb",
                TIMEOUT_NANOS,
                "saAmfSgtDefCompRestartMax",
                0,
                "saAmfSgtDefSuRestartProb",
                TIMEOUT_NANOS,
                "saAmfSgtDefSuRestartMax",
                0);
        object("SaAmfSUBaseType", "safSuType=t");
        object(
                "SaAmfSUType",
                "safVersion=1,safSuType=t",
                "saAmfSutIsExternal",
                0,
                "saAmfSutDefSUFailover",
                0,
                "saAmfSutProvidesSvcTypes",
                "safVersion=1,safSvcType=t");
        object("SaAmfSvcBaseType", "safSvcType=t");
        object("SaAmfSvcType", "safVersion=1,safSvcType=t");
        object("SaAmfCSBaseType", "safCSType=t");
        object("SaAmfCSType", "safVersion=1,safCSType=t");
        object("SaAmfSvcTypeCSTypes", "safMemberCSType=safVersion=1\\,safCSType=t,safVersion=1,safSvcType=t");
        object("SaAmfCompBaseType", "safCompType=t");
        componentType();
        object("SaAmfSutCompType", "safMemberCompType=safVersion=1\\,safCompType=t,safVersion=1,safSuType=t");
    }

    private void componentType() throws IOException {
        object(
                "SaAmfCompType",
                "safVersion=1,safCompType=t",
                "saAmfCtCompCategory",
                CATEGORY_SA_AWARE,
                "saAmfCtSwBundle",
                "safSmfBundle=scale",
                "saAmfCtDefClcCliTimeout",
                TIMEOUT_NANOS,
                "saAmfCtDefCallbackTimeout",
                TIMEOUT_NANOS,
                "saAmfCtDefQuiescingCompleteTimeout",
                TIMEOUT_NANOS,
                "saAmfCtRelPathInstantiateCmd",
                "instantiate",
                "saAmfCtRelPathCleanupCmd",
                "cleanup",
                "saAmfCtDefRecoveryOnError",
                RECOVERY_COMPONENT_FAILOVER,
                "saAmfCtDefDisableRestart",
                0);
        object(
                "SaAmfCtCsType",
                "safSupportedCsType=safVersion=1\\,safCSType=t,safVersion=1,safCompType=t",
                "saAmfCtCompCapability",
                CapabilityModel.X_ACTIVE_AND_Y_STANDBY.value());
    }

    /** Writes a group whose first unit is the model's unit of this number; returns the number of the next. */
    private int group(int number, int firstUnit) throws IOException {
        String application = "safApp=a" + number / GROUPS_PER_APPLICATION;
        if (number % GROUPS_PER_APPLICATION == 0) {
            object("SaAmfApplication", application, "saAmfAppType", "safVersion=1,safAppType=t");
        }
        String group = "safSg=g" + number + "," + application;
        int units = scale.unitsPerGroup();
        if (scale.kind() == RedundancyKind.N_PLUS_M) {
            object(
                    "SaAmfSG",
                    group,
                    "saAmfSGType",
                    "safVersion=1,safSgType=t",
                    "saAmfSGNumPrefActiveSUs",
                    units - units / 4,
                    "saAmfSGNumPrefStandbySUs",
                    units / 4,
                    "saAmfSGNumPrefInserviceSUs",
                    units);
        } else {
            object("SaAmfSG", group, "saAmfSGType", "safVersion=1,safSgType=t", "saAmfSGNumPrefInserviceSUs", units);
        }
        for (int i = 0; i < units; i++) {
            unit("safSu=u" + i + "," + group, i + 1, (firstUnit + i) % scale.nodes());
        }
        for (int i = 0; i < scale.instancesPerGroup(); i++) {
            instance("safSi=g" + number + "s" + i + "," + application, group, i + 1);
        }
        return firstUnit + units;
    }

    private void unit(String unit, int rank, int node) throws IOException {
        object(
                "SaAmfSU",
                unit,
                "saAmfSUType",
                "safVersion=1,safSuType=t",
                "saAmfSURank",
                rank,
                "saAmfSUHostNodeOrNodeGroup",
                node(node));
        String component = "safComp=c," + unit;
        object("SaAmfComp", component, "saAmfCompType", "safVersion=1,safCompType=t");
        object("SaAmfCompCsType", "safSupportedCsType=safVersion=1\\,safCSType=t," + component);
    }

    private void instance(String instance, String group, int rank) throws IOException {
        object(
                "SaAmfSI",
                instance,
                "saAmfSvcType",
                "safVersion=1,safSvcType=t",
                "saAmfSIProtectedbySG",
                group,
                "saAmfSIRank",
                rank,
                "saAmfSIPrefActiveAssignments",
                scale.kind() == RedundancyKind.N_WAY_ACTIVE ? 2 : 1);
        object("SaAmfCSI", "safCsi=c," + instance, "saAmfCSType", "safVersion=1,safCSType=t");
    }
}
