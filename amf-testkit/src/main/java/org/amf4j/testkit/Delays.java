package org.amf4j.testkit;

import java.util.Random;

/** How long things take in a virtual cluster, in nanoseconds. */
interface Delays {

    /** What an agent or component does: a command, a callback. */
    long actionNanos();

    /** A message between director and agent; messages of one agent stay in order. */
    long linkNanos();

    /** Every action takes a millisecond, messages no time. */
    static Delays fixed() {
        return new Delays() {
            @Override
            public long actionNanos() {
                return VirtualCluster.ACTION_NANOS;
            }

            @Override
            public long linkNanos() {
                return 0;
            }
        };
    }

    /** Everything takes a time that nobody can foresee, so that it happens in any order. */
    static Delays random(Random random) {
        return new Delays() {
            @Override
            public long actionNanos() {
                return 1 + random.nextLong((random.nextInt(10) == 0 ? 40 : 4) * VirtualCluster.ACTION_NANOS);
            }

            @Override
            public long linkNanos() {
                return random.nextInt(3) == 0 ? 0 : random.nextLong(2 * VirtualCluster.ACTION_NANOS);
            }
        };
    }
}
