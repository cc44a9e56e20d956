package org.amf4j.transport.jgroups;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who the members of a group are, where they listen, and how fast a lost one is noticed.
 *
 * @param group name of the group; channels of other groups are not heard even at the same addresses
 * @param self name of this member
 * @param members all members that there can be, by name, this one included; the same on every member
 * @param detection the timing of failure detection; the same on every member
 */
public record ChannelConfig(String group, String self, Map<String, Endpoint> members, Detection detection) {

    private static final int PORT_MAX = 65_535;

    public ChannelConfig {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
        if (group.isBlank()) {
            throw new IllegalArgumentException("the group needs a name");
        }
        if (!members.containsKey(self)) {
            throw new IllegalArgumentException(
                    "member " + self + " is not among the members " + members.keySet() + "; add it with its address");
        }
    }

    /** The same group with other members. */
    public ChannelConfig withMembers(Map<String, Endpoint> others) {
        return new ChannelConfig(group, self, others, detection);
    }

    /** Where this member listens. */
    Endpoint own() {
        return members.get(self);
    }

    /**
     * The two ports of one member.
     *
     * @param address where it listens for messages: a literal address and a port
     * @param failureDetectionPort a second port of the same address. Its neighbour keeps a connection to it open, and
     *     sees by its end that the process has died
     */
    public record Endpoint(InetSocketAddress address, int failureDetectionPort) {

        public Endpoint {
            if (address.isUnresolved() || address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
                throw new IllegalArgumentException(
                        "member address " + address + " must be a literal address of one interface and a fixed port");
            }
            if (failureDetectionPort < 1
                    || failureDetectionPort > PORT_MAX
                    || failureDetectionPort == address.getPort()) {
                throw new IllegalArgumentException("failure detection port " + failureDetectionPort + " of " + address
                        + " must be from 1 to " + PORT_MAX + " and differ from the port for messages");
            }
        }
    }

    /**
     * How fast a lost member is noticed.
     *
     * <p>The death of a process is seen by its closed connection after verifySuspectMillis; a hang or a cut cable after
     * heartbeatTimeoutMillis, up to one heartbeatIntervalMillis, and verifySuspectMillis. Timeouts under 1000 ms gave
     * false alarms on a loaded machine.
     *
     * @param heartbeatTimeoutMillis silence after which a member is suspected, milliseconds
     * @param heartbeatIntervalMillis time between two heartbeats, milliseconds; less than half the timeout
     * @param verifySuspectMillis time a suspected member has to answer before it leaves the view, milliseconds
     * @param joinTimeoutMillis time a member looks for others before it forms a group of its own, milliseconds
     * @param mergeIntervalMillis longest time between two looks for a group that was split off, milliseconds
     */
    public record Detection(
            long heartbeatTimeoutMillis,
            long heartbeatIntervalMillis,
            long verifySuspectMillis,
            long joinTimeoutMillis,
            long mergeIntervalMillis) {

        /** The timing that held under load: 1000, 250, 100, 500 and 600 ms. */
        public static final Detection DEFAULT = new Detection(1_000, 250, 100, 500, 600);

        /** For machines with a processor to spare: 500, 100, 50, 500 and 600 ms. */
        public static final Detection FAST = new Detection(500, 100, 50, 500, 600);

        public Detection {
            if (heartbeatIntervalMillis < 1 || heartbeatTimeoutMillis <= 2 * heartbeatIntervalMillis) {
                throw new IllegalArgumentException("the heartbeat timeout, " + heartbeatTimeoutMillis
                        + " ms, must be more than twice the interval, " + heartbeatIntervalMillis + " ms");
            }
            if (verifySuspectMillis < 1 || joinTimeoutMillis < 1 || mergeIntervalMillis < 3) {
                throw new IllegalArgumentException("verification and join need 1 ms or more, merging 3 ms or more");
            }
        }
    }
}
