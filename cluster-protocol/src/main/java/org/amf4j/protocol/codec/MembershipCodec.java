package org.amf4j.protocol.codec;

import java.util.ArrayList;
import java.util.List;
import org.amf4j.api.clm.ChangeStep;
import org.amf4j.api.clm.ClusterChange;
import org.amf4j.api.clm.NodeOperation;
import org.amf4j.api.clm.StepAnswer;
import org.amf4j.clm.machine.MembershipState.Picture;
import org.amf4j.clm.machine.NodeView;
import org.amf4j.clm.machine.TrackStep;
import org.amf4j.clm.machine.TrackerId;
import org.amf4j.core.event.Event;
import org.amf4j.protocol.cluster.ClusterNode;
import org.amf4j.protocol.cluster.MembershipPicture;
import org.amf4j.protocol.cluster.MembershipRequested;
import org.amf4j.protocol.cluster.MembershipStep;
import org.amf4j.protocol.cluster.Tracker;
import org.amf4j.protocol.cluster.TrackerAnswered;
import org.amf4j.protocol.cluster.TrackerChanged;

/**
 * Translates what concerns the membership between records and messages: events as the log holds them, and steps as the leader
 * tells them. Like {@link ClusterCodec} it refuses what it does not know.
 */
public final class MembershipCodec {

    private MembershipCodec() {}

    static MembershipRequested toMessage(Event.MembershipRequested requested) {
        return MembershipRequested.newBuilder()
                .setRequestId(requested.requestId())
                .setTarget(requested.target().toString())
                .setOperation(requested.operation().value())
                .build();
    }

    static Event fromMessage(MembershipRequested message) throws MalformedMessageException {
        return new Event.MembershipRequested(
                message.getRequestId(),
                Fields.dn("MembershipRequested.target", message.getTarget()),
                Fields.number("MembershipRequested.operation", message.getOperation(), NodeOperation::of));
    }

    /** The message of a subscriber's wish. */
    public static TrackerChanged toMessage(Event.TrackerChanged changed) {
        return TrackerChanged.newBuilder()
                .setRequestId(changed.requestId())
                .setTracker(toMessage(changed.tracker()))
                .setFlags(changed.flags())
                .build();
    }

    /**
     * A subscriber's wish.
     *
     * @throws MalformedMessageException when the message is incomplete
     */
    public static Event.TrackerChanged fromMessage(TrackerChanged message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return new Event.TrackerChanged(message.getRequestId(), tracker(message.getTracker()), message.getFlags());
    }

    /** The message of a subscriber's answer. */
    public static TrackerAnswered toMessage(Event.TrackerAnswered answered) {
        return TrackerAnswered.newBuilder()
                .setRequestId(answered.requestId())
                .setTracker(toMessage(answered.tracker()))
                .setStep(answered.step())
                .setAnswer(answered.answer().value())
                .build();
    }

    /**
     * A subscriber's answer.
     *
     * @throws MalformedMessageException when the message is incomplete or says something unknown
     */
    public static Event.TrackerAnswered fromMessage(TrackerAnswered message) throws MalformedMessageException {
        Fields.requireComplete(message);
        return new Event.TrackerAnswered(
                message.getRequestId(),
                tracker(message.getTracker()),
                message.getStep(),
                Fields.number("TrackerAnswered.answer", message.getAnswer(), StepAnswer::of));
    }

    private static Tracker toMessage(TrackerId tracker) {
        return Tracker.newBuilder()
                .setAgentName(tracker.agent())
                .setIncarnation(tracker.incarnation())
                .setNumber(tracker.number())
                .build();
    }

    private static TrackerId tracker(Tracker message) {
        return new TrackerId(message.getAgentName(), message.getIncarnation(), message.getNumber());
    }

    /** The message of the whole membership. */
    public static MembershipPicture toMessage(Picture picture) {
        MembershipPicture.Builder message =
                MembershipPicture.newBuilder().setSequence(picture.sequence()).setViewNumber(picture.viewNumber());
        picture.nodes().forEach(n -> message.addNodes(toMessage(n)));
        return message.build();
    }

    /**
     * The whole membership.
     *
     * @throws MalformedMessageException when a name is none
     */
    public static Picture fromMessage(MembershipPicture message) throws MalformedMessageException {
        List<NodeView> nodes = new ArrayList<>();
        for (ClusterNode node : message.getNodesList()) {
            nodes.add(fromMessage(node));
        }
        return new Picture(message.getSequence(), message.getViewNumber(), nodes);
    }

    private static ClusterNode toMessage(NodeView node) {
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

    private static NodeView fromMessage(ClusterNode message) throws MalformedMessageException {
        return new NodeView(
                message.getNodeId(),
                Fields.dn("ClusterNode.name", message.getName()),
                message.getAddress(),
                Fields.dn("ClusterNode.execution_environment", message.getExecutionEnvironment()),
                message.getMember(),
                message.getBootTimestampNanos(),
                message.getInitialViewNumber());
    }

    /** The message of a step. */
    public static MembershipStep toMessage(TrackStep step) {
        MembershipStep.Builder message = MembershipStep.newBuilder()
                .setSequence(step.sequence())
                .setStep(step.step().value())
                .setChange(step.change().value())
                .setViewNumber(step.viewNumber())
                .setNode(toMessage(step.node()))
                .setMembers(step.members())
                .setTimeLimitNanos(step.timeLimitNanos());
        step.asked().forEach(t -> message.addAsked(toMessage(t)));
        return message.build();
    }

    /**
     * A step.
     *
     * @throws MalformedMessageException when it says something unknown
     */
    public static TrackStep fromMessage(MembershipStep message) throws MalformedMessageException {
        return new TrackStep(
                message.getSequence(),
                Fields.number("MembershipStep.step", message.getStep(), ChangeStep::of),
                Fields.number("MembershipStep.change", message.getChange(), ClusterChange::of),
                message.getViewNumber(),
                fromMessage(message.getNode()),
                message.getMembers(),
                message.getTimeLimitNanos(),
                message.getAskedList().stream().map(MembershipCodec::tracker).toList());
    }
}
