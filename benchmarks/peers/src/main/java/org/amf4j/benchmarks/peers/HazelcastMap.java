package org.amf4j.benchmarks.peers;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A map of Hazelcast with one backup that is written before a call returns. */
final class HazelcastMap implements SharedMap {

    private final HazelcastInstance member;
    private final IMap<String, byte[]> map;

    HazelcastMap(int own, List<Integer> ports) {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().setPort(own).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(port -> join.getTcpIpConfig().addMember("127.0.0.1:" + port));
        config.addMapConfig(new MapConfig("bench").setBackupCount(1).setAsyncBackupCount(0));
        member = Hazelcast.newHazelcastInstance(config);
        map = member.getMap("bench");
    }

    @Override
    public int members() {
        return member.getCluster().getMembers().size();
    }

    @Override
    public void put(String key, byte[] data) {
        map.set(key, data);
    }

    @Override
    public CompletableFuture<?> putAsync(String key, byte[] data) {
        return map.setAsync(key, data).toCompletableFuture();
    }
}
