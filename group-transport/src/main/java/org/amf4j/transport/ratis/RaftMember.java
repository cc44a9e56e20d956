package org.amf4j.transport.ratis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.transport.ReplicatedLog;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This controller's Ratis server, and the few questions and requests that are put to it. */
final class RaftMember {

    private static final long CLOSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(3);
    private static final int CLOSE_POLL_MILLIS = 10;
    private static final int KEEPER_SILENCE_MILLIS_MAX = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);

    static {
        keepRatisFromEndingTheProcess();
    }

    private final InetSocketAddress address;
    private final RaftGroup group;
    private final RaftPeerId self;
    private final ClientId client = ClientId.randomId();
    private final RaftServer server;
    private final RaftServer.Division division;

    /** Makes the server; it neither listens nor votes before {@link #start}. */
    RaftMember(LogConfig config, Optional<NodeCredentials> credentials, EntryMachine machine) throws IOException {
        address = config.voters().get(config.self());
        group = RaftSettings.group(config);
        self = RaftPeerId.valueOf(config.self());
        server = RaftServer.newBuilder()
                .setServerId(self)
                .setGroup(group)
                .setProperties(RaftSettings.properties(config))
                .setParameters(RaftSecurity.parameters(config, credentials))
                .setStateMachine(machine)
                .setOption(RaftStorage.StartupOption.RECOVER)
                .build();
        try {
            division = server.getDivision(group.getGroupId());
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** By default an address that is taken, or any thread's uncaught exception, would make Ratis call System.exit. */
    private static void keepRatisFromEndingTheProcess() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        ExitUtils.disableSystemExit();
        ExitUtils.setTerminateOnUncaughtException(false);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    void start() throws IOException {
        server.start();
    }

    /** Under which proposals of this start of the process go into the log. */
    ByteString clientId() {
        return client.toByteString();
    }

    /** The future ends when the entry is applied, or with a reply that says why it will not be by this leader. */
    CompletableFuture<RaftClientReply> submit(long callId, byte[] payload) throws IOException {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(self)
                .setGroupId(group.getGroupId())
                .setCallId(callId)
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(payload)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        // The division takes it in the caller's thread; the server would hand it to another one and wait for that.
        return division instanceof RaftClientAsynchronousProtocol direct
                ? direct.submitClientRequestAsync(request)
                : server.submitClientRequestAsync(request);
    }

    /** Has the state machine asked for its memory; the reply comes when it is on disk. */
    CompletableFuture<RaftClientReply> takeSnapshot(long callId, long millisMax) throws IOException {
        return server.snapshotManagementAsync(
                SnapshotManagementRequest.newCreate(client, self, group.getGroupId(), callId, millisMax, 1));
    }

    boolean isLeader() {
        return division.getInfo().isLeader();
    }

    Optional<String> leader() {
        return Optional.ofNullable(division.getInfo().getLeaderId()).map(RaftPeerId::toString);
    }

    /** See {@link ReplicatedLog#keepers}. */
    List<String> keepers() {
        RoleInfoProto role = division.getInfo().getRoleInfoProto();
        if (!role.hasLeaderInfo()) {
            return List.of();
        }
        long enough = division.getRaftLog().getLastCommittedIndex() - ReplicatedLog.BEHIND_MAX;
        Set<ByteString> keeping = division.getCommitInfos().stream()
                .filter(info -> info.getCommitIndex() >= enough)
                .map(info -> info.getServer().getId())
                .collect(Collectors.toSet());
        Stream<ByteString> heard = role.getLeaderInfo().getFollowerInfoList().stream()
                .filter(follower -> follower.getLastRpcElapsedTimeMs() <= KEEPER_SILENCE_MILLIS_MAX)
                .map(follower -> follower.getId().getId());
        return Stream.concat(Stream.of(self.toByteString()), heard.filter(keeping::contains))
                .map(ByteString::toStringUtf8)
                .sorted()
                .toList();
    }

    /** Whether, as the leader, it has had answers from a majority within the time given, itself included. */
    boolean hearsMajority(int silenceMillisMax) {
        RoleInfoProto role = division.getInfo().getRoleInfoProto();
        if (!role.hasLeaderInfo()) {
            return false;
        }
        List<ServerRpcProto> followers = role.getLeaderInfo().getFollowerInfoList();
        long heard = 1
                + followers.stream()
                        .filter(follower -> follower.getLastRpcElapsedTimeMs() <= silenceMillisMax)
                        .count();
        return 2 * heard > group.getPeers().size();
    }

    /** Hands leadership over, or with no one named, gives it up. */
    CompletableFuture<RaftClientReply> transfer(long callId, Optional<String> to, long millisMax) {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                client,
                self,
                group.getGroupId(),
                callId,
                to.map(RaftPeerId::valueOf).orElse(null),
                millisMax);
        try {
            return server.transferLeadershipAsync(request);
        } catch (IOException failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /**
     * Stands for election at once, as if the leader had asked for it, which is how leadership is handed over: without asking
     * first whether others miss the leader, too. Returns whether it does; not when it knows of a later leadership than that of
     * its last entry, or does not follow.
     */
    boolean standInPlaceOf(String leader) throws IOException {
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        if (last == null || last.getTerm() != division.getInfo().getCurrentTerm()) {
            return false;
        }
        StartLeaderElectionRequestProto request = StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(header(RaftPeerId.valueOf(leader), self))
                .setLeaderLastEntry(last.toProto())
                .build();
        return server.startLeaderElection(request).getServerReply().getSuccess();
    }

    /**
     * Asks each other voter whether it would vote for this one, as if this one had an empty log: they refuse, and nothing
     * changes. Waits for the answers. Does nothing while there is no leader, when the question might count, among empty logs,
     * and while this one leads, whose connections are in use.
     */
    void rehearseElection() {
        if (leader().isEmpty() || isLeader() || division.getRaftLog().getLastEntryTermIndex() == null) {
            return;
        }
        for (RaftPeer peer : group.getPeers()) {
            if (!peer.getId().equals(self)) {
                askForNothing(peer.getId());
            }
        }
    }

    private void askForNothing(RaftPeerId peer) {
        RequestVoteRequestProto request = RequestVoteRequestProto.newBuilder()
                .setServerRequest(header(self, peer))
                .setCandidateTerm(division.getInfo().getCurrentTerm())
                .setCandidateLastEntry(TermIndex.INITIAL_VALUE.toProto())
                .setPreVote(true)
                .build();
        try {
            server.getServerRpc().requestVote(request);
        } catch (IOException | RuntimeException unheard) {
            // It may be down. A connection that has failed is tried again less and less often, up to every two minutes,
            // and a vote asked meanwhile fails at once; a new one is tried at once.
            LOG.debug("a rehearsed election was not answered: controller={} by={}", self, peer, unheard);
            server.getServerRpc().handleException(peer, unheard, true);
        }
    }

    private RaftRpcRequestProto header(RaftPeerId from, RaftPeerId to) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(from.toByteString())
                .setReplyId(to.toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group.getGroupId()))
                .build();
    }

    /**
     * Gives up leadership at once, files within about a second, then the address. The rest, some seconds of waiting for
     * connections to end well, is left to a thread of its own.
     */
    void close() {
        division.close();
        Thread closer = Thread.ofPlatform().daemon().name("log-close-" + self).start(this::closeServer);
        long startNanos = System.nanoTime();
        try {
            while (closer.isAlive() && isListening() && System.nanoTime() - startNanos < CLOSE_NANOS_MAX) {
                closer.join(CLOSE_POLL_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException failed) {
            LOG.atWarn().setCause(failed).addKeyValue("controller", self).log("the log did not close well");
        }
    }

    private boolean isListening() {
        try (Socket probe = new Socket()) {
            probe.connect(address, CLOSE_POLL_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
