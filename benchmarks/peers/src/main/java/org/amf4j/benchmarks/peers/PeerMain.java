package org.amf4j.benchmarks.peers;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.amf4j.benchmarks.checkpoint.WriteLoad;

/**
 * A process that holds a map, or writes to it. Arguments: the system, {@code hold} or {@code write}, the ports of both
 * holders, the own one first; for {@code write} also the bytes of a value, the load and the seconds. Says one line on its
 * output: {@code ready}, or what was measured as JSON.
 */
public final class PeerMain {

    private PeerMain() {}

    /** Runs one process; it ends when its input does, so that none outlives who has started it. */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(PeerMain::waitForTheEnd, "end-of-input");
        watch.setDaemon(true);
        watch.start();
        boolean isWriter = arguments[1].equals("write");
        List<Integer> ports =
                Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
        SharedMap map = open(arguments[0], isWriter, ports);
        System.out.println(isWriter ? measure(map, arguments) : "ready");
        watch.join();
    }

    private static SharedMap open(String system, boolean isWriter, List<Integer> ports) throws IOException {
        return switch (system) {
            case "infinispan" -> new InfinispanMap(ports.get(0), ports);
            case "hazelcast" -> new HazelcastMap(ports.get(0), ports);
            case "hazelcast-client" -> isWriter ? new HazelcastClientMap(ports) : new HazelcastMap(ports.get(0), ports);
            default -> throw new IllegalArgumentException("unknown system " + system);
        };
    }

    private static void waitForTheEnd() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said there
            }
        } catch (IOException e) {
            System.err.println("the input cannot be read: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static String measure(SharedMap map, String[] arguments) throws InterruptedException {
        byte[] data = new byte[Integer.parseInt(arguments[3])];
        WriteLoad load = WriteLoad.valueOf(arguments[4]);
        long nanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[5]));
        while (map.members() < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        SharedMap.Values values = new SharedMap.Values(map, data, new AtomicInteger());
        load.run(values, nanos / 2);
        WriteLoad.Outcome outcome = load.run(values, nanos);
        return String.format(
                Locale.ROOT,
                "{\"ops_per_s\": %d, \"latency_us\": {\"min\": %.1f, \"p50\": %.1f, \"p99\": %.1f, \"max\": %.1f}}",
                Math.round(outcome.perSecond()),
                outcome.micros(0),
                outcome.micros(500),
                outcome.micros(990),
                outcome.micros(1_000));
    }
}
