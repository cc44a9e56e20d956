package org.amf4j.testkit;

import java.util.Random;

/** How long things take in a virtual cluster, in nanoseconds. */
public interface Delays {

    /** How long a simulated node takes to reboot: less than a simulation waits for more to happen. */
    long REBOOT_NANOS = 500_000_000;

    /** What an agent or component does: a command, a callback. */
    long actionNanos();

    /** Between things that happen at once, in any order: a process starts and its command ends. */
    long momentNanos();

    /** A message between director and agent; messages of one agent stay in order. */
    long linkNanos();

    /** From the leader's hearing of an event until it is in the log; events come into the log in the order heard. */
    long commitNanos();

    /** How many of the events on their way into the log, oldest first, get there when the leader crashes. */
    int survivorsOf(int uncommitted);

    /** From the death of a node that is rebooted until it joins again. */
    long rebootNanos();

    /** Every action takes a millisecond, messages no time. */
    static Delays fixed() {
        return new Delays() {
            @Override
            public long actionNanos() {
                return VirtualCluster.ACTION_NANOS;
            }

            @Override
            public long momentNanos() {
                return 0;
            }

            @Override
            public long linkNanos() {
                return 0;
            }

            @Override
            public int survivorsOf(int uncommitted) {
                return 0;
            }

            @Override
            public long commitNanos() {
                return 0;
            }

            @Override
            public long rebootNanos() {
                return REBOOT_NANOS;
            }
        };
    }

    /** Everything takes a time that nobody can foresee, so that it happens in any order. */
    static Delays random(Random random) {
        Random commits = new Random(random.nextLong());
        return new Delays() {
            @Override
            public long actionNanos() {
                return 1 + random.nextLong((random.nextInt(10) == 0 ? 40 : 4) * VirtualCluster.ACTION_NANOS);
            }

            @Override
            public long momentNanos() {
                return random.nextBoolean() ? 0 : random.nextLong(VirtualCluster.ACTION_NANOS / 2);
            }

            @Override
            public int survivorsOf(int uncommitted) {
                return random.nextInt(uncommitted + 1);
            }

            @Override
            public long linkNanos() {
                return random.nextInt(3) == 0 ? 0 : random.nextLong(2 * VirtualCluster.ACTION_NANOS);
            }

            @Override
            public long commitNanos() {
                return commits.nextInt(3) == 0 ? 0 : commits.nextLong(5 * VirtualCluster.ACTION_NANOS);
            }

            @Override
            public long rebootNanos() {
                return 1 + random.nextLong(REBOOT_NANOS);
            }
        };
    }
}
