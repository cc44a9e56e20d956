package org.amf4j.transport.ratis;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.amf4j.transport.FreePorts;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ReplicatedLogContract;
import org.junit.jupiter.api.io.TempDir;

final class RatisLogTest extends ReplicatedLogContract {

    private final Map<String, InetSocketAddress> voters = addresses(ALL);
    private final Map<String, InetSocketAddress> single = addresses(List.of("n1"));

    @TempDir
    private Path directory;

    static Map<String, InetSocketAddress> addresses(List<String> names) {
        List<Integer> ports = FreePorts.take(names.size());
        Map<String, InetSocketAddress> addresses = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            addresses.put(names.get(i), FreePorts.loopback(ports.get(i)));
        }
        return addresses;
    }

    @Override
    protected ReplicatedLog copy(String voter, LongSupplier epochNanos) {
        LogConfig config = new LogConfig(
                voter, voters, directory.resolve(voter).resolve("raft"), LogConfig.Timings.FAST, 0, Set.of());
        return new RatisLog(config, Optional.empty(), epochNanos);
    }

    @Override
    protected ReplicatedLog singleCopy() {
        return new RatisLog(
                new LogConfig("n1", single, directory.resolve("single").resolve("raft"), LogConfig.Timings.FAST));
    }
}
