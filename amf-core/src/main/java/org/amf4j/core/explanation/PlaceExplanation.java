package org.amf4j.core.explanation;

import java.util.List;
import java.util.stream.Collectors;
import org.amf4j.core.model.Cluster;
import org.amf4j.core.model.NodeGroup;
import org.amf4j.core.model.ServiceGroup;
import org.amf4j.core.runtime.ClusterState;
import org.amf4j.core.runtime.ClusterState.ApplicationState;
import org.amf4j.core.runtime.InstanceState;
import org.amf4j.core.runtime.NodeState;
import org.amf4j.core.runtime.UnitState;
import org.amf4j.core.state.AdminState;
import org.amf4j.core.state.AssignmentState;
import org.amf4j.core.state.OperationalState;

/** How nodes, node groups, applications and the cluster stand, and what that does to what is in them. */
final class PlaceExplanation {

    private final ClusterState state;

    PlaceExplanation(ClusterState state) {
        this.state = state;
    }

    void node(NodeState node, Sentences sentences) {
        String name = node.node().name();
        boolean locked = state.membership()
                .nodeOfAgent(node.node().agentName())
                .filter(n -> n.isUp() && !n.isMember())
                .isPresent();
        if (!node.isMember() && locked) {
            sentences.add(
                    "CLM-009",
                    name + " is not a member: its CLM node is locked, and nothing runs on it until that is unlocked.");
        } else if (!node.isMember()) {
            String since = node.incarnation() == 0 ? "has not joined yet" : "has left";
            sentences.add("AMF-092", name + " is not a member: its agent " + since + ", and nothing runs on it.");
        } else if (node.silence().isPresent()) {
            sentences.add(
                    "LEASE",
                    name + " is a member that cannot be heard ("
                            + node.silence().get().cause()
                            + "). What runs there may still serve, so its work stays until its lease has run out or it"
                            + " is known to be dead.");
        } else if (node.operational() == OperationalState.DISABLED) {
            sentences.add(
                    "AMF-071",
                    name + " is a member and DISABLED by a recovery: nothing runs on it until 'repaired " + name
                            + "' or until its agent joins again.");
        } else {
            sentences.add("AMF-092", name + " is a healthy member.");
        }
        if (node.departure().isPresent()) {
            sentences.add(
                    "CLM-010",
                    name
                            + " is being made to leave the cluster: its work moves to others, then what runs there is"
                            + " ended.");
        }
        if (node.admin() != AdminState.UNLOCKED) {
            sentences.add(
                    "AMF-088",
                    name + " is " + node.admin() + ": its units have no work"
                            + (node.admin() == AdminState.LOCKED_INSTANTIATION
                                    ? " and no instances."
                                    : ", others take over."));
        }
        if (node.node().config().cordoned()) {
            sentences.add(
                    "CORDON",
                    name + " is cordoned: its units keep what they have and are given nothing else; 'uncordon " + name
                            + "' ends that.");
        }
        if (node.failovers() > 0) {
            sentences.add(
                    "AMF-069",
                    node.failovers() + " of " + node.node().config().suFailoverMax()
                            + " fail-overs are used in the window that is open; one more than that fails the node"
                            + " over.");
        }
        for (UnitState unit : state.unitsOf(node.node())) {
            unit(node, unit, sentences);
        }
    }

    private static void unit(NodeState node, UnitState unit, Sentences sentences) {
        String name = unit.unit().name() + " of " + unit.unit().group().name();
        if (unit.host().filter(h -> h == node).isPresent()) {
            String work = unit.assignments().stream()
                    .map(a -> a.instance().instance().name() + " "
                            + a.confirmed().map(Enum::name).orElse("(being assigned)"))
                    .collect(Collectors.joining(", "));
            sentences.add(
                    "AMF-033",
                    name + " is here, " + unit.presence() + ", " + unit.readiness() + ", with "
                            + (work.isEmpty() ? "no work" : work) + ".");
        } else {
            String where = unit.host().map(h -> "is on " + h.node().name()).orElse("is on no node");
            sentences.add("AMF-005", name + " may be here and " + where + ".");
        }
    }

    void nodeGroup(NodeGroup nodes, Sentences sentences) {
        sentences.add("", nodes.name() + " is a choice of nodes for units: " + Sentences.names(nodes.nodes()) + ".");
        nodes.nodes().forEach(n -> {
            NodeState node = state.of(n);
            sentences.add(
                    "AMF-092",
                    n.name() + " is " + (node.isMember() ? "a member, " : "not a member, ") + node.operational()
                            + " and " + node.admin() + ".");
        });
    }

    void application(ApplicationState application, Sentences sentences) {
        String name = application.application().name();
        sentences.add("AMF-084", name + " is " + application.admin() + effect(application.admin()));
        for (ServiceGroup group : application.application().groups()) {
            new GroupExplanation(state, state.of(group)).tell(sentences);
        }
    }

    private String effect(AdminState own) {
        if (state.admin() != AdminState.UNLOCKED) {
            return ", and the cluster is " + state.admin() + ": nobody in it serves.";
        }
        return own == AdminState.UNLOCKED ? ": its groups may serve." : ": nobody in it serves, and nobody takes over.";
    }

    void cluster(Cluster cluster, Sentences sentences) {
        List<NodeState> members =
                state.nodes().stream().filter(NodeState::isMember).toList();
        sentences.add(
                "AMF-092",
                cluster.name() + " is " + state.admin() + " and has " + members.size() + " of "
                        + state.nodes().size() + " nodes.");
        sentences.add(
                "AMF-047",
                state.isStarted()
                        ? "It has started: assignments are made as units come and go."
                        : "It has not started yet: first assignments wait until all expected units are in service or"
                                + " the start-up time has passed.");
        for (InstanceState instance : state.instances()) {
            if (instance.assignment() != AssignmentState.FULLY_ASSIGNED) {
                sentences.add(
                        "AMF-060",
                        instance.instance().name() + " is " + instance.assignment() + "; 'explain "
                                + instance.instance().name() + "' tells why.");
            }
        }
    }
}
