package org.amf4j.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.amf4j.benchmarks.checkpoint.WriteLoad;

/**
 * A process that holds a map, or writes to it. Arguments: the system, {@code hold} or {@code write}, the ports of both
 * holders, the own one first; for {@code write} also the bytes of a value and the load. Says {@code ready}; a writer then
 * takes one line for each round, how many milliseconds it is to write, and says in one line what came out, as JSON. It ends
 * when its input does, so that none outlives who has started it.
 */
public final class PeerMain {

    private PeerMain() {}

    /** Runs one process. */
    public static void main(String[] arguments) throws Exception {
        boolean isWriter = arguments[1].equals("write");
        List<Integer> ports =
                Stream.of(arguments[2].split(",")).map(Integer::valueOf).toList();
        BlockingQueue<String> rounds = new LinkedBlockingQueue<>();
        Thread listener = new Thread(() -> listen(rounds), "listener");
        listener.setDaemon(true);
        listener.start();
        SharedMap map = open(arguments[0], isWriter, ports);
        if (!isWriter) {
            System.out.println("ready");
            listener.join();
            return;
        }
        while (map.members() < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        System.out.println("ready");
        byte[] data = new byte[Integer.parseInt(arguments[3])];
        SharedMap.Values values = new SharedMap.Values(map, data, new AtomicInteger());
        WriteLoad load = WriteLoad.valueOf(arguments[4]);
        while (true) {
            long millis = Long.parseLong(rounds.take());
            System.out.println(describe(load.run(values, TimeUnit.MILLISECONDS.toNanos(millis))));
        }
    }

    private static SharedMap open(String system, boolean isWriter, List<Integer> ports) throws IOException {
        return switch (system) {
            case "infinispan" -> new InfinispanMap(ports.get(0), ports);
            case "hazelcast" -> new HazelcastMap(ports.get(0), ports);
            case "hazelcast-client" -> isWriter ? new HazelcastClientMap(ports) : new HazelcastMap(ports.get(0), ports);
            default -> throw new IllegalArgumentException("unknown system " + system);
        };
    }

    private static void listen(BlockingQueue<String> rounds) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            input.lines().forEach(rounds::add);
        } catch (IOException e) {
            System.err.println("the input cannot be read: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static String describe(WriteLoad.Outcome outcome) {
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
