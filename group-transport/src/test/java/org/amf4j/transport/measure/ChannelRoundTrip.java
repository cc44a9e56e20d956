package org.amf4j.transport.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.amf4j.transport.FreePorts;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.jgroups.ChannelConfig;
import org.amf4j.transport.jgroups.JGroupsChannel;

/** Measures by hand: round trips between two processes, one message at a time; prints microseconds. */
final class ChannelRoundTrip {

    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;
    private static final int MESSAGE_BYTES = 200;

    private ChannelRoundTrip() {}

    public static void main(String[] ports) throws Exception {
        if (ports.length == 0) {
            ping();
        } else {
            echo(Arrays.stream(ports).map(Integer::valueOf).toList());
        }
    }

    private static void ping() throws Exception {
        List<Integer> ports = FreePorts.take(4);
        Process child = new ProcessBuilder(ChildJvm.command(
                        ChannelRoundTrip.class,
                        ports.stream().map(String::valueOf).toList()))
                .inheritIO()
                .start();
        Semaphore answered = new Semaphore(0);
        CountDownLatch both = new CountDownLatch(2);
        try (JGroupsChannel channel = new JGroupsChannel(config("ping", ports))) {
            channel.open(new GroupChannel.Listener() {
                @Override
                public void viewChanged(List<String> members) {
                    members.forEach(member -> both.countDown());
                    if (members.size() == 2) {
                        both.countDown();
                    }
                }

                @Override
                public void received(String sender, byte[] message) {
                    answered.release();
                }
            });
            both.await();
            run(channel, answered, WARM_UP);
            long[] nanos = run(channel, answered, MEASURED);
            Arrays.sort(nanos);
            System.out.printf(
                    "round trip us: p50 %.1f p90 %.1f p99 %.1f max %.1f; threads %d%n",
                    nanos[nanos.length / 2] / 1e3,
                    nanos[nanos.length * 9 / 10] / 1e3,
                    nanos[nanos.length * 99 / 100] / 1e3,
                    nanos[nanos.length - 1] / 1e3,
                    Thread.activeCount());
            long start = System.nanoTime();
            for (int i = 0; i < MEASURED; i++) {
                channel.send("echo", new byte[MESSAGE_BYTES]);
            }
            answered.acquire(MEASURED);
            System.out.printf("flood: %d round trips in %.0f ms%n", MEASURED, (System.nanoTime() - start) / 1e6);
        } finally {
            child.destroyForcibly();
        }
    }

    private static long[] run(GroupChannel channel, Semaphore answered, int count) throws InterruptedException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            channel.send("echo", new byte[MESSAGE_BYTES]);
            answered.acquire();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static void echo(List<Integer> ports) throws Exception {
        JGroupsChannel channel = new JGroupsChannel(config("echo", ports));
        channel.open(new GroupChannel.Listener() {
            @Override
            public void viewChanged(List<String> members) {}

            @Override
            public void received(String sender, byte[] message) {
                channel.send(sender, message);
            }
        });
        new CountDownLatch(1).await();
    }

    private static ChannelConfig config(String self, List<Integer> ports) {
        Map<String, ChannelConfig.Endpoint> members = new LinkedHashMap<>();
        members.put("ping", new ChannelConfig.Endpoint(FreePorts.loopback(ports.get(0)), ports.get(1)));
        members.put("echo", new ChannelConfig.Endpoint(FreePorts.loopback(ports.get(2)), ports.get(3)));
        return new ChannelConfig("measure", self, members, ChannelConfig.Detection.DEFAULT);
    }
}
