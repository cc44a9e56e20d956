package org.amf4j.transport.ratis;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who keeps the log, where it is on disk, and how fast a lost leader is replaced.
 *
 * @param self name of this controller
 * @param voters all controllers by name, this one included, with literal addresses; one, three or five, the same on
 *     each
 * @param directory where this controller's copy is kept; made when absent. A file beside it, of the same name with
 *     ".voter" added, remembers that this controller has voted
 * @param timings the election timing; the same on each controller
 * @param entriesKept how many entries before a memory are kept, for controllers that were away for a little while
 * @param witnesses those voters that only vote: they remember nothing, lead for no longer than they must, and give nobody a
 *     memory; the same on each
 */
public record LogConfig(
        String self,
        Map<String, InetSocketAddress> voters,
        Path directory,
        Timings timings,
        long entriesKept,
        Set<String> witnesses) {

    /** Entries kept unless said otherwise. */
    static final long ENTRIES_KEPT = 1_000;

    /** Entries that a witness keeps, which has no memory to give: a controller that has missed more must ask another one. */
    static final long WITNESS_ENTRIES_KEPT = 50_000;

    /** With the usual number of entries kept and no witness. */
    public LogConfig(String self, Map<String, InetSocketAddress> voters, Path directory, Timings timings) {
        this(self, voters, directory, timings, ENTRIES_KEPT, Set.of());
    }

    /** The same log with witnesses among its voters. */
    public LogConfig withWitnesses(Set<String> names) {
        return new LogConfig(
                self, voters, directory, timings, names.contains(self) ? WITNESS_ENTRIES_KEPT : entriesKept, names);
    }

    boolean isWitness() {
        return witnesses.contains(self);
    }

    public LogConfig {
        witnesses = Set.copyOf(witnesses);
        voters = Collections.unmodifiableMap(new TreeMap<>(voters));
        directory = directory.toAbsolutePath().normalize();
        if (!voters.containsKey(self)) {
            throw new IllegalArgumentException("controller " + self + " is not among the voters " + voters.keySet()
                    + "; only a voter may keep the log");
        }
        for (Map.Entry<String, InetSocketAddress> voter : voters.entrySet()) {
            InetSocketAddress address = voter.getValue();
            if (address.isUnresolved() || address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
                throw new IllegalArgumentException("address " + address + " of voter " + voter.getKey()
                        + " must be a literal address of one interface and a fixed port");
            }
        }
    }

    /** The voters and their addresses as text: two logs with the same text are the same log. */
    String votersText() {
        return voters.entrySet().stream()
                .map(voter -> voter.getKey() + "=" + literal(voter.getValue())
                        + (witnesses.contains(voter.getKey()) ? "(witness)" : ""))
                .collect(Collectors.joining(" "));
    }

    /** Identity of the log; messages of other logs are refused even at the same addresses. */
    UUID logId() {
        return UUID.nameUUIDFromBytes(("amf4j log " + votersText()).getBytes(StandardCharsets.UTF_8));
    }

    static String literalHost(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    static String literal(InetSocketAddress address) {
        String host = literalHost(address);
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /**
     * How fast a lost leader is replaced.
     *
     * @param electionTimeoutMinMillis silence of the leader after which a follower may stand, milliseconds; the leader
     *     is heard from twice in that time
     * @param electionTimeoutMaxMillis the longest time a follower waits, and the time without a majority after which a
     *     leader gives up, milliseconds
     */
    public record Timings(int electionTimeoutMinMillis, int electionTimeoutMaxMillis) {

        /** 300 and 600 ms: a new leader commits about 0.7 s after the death of the old one. */
        public static final Timings STEADY = new Timings(300, 600);

        /** 150 and 300 ms: about 0.4 s, with less room for stalls of the machine. */
        public static final Timings FAST = new Timings(150, 300);

        public Timings {
            if (electionTimeoutMinMillis < 20 || electionTimeoutMaxMillis <= electionTimeoutMinMillis) {
                throw new IllegalArgumentException("election timeouts " + electionTimeoutMinMillis + " to "
                        + electionTimeoutMaxMillis + " ms: the first must be 20 or more, the second greater");
            }
        }
    }
}
