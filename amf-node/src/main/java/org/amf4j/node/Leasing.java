package org.amf4j.node;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.amf4j.core.lease.LeaseTimes;

/**
 * How an agent comes by its lease.
 *
 * @param controllers names of all controllers; a majority of them grants it
 * @param times how long it lasts
 * @param witnesses where controllers hear (UDP) that nothing of this agent runs any more
 * @param lost told once, on any thread, that the lease has run out, and why that is known: the agent takes no orders any
 *     more; it is to be closed, and another life of it may be started
 */
public record Leasing(
        List<String> controllers, LeaseTimes times, List<InetSocketAddress> witnesses, Consumer<String> lost) {

    public Leasing {
        controllers = List.copyOf(controllers);
        witnesses = List.copyOf(witnesses);
    }
}
