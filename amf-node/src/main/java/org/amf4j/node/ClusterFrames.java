package org.amf4j.node;

import org.amf4j.clm.machine.MembershipState.Picture;
import org.amf4j.clm.machine.NodeView;
import org.amf4j.clm.track.Call;
import org.amf4j.protocol.component.ClusterItem;
import org.amf4j.protocol.component.ClusterNode;
import org.amf4j.protocol.component.ClusterStep;
import org.amf4j.protocol.component.ClusterUnavailable;
import org.amf4j.protocol.component.ClusterView;
import org.amf4j.protocol.component.ToComponent;

/** The membership in frames for processes. */
final class ClusterFrames {

    private ClusterFrames() {}

    static ClusterNode node(NodeView node) {
        return ClusterNode.newBuilder()
                .setNodeId(node.nodeId())
                .setName(node.name().toString())
                .setAddress(node.address())
                .setExecutionEnvironment(node.executionEnvironment().toString())
                .setMember(node.member())
                .setBootTimestampNanos(node.bootTimestampNanos())
                .setInitialViewNumber(node.initialViewNumber())
                .build();
    }

    static ClusterView view(Picture picture) {
        ClusterView.Builder view = ClusterView.newBuilder().setViewNumber(picture.viewNumber());
        picture.nodes().forEach(n -> view.addNodes(node(n)));
        return view.build();
    }

    static ToComponent step(Call.Step step, long token) {
        ClusterStep.Builder frame = ClusterStep.newBuilder()
                .setToken(token)
                .setInvocation(step.invocation())
                .setStep(step.step().value())
                .setViewNumber(step.viewNumber())
                .setMembers(step.members())
                .setRootCause(step.rootCause().toString())
                .setTimeLimitNanos(step.timeLimitNanos());
        step.items()
                .forEach(i -> frame.addItems(ClusterItem.newBuilder()
                        .setNode(node(i.node()))
                        .setChange(i.change().value())));
        return ToComponent.newBuilder().setClusterStep(frame).build();
    }

    static ToComponent unavailable(Call.Unavailable call) {
        return ToComponent.newBuilder()
                .setClusterUnavailable(ClusterUnavailable.newBuilder().setReason(call.reason()))
                .build();
    }
}
