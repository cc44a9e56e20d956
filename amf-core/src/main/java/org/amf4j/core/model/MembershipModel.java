package org.amf4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.amf4j.api.Dn;
import org.amf4j.api.clm.TrackFlag;
import org.amf4j.api.imm.ImmObject;
import org.amf4j.clm.machine.MembershipMachine;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.clm.model.ClmNode;
import org.amf4j.clm.model.NodeIds;

/**
 * The cluster's membership as a model configures it. An AMF node that is mapped on no configured CLM node counts as one of its
 * agent's name, so that a model without CLM objects works by names.
 */
public final class MembershipModel {

    private static final int STEPS = TrackFlag.START_STEP.value() | TrackFlag.VALIDATE_STEP.value();

    private MembershipModel() {}

    /** The membership before anybody has joined; the framework is asked in its steps. */
    public static MembershipState of(Model model) {
        Dn cluster = cluster(model);
        Map<Dn, ImmObject> objects = new TreeMap<>();
        List<Dn> names = new ArrayList<>();
        for (ImmObject object : model.objects().values()) {
            if (object.className().equals(ClmNode.CLASS)) {
                objects.put(object.dn(), object);
            }
        }
        names.addAll(objects.keySet());
        for (Node node : model.nodes()) {
            Dn mapped = node.config().clmNode();
            if (!objects.containsKey(mapped)) {
                names.add(nodeOf(node, cluster));
            }
        }
        Map<Dn, Long> ids = NodeIds.of(names);
        List<ClmNode> nodes = new ArrayList<>();
        ids.forEach((dn, id) ->
                nodes.add(objects.containsKey(dn) ? ClmNode.of(objects.get(dn), id) : ClmNode.named(dn, id)));
        MembershipState state = new MembershipState(cluster, nodes);
        new MembershipMachine(state, 0).track("", TrackerId.FRAMEWORK, STEPS);
        return state;
    }

    /** The CLM node that an AMF node is on, configured or not. */
    public static Dn nodeOf(Node node, Dn cluster) {
        Dn mapped = node.config().clmNode();
        return mapped.isRoot() ? cluster.child("safNode", node.agentName()) : mapped;
    }

    private static Dn cluster(Model model) {
        Dn mapped = model.cluster().config().clmCluster();
        return mapped.isRoot() ? Dn.ROOT.child("safCluster", model.cluster().name()) : mapped;
    }
}
