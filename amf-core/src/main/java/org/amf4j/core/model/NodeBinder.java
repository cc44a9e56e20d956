package org.amf4j.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.core.state.AdminState;

/** Binds the cluster, its nodes and its node groups. */
final class NodeBinder {
    private final Draft draft;

    NodeBinder(Draft draft) {
        this.draft = draft;
    }

    void bind() {
        bindCluster();
        for (Placed object : draft.index.all(AmfClass.NODE)) {
            Node node = new Node(object.dn(), draft.nodes.size(), node(object));
            draft.add(draft.nodes, object, node);
            object.parent(Cluster.class).ifPresent(c -> c.add(node));
        }
        for (Placed object : draft.index.all(AmfClass.NODE_GROUP)) {
            AdminState admin = draft.attributes(object).adminState("saAmfNGAdminState");
            draft.add(
                    draft.nodeGroups,
                    object,
                    new NodeGroup(object.dn(), draft.nodeGroups.size(), members(object), admin));
        }
    }

    private void bindCluster() {
        List<Placed> clusters = draft.index.all(AmfClass.CLUSTER);
        if (clusters.isEmpty()) {
            draft.problems.error(
                    Dn.ROOT,
                    "",
                    "MODEL-CLUSTER",
                    "there is no SaAmfCluster object; add one, for instance safAmfCluster=myAmfCluster");
        }
        for (Placed object : clusters) {
            Attributes in = draft.attributes(object);
            Dn clm = in.reference("saAmfClusterClmCluster", AmfClass.CLM_CLUSTER, draft.index)
                    .orElse(Dn.ROOT);
            Cluster.Config config = new Cluster.Config(
                    clm, in.requiredTime("saAmfClusterStartupTimeout"), in.adminState("saAmfClusterAdminState"));
            draft.add(draft.clusters, object, new Cluster(object.dn(), draft.clusters.size(), config));
            if (draft.clusters.size() > 1) {
                draft.problems.error(
                        object.dn(),
                        "",
                        "MODEL-CLUSTER",
                        "there can be one SaAmfCluster only, and "
                                + clusters.get(0).dn() + " is it; remove this one");
            }
        }
    }

    private Node.Config node(Placed object) {
        Attributes in = draft.attributes(object);
        return new Node.Config(
                in.name("saAmfNodeClmNode").orElse(Dn.ROOT),
                in.requiredTime("saAmfNodeSuFailOverProb"),
                in.requiredCount("saAmfNodeSuFailoverMax"),
                in.flag("saAmfNodeAutoRepair").orElse(true),
                in.flag("saAmfNodeFailfastOnTerminationFailure").orElse(false),
                in.flag("saAmfNodeFailfastOnInstantiationFailure").orElse(false),
                in.flag("amfNodeCordoned").orElse(false),
                bundlePrefixes(object),
                in.adminState("saAmfNodeAdminState"));
    }

    private Map<Dn, String> bundlePrefixes(Placed node) {
        Map<Dn, String> prefixes = new TreeMap<>();
        for (Placed bundle : node.children(AmfClass.NODE_BUNDLE)) {
            draft.attributes(bundle)
                    .text("saAmfNodeSwBundlePathPrefix")
                    .ifPresent(prefix -> prefixes.put(bundle.target(), prefix));
        }
        return Collections.unmodifiableMap(prefixes);
    }

    private List<Node> members(Placed group) {
        return draft.attributes(group).names("saAmfNGNodeList").stream()
                .distinct()
                .sorted()
                .map(dn -> member(group, dn))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Node> member(Placed group, Dn dn) {
        Optional<Node> node = draft.find(dn, Node.class);
        if (node.isEmpty()) {
            draft.problems.error(
                    group.dn(),
                    "saAmfNGNodeList",
                    "MODEL-NODEGROUP",
                    "saAmfNGNodeList names " + dn
                            + ", but there is no SaAmfNode of that name; create it or take it off");
        }
        return node;
    }
}
