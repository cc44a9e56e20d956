package org.amf4j.transport.measure;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.amf4j.transport.FreePorts;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ratis.LogConfig;
import org.amf4j.transport.ratis.RatisLog;

/** Measures by hand: commits of 200 bytes with three voters in three processes, one at a time; prints milliseconds. */
final class CommitLatency {

    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 3_000;
    private static final int PAYLOAD_BYTES = 200;
    private static final List<String> VOTERS = List.of("n1", "n2", "n3");

    private CommitLatency() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            parent();
        } else {
            voter(arguments[0], Path.of(arguments[1]), Arrays.asList(arguments).subList(2, 5));
        }
    }

    private static void parent() throws Exception {
        Path directory = Files.createTempDirectory("commit-latency");
        List<String> ports = FreePorts.take(3).stream().map(String::valueOf).toList();
        List<Process> children = new ArrayList<>();
        for (String voter : VOTERS) {
            List<String> arguments = new ArrayList<>(List.of(voter, directory.toString()));
            arguments.addAll(ports);
            children.add(new ProcessBuilder(ChildJvm.command(CommitLatency.class, arguments))
                    .inheritIO()
                    .start());
        }
        System.in.read();
        children.forEach(Process::destroyForcibly);
    }

    private static void voter(String self, Path directory, List<String> ports) throws Exception {
        Map<String, InetSocketAddress> voters = new TreeMap<>();
        for (int i = 0; i < VOTERS.size(); i++) {
            voters.put(VOTERS.get(i), FreePorts.loopback(Integer.parseInt(ports.get(i))));
        }
        CountDownLatch leading = new CountDownLatch(1);
        long start = System.nanoTime();
        RatisLog log = new RatisLog(new LogConfig(self, voters, directory.resolve(self), LogConfig.Timings.STEADY));
        log.open(new Quiet(leading));
        System.out.printf("%s open after %.0f ms%n", self, (System.nanoTime() - start) / 1e6);
        leading.await();
        System.out.printf("%s leads after %.0f ms%n", self, (System.nanoTime() - start) / 1e6);
        run(log, WARM_UP);
        report(self, "back to back", run(log, MEASURED));
        report(self, "paced", paced(log));
        start = System.nanoTime();
        log.close();
        System.out.printf("%s closed in %.0f ms%n", self, (System.nanoTime() - start) / 1e6);
        System.exit(0);
    }

    private static void report(String self, String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s commit %s ms: p50 %.2f p90 %.2f p99 %.2f max %.2f; threads %d%n",
                self,
                what,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 9 / 10] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                Thread.getAllStackTraces().size());
    }

    private static long[] run(ReplicatedLog log, int count) throws ExecutionException, InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            log.propose(new byte[PAYLOAD_BYTES]).get();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static long[] paced(ReplicatedLog log) throws ExecutionException, InterruptedException {
        long[] nanos = new long[500];
        for (int i = 0; i < nanos.length; i++) {
            LockSupport.parkNanos(20_000_000);
            nanos[i] = run(log, 1)[0];
        }
        return nanos;
    }

    private record Quiet(CountDownLatch leading) implements ReplicatedLog.Listener {
        @Override
        public void restored(ReplicatedLog.Memory memory) {}

        @Override
        public void entry(long index, long term, long timestampNanos, byte[] payload) {}

        @Override
        public void leading(long term) {
            leading.countDown();
        }

        @Override
        public void following() {}

        @Override
        public void leaderChanged(Optional<String> leader) {}

        @Override
        public void failed(String reason, Throwable cause) {
            System.out.println(reason);
        }
    }
}
