package org.amf4j.server;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.amf4j.director.Controller;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what arrives in the group to whom it concerns: the agent, or the director of this node. */
final class MessageRouter implements GroupChannel.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(MessageRouter.class);

    /** How messages begin that hold a request for a lease, or its answer, and nothing else. */
    private static final byte LEASE_REQUEST_BYTE = (byte) (ClusterMessage.LEASE_REQUEST_FIELD_NUMBER << 3 | 2);

    private static final byte LEASE_GRANT_BYTE = (byte) (ClusterMessage.LEASE_GRANT_FIELD_NUMBER << 3 | 2);

    private final AgentSlot agent;
    private final Optional<Controller> controller;
    private final LeaderSigns signs;
    private final NodeQueries queries;
    private final CheckpointParts checkpoints;
    private final BiConsumer<String, Throwable> fatal;

    MessageRouter(
            AgentSlot agent,
            Optional<Controller> controller,
            LeaderSigns signs,
            NodeQueries queries,
            CheckpointParts checkpoints,
            BiConsumer<String, Throwable> fatal) {
        this.queries = queries;
        this.checkpoints = checkpoints;
        this.agent = agent;
        this.controller = controller;
        this.signs = signs;
        this.fatal = fatal;
    }

    @Override
    public void failed(String reason, Throwable cause) {
        fatal.accept(reason, cause);
    }

    /**
     * Messages about checkpoints and leases are many, short and in a hurry; views mean nothing to them. The work of a lease
     * that waited behind something else could be done too late.
     */
    @Override
    public boolean offered(String sender, byte[] bytes) {
        if (!CheckpointParts.isTheirs(bytes) && !isOfLease(bytes)) {
            return false;
        }
        received(sender, bytes);
        return true;
    }

    /** Whether the bytes are a request for a lease or its answer, by their look. */
    static boolean isOfLease(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] == LEASE_REQUEST_BYTE || bytes[0] == LEASE_GRANT_BYTE);
    }

    @Override
    public void viewChanged(List<String> members) {
        LOG.info("view: members={}", members);
        signs.heard(members);
        controller.ifPresent(c -> c.viewChanged(members));
    }

    @Override
    public void received(String sender, byte[] bytes) {
        read(sender, bytes).ifPresent(message -> route(sender, message));
    }

    /** The message; empty, and logged, when it is none. */
    static Optional<ClusterMessage> read(String sender, byte[] bytes) {
        try {
            return Optional.of(ClusterMessage.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("message cannot be read: from={} bytes={} cause={}", sender, bytes.length, e.getMessage());
            return Optional.empty();
        }
    }

    private void route(String sender, ClusterMessage message) {
        switch (message.getBodyCase()) {
            case STILL_LEADING -> signs.seen();
            case PEER_REQUEST -> queries.received(sender, message.getPeerRequest());
            case ADMIN_REPLY -> {
                if (!queries.answered(message.getAdminReply())) {
                    agent.received(sender, message);
                }
            }
            case CHECKPOINT ->
                checkpoints.received(sender, message.getCheckpoint().toByteArray(), controller);
            case LEADER_IS -> {
                agent.received(sender, message);
                checkpoints.leaderIs(message.getLeaderIs().getLeader());
            }
            case LEASE_GRANT -> {
                agent.received(sender, message);
                controller.ifPresent(c -> c.received(sender, message));
            }
            case ORDERS, REPORTS_TAKEN, MEMBERSHIP_TOLD, PROTECTION_GROUP_IS, IMM_CALLED ->
                agent.received(sender, message);
            case HELLO,
                    REPORTS,
                    FORWARDED,
                    LEASE_REQUEST,
                    LEASE_REFUSAL,
                    LEASE_REFUSED,
                    MEMBERSHIP_WANTED,
                    CONTROLLER_REPORT,
                    IMM_CALL_ANSWERED,
                    PROTECTION_GROUPS_TRACKED -> controller.ifPresent(c -> c.received(sender, message));
            case BODY_NOT_SET -> LOG.warn("message of an unknown kind: from={}", sender);
        }
    }
}
