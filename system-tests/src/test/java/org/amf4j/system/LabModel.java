package org.amf4j.system;

import java.io.IOException;
import java.util.List;

/**
 * The model of a lab: for each node an instance, protected by a 2N group with a unit on every node, of which those on the
 * instance's own node and on the next one are preferred; and groups of nothing, whose locks are a ledger.
 */
final class LabModel {

    /** Groups whose administrative state is only a note that the cluster has to keep. */
    static final int LEDGER_PAGES = 8;

    private static final String CLUSTER = "lab";
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final List<String> nodes;
    private final ActivityObserver observer;
    private final StringBuilder xml = new StringBuilder();

    private LabModel(List<String> nodes, ActivityObserver observer) {
        this.nodes = nodes;
        this.observer = observer;
    }

    /** Name of the group and the application of a node's instance. */
    static String name(String node) {
        return "of-" + node;
    }

    /** The instance that a node serves when all is well. */
    static String instance(String node) {
        return "safSi=" + name(node) + ",safApp=" + name(node);
    }

    /** The unit on a node for an instance of another one. */
    static String unit(String instanceOf, String on) {
        return "safSu=" + on + ",safSg=" + name(instanceOf) + ",safApp=" + name(instanceOf);
    }

    /** The group of a node's instance. */
    static String group(String instanceOf) {
        return "safSg=" + name(instanceOf) + ",safApp=" + name(instanceOf);
    }

    /** The component of a unit. */
    static String component(String unit) {
        return "safComp=claimant," + unit;
    }

    /** A group that holds nothing. */
    static String page(int number) {
        return "safSg=page" + number + ",safApp=ledger";
    }

    /** The text of the model's file. */
    static String text(List<String> nodes, ActivityObserver observer) throws IOException {
        LabModel model = new LabModel(nodes, observer);
        model.write();
        return model.xml.toString();
    }

    private void write() throws IOException {
        xml.append("<imm:IMM-contents xmlns:imm=\"http://www.saforum.org/IMMSchema\">\n");
        object("SaClmCluster", "safCluster=" + CLUSTER);
        object(
                "SaAmfCluster",
                "safAmfCluster=" + CLUSTER,
                "saAmfClusterClmCluster=safCluster=" + CLUSTER,
                "saAmfClusterStartupTimeout=" + 10 * SECOND_NANOS);
        object("SaSmfSwBundle", "safSmfBundle=lab");
        nodes.forEach(this::node);
        types();
        for (String node : nodes) {
            application(node);
        }
        object("SaAmfApplication", "safApp=ledger", "saAmfAppType=safVersion=1,safAppType=claimant");
        for (int page = 0; page < LEDGER_PAGES; page++) {
            object("SaAmfSG", page(page), "saAmfSGType=safVersion=1,safSgType=claimant");
        }
        xml.append("</imm:IMM-contents>\n");
    }

    private void object(String className, String dn, String... attributes) {
        xml.append("<object class=\"")
                .append(className)
                .append("\"><dn>")
                .append(dn)
                .append("</dn>\n");
        for (String attribute : attributes) {
            int at = attribute.indexOf('=');
            xml.append("  <attr><name>").append(attribute, 0, at).append("</name><value>");
            xml.append(attribute.substring(at + 1)).append("</value></attr>\n");
        }
        xml.append("</object>\n");
    }

    private void node(String node) {
        String amfNode = "safAmfNode=" + node + ",safAmfCluster=" + CLUSTER;
        object("SaClmNode", "safNode=" + node + ",safCluster=" + CLUSTER);
        object(
                "SaAmfNode",
                amfNode,
                "saAmfNodeClmNode=safNode=" + node + ",safCluster=" + CLUSTER,
                "saAmfNodeSuFailOverProb=" + 60 * SECOND_NANOS,
                "saAmfNodeSuFailoverMax=1000");
        object(
                "SaAmfNodeSwBundle",
                "safInstalledSwBundle=safSmfBundle=lab," + amfNode,
                "saAmfNodeSwBundlePathPrefix=${AMF_HOME}/system-tests/src/test/scripts");
    }

