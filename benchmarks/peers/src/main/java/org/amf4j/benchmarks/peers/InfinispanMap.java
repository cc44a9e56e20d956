package org.amf4j.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/** A replicated, synchronous cache of Infinispan, on its usual TCP stack with a fixed list of members. */
final class InfinispanMap implements SharedMap {

    private final EmbeddedCacheManager manager;
    private final AdvancedCache<String, byte[]> cache;

    InfinispanMap(int own, List<Integer> ports) throws IOException {
        System.setProperty("bench.port", Integer.toString(own));
        System.setProperty(
                "bench.hosts",
                ports.stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(",")));
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport().clusterName("bench").addProperty("configurationFile", "peers-tcp.xml");
        manager = new DefaultCacheManager(global.build());
        manager.defineConfiguration(
                "bench",
                new ConfigurationBuilder()
                        .clustering()
                        .cacheMode(CacheMode.REPL_SYNC)
                        .build());
        cache = manager.<String, byte[]>getCache("bench").getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
    }

    @Override
    public int members() {
        return manager.getMembers().size();
    }

    @Override
    public void put(String key, byte[] data) {
        cache.put(key, data);
    }

    @Override
    public CompletableFuture<?> putAsync(String key, byte[] data) {
        return cache.putAsync(key, data);
    }
}
