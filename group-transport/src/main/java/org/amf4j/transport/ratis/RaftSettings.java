package org.amf4j.transport.ratis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amf4j.transport.ReplicatedLog;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The settings of Apache Ratis; each line that is not its default has been measured, or bounds something. */
final class RaftSettings {

    private static final String APPENDER_RETRY_POLICY = "1ms,5000, 100ms,1000000";

    private RaftSettings() {}

    static RaftGroup group(LogConfig config) {
        List<RaftPeer> peers = config.voters().entrySet().stream()
                .map(voter -> RaftPeer.newBuilder()
                        .setId(voter.getKey())
                        .setAddress(LogConfig.literal(voter.getValue()))
                        // Equal: a preferred leader would delay the fail-over away from it. A witness hands leadership
                        // over.
                        .setPriority(config.witnesses().contains(voter.getKey()) ? 0 : 1)
                        .build())
                .toList();
        return RaftGroup.valueOf(RaftGroupId.valueOf(config.logId()), peers);
    }

    static RaftProperties properties(LogConfig config) {
        RaftProperties properties = new RaftProperties();
        network(properties, config);
        elections(properties, config.timings());
        storage(properties, config);
        memory(properties);
        return properties;
    }

    private static void network(RaftProperties properties, LogConfig config) {
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        GrpcConfigKeys.Server.setHost(
                properties, LogConfig.literalHost(config.voters().get(config.self())));
        GrpcConfigKeys.Server.setPort(
                properties, config.voters().get(config.self()).getPort());
        properties.setInt(GrpcConfigKeys.Server.BOSS_GROUP_SIZE_KEY, 1);
        properties.setInt(GrpcConfigKeys.Server.WORKER_GROUP_SIZE_KEY, 2);
        properties.setBoolean(GrpcConfigKeys.USE_EPOLL_KEY, false); // no native library to unpack
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(1_000));
        RaftServerConfigKeys.Rpc.setSlownessTimeout(properties, millis(1_000));
        // By default the leader sleeps for a second after ten refusals and loses its majority meanwhile.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, APPENDER_RETRY_POLICY);
        // By default two messages to a follower are a millisecond apart, which a commit may have to wait for.
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, millis(0));
    }

    private static void elections(RaftProperties properties, LogConfig.Timings timings) {
        int min = timings.electionTimeoutMinMillis();
        int max = timings.electionTimeoutMaxMillis();
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(min));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(max));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(Math.min(min, 150)));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(Math.min(max, 300)));
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, millis(1_000));
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(properties, millis(2_000));
    }

    private static void storage(RaftProperties properties, LogConfig config) {
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(config.directory().toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(
                properties, config.directory().resolve("removed").toFile());
        RaftServerConfigKeys.setStorageFreeSpaceMin(properties, SizeInBytes.valueOf("64MB"));
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("4MB"));
        // Written out before a new leader's first entry: little, so that it does not wait for the disk.
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("64KB"));
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        RaftServerConfigKeys.Log.setUseMemory(properties, false);
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        // The listener says when it remembers; a controller that was away for a little while needs no memory.
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, config.entriesKept());
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        // What a witness keeps as its memory is empty, and must never take the place of a controller's.
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, !config.isWitness());
    }

    private static void memory(RaftProperties properties) {
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("2MB"));
        RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Write.setElementLimit(properties, ReplicatedLog.PROPOSALS_MAX);
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, millis(5_000));
    }

    private static TimeDuration millis(int millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
