package org.amf4j.benchmarks.peers;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The map of Hazelcast's members, seen by a process that holds none of it: both copies outlive the writer. */
final class HazelcastClientMap implements SharedMap {

    private final HazelcastInstance client;
    private final IMap<String, byte[]> map;

    HazelcastClientMap(List<Integer> ports) {
        ClientConfig config = new ClientConfig();
        config.setProperty("hazelcast.logging.type", "none");
        ports.forEach(port -> config.getNetworkConfig().addAddress("127.0.0.1:" + port));
        client = HazelcastClient.newHazelcastClient(config);
        map = client.getMap("bench");
    }

    @Override
    public int members() {
        return client.getCluster().getMembers().size();
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
