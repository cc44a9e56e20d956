package org.amf4j.testkit;

import static org.amf4j.testkit.Invariants.require;

import org.amf4j.clm.machine.NodeMembership;
import org.amf4j.clm.model.ClmAdminState;
import org.amf4j.core.outcome.Change;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.NodeState;

/** The membership, and that AMF follows it. */
final class MembershipTruths {

    private MembershipTruths() {}

    static void check(ClusterState state, Outcome outcome) {
        for (NodeState node : state.nodes()) {
            NodeMembership membership =
                    state.membership().nodeOfAgent(node.node().agentName()).orElseThrow();
            boolean leaving = state.membership().change(membership.node().dn()).isPresent();
            require(
                    membership.isMember() == (membership.isUp() && (membership.admin() != ClmAdminState.LOCKED)),
                    "MEMBER-IF-UP-AND-UNLOCKED",
                    node.node(),
                    membership.isMember() + " while " + membership.isUp() + " and " + membership.admin());
            require(
                    membership.admin() != ClmAdminState.SHUTTING_DOWN || leaving,
                    "SHUTTING-DOWN-IS-LEAVING",
                    node.node(),
                    membership.admin() + " with nothing under way");
            require(
                    !membership.isMember() || node.isMember() && node.incarnation() == membership.incarnation(),
                    "AMF-FOLLOWS-MEMBERSHIP",
                    node.node(),
                    "is a member of the cluster and unknown to AMF");
            require(
                    !node.isMember() || membership.isUp() && node.incarnation() == membership.incarnation(),
                    "AMF-FOLLOWS-MEMBERSHIP",
                    node.node(),
                    "is used by AMF and not connected");
            require(
                    !node.isMember()
                            || membership.isMember()
                            || node.departure().isPresent()
                            || node.isRebooting(),
                    "WHO-IS-OUT-IS-LEAVING",
                    node.node(),
                    "is no member, and AMF goes on using it");
            require(
                    membership.view().initialViewNumber() <= state.membership().viewNumber(),
                    "VIEWS-RISE",
                    node.node(),
                    membership.view() + " in view " + state.membership().viewNumber());
        }
        long before = 0;
        for (Change change : outcome.changes()) {
            if (change instanceof Change.Membership m) {
                require(m.viewNumber() > before, "VIEWS-RISE", state.model().cluster(), m.toString());
                before = m.viewNumber();
            }
        }
    }
}
