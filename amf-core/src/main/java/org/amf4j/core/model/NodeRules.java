package org.amf4j.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.amf4j.api.Dn;

/** Rules for the cluster, its nodes, node groups and installed bundles. */
final class NodeRules {
    private static final String CLM_NODE = "saAmfNodeClmNode";
    private static final String PREFIX = "saAmfNodeSwBundlePathPrefix";

    private final Draft draft;

    NodeRules(Draft draft) {
        this.draft = draft;
    }

    void check() {
        draft.clusters.forEach(c -> new Timeouts(draft.problems, c.dn())
                .checkUnit("saAmfClusterStartupTimeout", c.config().startupTimeoutNanos()));
        Map<String, Node> byAgent = new LinkedHashMap<>();
        for (Node node : draft.nodes) {
            checkMapping(node);
            checkAlone(node, byAgent);
            if (draft.attributes(node).has("saAmfNodeSuFailOverProb")) {
                new Timeouts(draft.problems, node.dn())
                        .check("saAmfNodeSuFailOverProb", node.config().suFailoverProbationNanos());
            }
        }
        draft.nodeGroups.forEach(this::checkMembers);
        draft.index.all(AmfClass.NODE_BUNDLE).forEach(this::checkBundle);
    }

    private void checkMapping(Node node) {
        Dn clmNode = node.config().clmNode();
        if (clmNode.isRoot()) {
            draft.problems.warning(
                    node.dn(),
                    CLM_NODE,
                    "MODEL-NODE-UNMAPPED",
                    "the node is mapped on no CLM node, so only a member of its own name could ever host anything;"
                            + " give "
                            + CLM_NODE);
        } else if (!draft.index.exists(clmNode, AmfClass.CLM_NODE)) {
            String text = CLM_NODE + " names " + clmNode
                    + ", but there is no SaClmNode of that name; create it or correct" + " the name";
            if (draft.index.all(AmfClass.CLM_NODE).isEmpty()) {
                // A configuration without any CLM objects says nothing about membership and works by names.
                draft.problems.warning(node.dn(), CLM_NODE, "MODEL-REFERENCE", text);
            } else {
                draft.problems.error(node.dn(), CLM_NODE, "MODEL-REFERENCE", text);
            }
        }
    }

    private void checkAlone(Node node, Map<String, Node> byAgent) {
        Node other = byAgent.putIfAbsent(node.agentName(), node);
        if (other != null) {
            draft.problems.error(
                    node.dn(),
                    CLM_NODE,
                    "MODEL-NODE-MAPPED-TWICE",
                    "CLM node " + node.agentName() + " is already that of " + other.dn()
                            + "; map each AMF node on a CLM node of its own");
        }
    }

    private void checkMembers(NodeGroup group) {
        if (!draft.attributes(group).has("saAmfNGNodeList")) {
            draft.problems.error(
                    group.dn(),
                    "saAmfNGNodeList",
                    "MODEL-NODEGROUP",
                    "the node group is empty; name at least one node in saAmfNGNodeList");
        }
    }

    private void checkBundle(Placed object) {
        String prefix = draft.attributes(object).text(PREFIX).orElse("");
        // the variable is replaced when a node reads the file
        if (!prefix.startsWith("/") && !prefix.startsWith(Installation.VARIABLE)) {
            draft.problems.error(
                    object.dn(),
                    PREFIX,
                    "MODEL-BUNDLE-PREFIX",
                    PREFIX + " is '" + prefix
                            + "', but must be the absolute path of the directory that holds the bundle");
        }
        Dn bundle = object.target();
        if (!draft.index.exists(bundle, AmfClass.BUNDLE)) {
            draft.problems.warning(
                    object.dn(),
                    "safInstalledSwBundle",
                    "MODEL-REFERENCE",
                    "there is no SaSmfSwBundle " + bundle + "; create it or correct the name");
        }
    }
}
