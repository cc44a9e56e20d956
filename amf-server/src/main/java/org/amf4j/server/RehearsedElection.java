package org.amf4j.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ratis.LogConfig;
import org.amf4j.transport.ratis.RatisLog;

/**
 * Three controllers' logs in this process, of which the one that leads ends: so that a real election, of which the first is as
 * urgent as any other, does not wait for classes to be loaded.
 */
final class RehearsedElection {

    private static final byte[] ENTRY = {1};

    private final long limitSeconds;
    private final Map<String, ReplicatedLog> logs = new TreeMap<>();
    private final LinkedBlockingQueue<String> leaders = new LinkedBlockingQueue<>();

    private RehearsedElection(long limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    /** Plays once; the logs are kept in the folder, at ports of the loopback interface. */
    static void play(Path folder, List<Integer> ports, long limitSeconds)
            throws IOException, TimeoutException, InterruptedException, ExecutionException {
        RehearsedElection election = new RehearsedElection(limitSeconds);
        try {
            election.open(folder, ports);
            String first = election.awaitLeader();
            election.logs.remove(first).close();
            election.logs.values().forEach(log -> log.ended(first));
            election.awaitLeader();
        } finally {
            new ArrayList<>(election.logs.values()).forEach(ReplicatedLog::close);
        }
    }

    private void open(Path folder, List<Integer> ports) throws IOException {
        Map<String, InetSocketAddress> voters = new TreeMap<>();
        for (int port : ports) {
            voters.put("voter" + port, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        for (String voter : voters.keySet()) {
            Path raft = folder.resolve(voter).resolve("raft");
            ReplicatedLog log = new RatisLog(new LogConfig(voter, voters, raft, LogConfig.Timings.STEADY));
            logs.put(voter, log);
            log.open(new Ear(voter));
        }
    }

    /** Waits until somebody leads and has got an entry into the log. */
    private String awaitLeader() throws TimeoutException, InterruptedException, ExecutionException {
        while (true) {
            String leader = leaders.poll(limitSeconds, TimeUnit.SECONDS);
            if (leader == null) {
                throw new TimeoutException("no leader was elected in " + limitSeconds + " s");
            }
            try {
                logs.get(leader).propose(ENTRY).get(limitSeconds, TimeUnit.SECONDS);
                return leader;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ReplicatedLog.NotLeaderException)) {
                    throw e;
                } // else another one leads by now
            }
        }
    }

    /** Hears who leads. */
    private final class Ear implements ReplicatedLog.Listener {

        private final String voter;

        Ear(String voter) {
            this.voter = voter;
        }

        @Override
        public void entry(long index, long term, long timestampNanos, byte[] payload) {}

        @Override
        public void restored(ReplicatedLog.Memory memory) {}

        @Override
        public void leading(long term) {
            leaders.add(voter);
        }

        @Override
        public void following() {}

        @Override
        public void leaderChanged(Optional<String> leader) {}

        @Override
        public void failed(String reason, Throwable cause) {}
    }
}
