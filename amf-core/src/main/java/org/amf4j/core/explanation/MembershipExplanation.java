package org.amf4j.core.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.clm.machine.MembershipState;
import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.machine.PendingChange;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.core.model.Node;
import org.amf4j.core.runtime.ClusterState;

/** Why a node is, or is not, a member of the cluster. Reads the state only. */
public final class MembershipExplanation {

    private MembershipExplanation() {}

    /** The sentences about the cluster, the most important first. */
    public static List<String> ofCluster(MembershipState state) {
        List<String> sentences = new ArrayList<>();
        sentences.add("view " + state.viewNumber() + ": " + state.memberCount() + " of "
                + state.nodes().size() + " configured nodes are members.");
        state.nodes().stream()
                .filter(n -> !n.isMember())
                .forEach(n -> sentences.add(n.node().name() + " is not: " + missing(n) + "."));
        return sentences;
    }

    /** The sentences about a node, the most important first. */
    public static List<String> of(ClusterState cluster, NodeMembership node) {
        MembershipState state = cluster.membership();
        List<String> sentences = new ArrayList<>();
        String name = node.node().name();
        if (node.isMember()) {
            sentences.add(name + " is a member since view " + node.view().initialViewNumber()
                    + ": it is configured, its agent is connected, and it is " + node.admin() + " (CLM-005).");
        } else {
            sentences.add(name + " is not a member: " + missing(node) + " (CLM-005).");
        }
        if (node.isSilent()) {
            sentences.add("Its agent cannot be heard at the moment; it leaves when nothing there can run any more"
                    + " (CLM-007).");
        }
        state.change(node.node().dn()).ifPresent(c -> sentences.add(underWay(c)));
        Optional<Node> hosting = cluster.model().nodeOfAgent(name);
        sentences.add(
                hosting.isPresent()
                        ? "The AMF node on it is " + hosting.get().name() + "; 'explain "
                                + hosting.get().name() + "' tells what runs there."
                        : "No AMF node is on it, so nothing of AMF runs there.");
        return sentences;
    }

    private static String missing(NodeMembership node) {
        String down = "its agent is not connected";
        if (node.admin() == ClmAdminState.UNLOCKED) {
            return node.isUp() ? "it is about to join" : down;
        }
        String locked = "it is " + node.admin() + ", and 'unlock " + node.node().dn() + "' lets it in";
        return node.isUp() ? locked + " at once" : locked + " when its agent has connected, which it has not";
    }

    private static String underWay(PendingChange change) {
        return change.operation() + " is under way in its step " + change.step() + " and waits for " + change.waiting()
                + " (CLM-010).";
    }
}