    private void types() {
        for (String type : List.of(
                "SaAmfAppBaseType safAppType",
                "SaAmfSGBaseType safSgType",
                "SaAmfSUBaseType safSuType",
                "SaAmfCompBaseType safCompType",
                "SaAmfSvcBaseType safSvcType",
                "SaAmfCSBaseType safCSType")) {
            object(type.split(" ")[0], type.split(" ")[1] + "=claimant");
        }
        object("SaAmfCSType", "safVersion=1,safCSType=claimant", "saAmfCSAttrName=claims");
        object("SaAmfSvcType", "safVersion=1,safSvcType=claimant");
        object(
                "SaAmfSvcTypeCSTypes",
                "safMemberCSType=safVersion=1\\,safCSType=claimant,safVersion=1,safSvcType=claimant",
                "saAmfSvctMaxNumCSIs=1");
        object(
                "SaAmfCompType",
                "safVersion=1,safCompType=claimant",
                "saAmfCtCompCategory=1",
                "saAmfCtSwBundle=safSmfBundle=lab",
                "saAmfCtDefClcCliTimeout=" + 10 * SECOND_NANOS,
                "saAmfCtDefCallbackTimeout=" + 10 * SECOND_NANOS,
                "saAmfCtDefQuiescingCompleteTimeout=" + 10 * SECOND_NANOS,
                "saAmfCtRelPathInstantiateCmd=claimant-instantiate",
                "saAmfCtRelPathCleanupCmd=claimant-cleanup",
                "saAmfCtDefRecoveryOnError=3",
                "saAmfCtDefDisableRestart=0");
        object(
                "SaAmfCtCsType",
                "safSupportedCsType=safVersion=1\\,safCSType=claimant,safVersion=1,safCompType=claimant",
                "saAmfCtCompCapability=4");
        object(
                "SaAmfSUType",
                "safVersion=1,safSuType=claimant",
                "saAmfSutIsExternal=0",
                "saAmfSutDefSUFailover=1",
                "saAmfSutProvidesSvcTypes=safVersion=1,safSvcType=claimant");
        object(
                "SaAmfSutCompType",
                "safMemberCompType=safVersion=1\\,safCompType=claimant,safVersion=1,safSuType=claimant",
                "saAmfSutMinNumComponents=1",
                "saAmfSutMaxNumComponents=1");
        groupType();
        object("SaAmfAppType", "safVersion=1,safAppType=claimant", "saAmfApptSGTypes=safVersion=1,safSgType=claimant");
    }

    private void groupType() {
        object(
                "SaAmfSGType",
                "safVersion=1,safSgType=claimant",
                "saAmfSgtRedundancyModel=1",
                "saAmfSgtValidSuTypes=safVersion=1,safSuType=claimant",
                "saAmfSgtDefAutoRepair=1",
                "saAmfSgtDefAutoAdjust=1",
                "saAmfSgtDefAutoAdjustProb=" + SECOND_NANOS,
                "saAmfSgtDefCompRestartProb=" + SECOND_NANOS,
                "saAmfSgtDefCompRestartMax=1000",
                "saAmfSgtDefSuRestartProb=" + SECOND_NANOS,
                "saAmfSgtDefSuRestartMax=1000");
    }

    private void application(String node) throws IOException {
        String name = name(node);
        String group = "safSg=" + name + ",safApp=" + name;
        object("SaAmfApplication", "safApp=" + name, "saAmfAppType=safVersion=1,safAppType=claimant");
        object("SaAmfSG", group, "saAmfSGType=safVersion=1,safSgType=claimant", "saAmfSGNumPrefInserviceSUs=2");
        for (int i = 0; i < nodes.size(); i++) {
            String on = nodes.get((nodes.indexOf(node) + i) % nodes.size());
            String unit = unit(node, on);
            object(
                    "SaAmfSU",
                    unit,
                    "saAmfSUType=safVersion=1,safSuType=claimant",
                    "saAmfSURank=" + (i + 1),
                    "saAmfSUFailover=1",
                    "saAmfSUHostNodeOrNodeGroup=safAmfNode=" + on + ",safAmfCluster=" + CLUSTER);
            String component = "safComp=claimant," + unit;
            object("SaAmfComp", component, "saAmfCompType=safVersion=1,safCompType=claimant");
            object("SaAmfCompCsType", "safSupportedCsType=safVersion=1\\,safCSType=claimant," + component);
        }
        object(
                "SaAmfSI",
                instance(node),
                "saAmfSvcType=safVersion=1,safSvcType=claimant",
                "saAmfSIProtectedbySG=" + group,
                "saAmfSIRank=1");
        String csi = "safCsi=claim," + instance(node);
        object("SaAmfCSI", csi, "saAmfCSType=safVersion=1,safCSType=claimant");
        object("SaAmfCSIAttribute", "safCsiAttr=claims," + csi, "saAmfCSIAttriValue=" + observer.claims(node));
    }
}
