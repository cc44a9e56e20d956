package org.amf4j.transport.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amf4j.transport.ReplicatedLog;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Settings without which a cluster would break some day, and no other test would notice. */
final class RaftSettingsTest {

    private final LogConfig config = new LogConfig(
            "n1",
            RatisLogTest.addresses(List.of("n1", "n2", "w")),
            Path.of("/var/lib/amf/n1/raft"),
            LogConfig.Timings.STEADY);
    private final RaftProperties properties = RaftSettings.properties(config);

    @Test
    @DisplayName("what is acknowledged has been flushed, damage is never cut off silently, and nothing lies below /tmp")
    void durable() {
        assertThat(RaftServerConfigKeys.Log.unsafeFlushEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.asyncFlushEnabled(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.useMemory(properties)).isFalse();
        assertThat(RaftServerConfigKeys.Log.corruptionPolicy(properties))
                .isEqualTo(RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        assertThat(RaftServerConfigKeys.storageDir(properties))
                .containsExactly(config.directory().toFile());
        assertThat(RaftServerConfigKeys.removedGroupsDir(properties).toPath()).startsWithRaw(config.directory());
        assertThat(RaftServerConfigKeys.storageFreeSpaceMin(properties).getSize())
                .isEqualTo(64 << 20);
    }

    @Test
    @DisplayName("disk and heap are bounded")
    void bounded() {
        assertThat(RaftServerConfigKeys.Log.purgeUptoSnapshotIndex(properties)).isTrue();
        assertThat(RaftServerConfigKeys.Log.purgePreservationLogNum(properties)).isEqualTo(LogConfig.ENTRIES_KEPT);
        assertThat(RaftServerConfigKeys.Log.segmentCacheNumMax(properties)).isEqualTo(2);
        assertThat(RaftServerConfigKeys.Log.segmentCacheSizeMax(properties).getSize())
                .isEqualTo(8 << 20);
        assertThat(RaftServerConfigKeys.Write.elementLimit(properties)).isEqualTo(ReplicatedLog.PROPOSALS_MAX);
    }

    @Test
    @DisplayName("a leader goes on speaking to a follower that refuses, and comes back soon after it has stepped down")
    void lively() {
        assertThat(RaftServerConfigKeys.Log.Appender.retryPolicy(properties)).isEqualTo("1ms,5000, 100ms,1000000");
        assertThat(RaftServerConfigKeys.LeaderElection.preVote(properties)).isTrue();
        assertThat(RaftServerConfigKeys.LeaderElection.leaderStepDownWaitTime(properties)
                        .toIntExact(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(1_000);
    }

    @Test
    @DisplayName("controllers are equal, a witness comes last and gives nobody its memory")
    void priorities() {
        LogConfig witness = new LogConfig("w", config.voters(), config.directory(), LogConfig.Timings.STEADY)
                .withWitnesses(Set.of("w"));

        assertThat(RaftSettings.group(witness).getPeers())
                .extracting(peer -> peer.getId() + " " + peer.getPriority())
                .containsExactlyInAnyOrder("n1 1", "n2 1", "w 0");
        assertThat(RaftSettings.group(config).getPeers())
                .extracting(RaftPeer::getPriority)
                .containsOnly(1);
        assertThat(RaftServerConfigKeys.Log.Appender.installSnapshotEnabled(RaftSettings.properties(witness)))
                .isFalse();
        assertThat(RaftServerConfigKeys.Log.Appender.installSnapshotEnabled(properties))
                .isTrue();
        assertThat(RaftServerConfigKeys.Log.purgePreservationLogNum(RaftSettings.properties(witness)))
                .isEqualTo(LogConfig.WITNESS_ENTRIES_KEPT);
    }

    @Test
    @DisplayName("addresses are literal ones of one interface, with a fixed port")
    void addresses() {
        for (InetSocketAddress address : List.of(
                InetSocketAddress.createUnresolved("n1.example", 7003),
                new InetSocketAddress(7003),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            assertThatThrownBy(() ->
                            new LogConfig("n1", Map.of("n1", address), config.directory(), LogConfig.Timings.STEADY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("literal address");
        }
    }
}
