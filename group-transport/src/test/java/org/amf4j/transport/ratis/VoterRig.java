package org.amf4j.transport.ratis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.amf4j.transport.LogRecorder;

/** Voters in this process, each with a folder of its own. */
final class VoterRig {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final Map<String, InetSocketAddress> voters;
    private final Set<String> witnesses;
    private final List<LogRecorder> opened = new ArrayList<>();

    VoterRig(Path directory, List<String> voters, String... witnesses) {
        this.directory = directory;
        this.voters = RatisLogTest.addresses(voters);
        this.witnesses = Set.of(witnesses);
    }

    /** Where a voter keeps its copy. */
    Path storage(String voter) {
        return directory.resolve(voter).resolve("raft");
    }

    /** A copy that forgets at once what is remembered otherwise. */
    LogConfig config(String voter) {
        return new LogConfig(voter, voters, storage(voter), LogConfig.Timings.FAST, 0, witnesses);
    }

    LogRecorder open(String voter) throws IOException {
        return open(config(voter));
    }

    LogRecorder open(LogConfig config) throws IOException {
        LogRecorder recorder = new LogRecorder(config.self(), new RatisLog(config));
        opened.add(recorder);
        recorder.log.open(recorder);
        if (voters.size() == 1) {
            leader();
        }
        return recorder;
    }

    /** The one who leads. */
    LogRecorder leader() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> opened.stream().filter(LogRecorder::leads).count() == 1);
        return opened.stream().filter(LogRecorder::leads).findFirst().orElseThrow();
    }

    void close(LogRecorder recorder) {
        opened.remove(recorder);
        recorder.log.close();
    }

    void closeAll() {
        CompletableFuture.allOf(opened.stream()
                        .map(recorder ->
                                CompletableFuture.runAsync(recorder.log::close, each -> new Thread(each).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
        opened.clear();
    }
}
