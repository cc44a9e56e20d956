package org.amf4j.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.amf4j.transport.LogRecorder;
import org.amf4j.transport.ReplicatedLog;
import org.amf4j.transport.ReplicatedLogContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MemoryLogTest extends ReplicatedLogContract {

    private final MemoryLog log = new MemoryLog(ALL);
    private final MemoryLog singleLog = new MemoryLog(List.of("n1"));

    @Override
    protected ReplicatedLog copy(String voter, LongSupplier epochNanos) {
        return log.copy(voter, epochNanos);
    }

    @Override
    protected ReplicatedLog singleCopy() {
        return singleLog.copy("n1");
    }

    @Test
    @DisplayName("a test chooses who leads")
    void elect() throws IOException {
        List<LogRecorder> all = openAll();

        log.elect("n3");
        await().atMost(PATIENCE).until(() -> all.get(2).leads());
        LogRecorder leader = commit("one", all);

        assertThat(leader.name).isEqualTo("n3");
        assertThatThrownBy(() -> log.elect("n4")).hasMessageContaining("cannot lead");
    }

    @Test
    @DisplayName("an isolated leader follows and catches up when healed")
    void isolate() throws IOException {
        List<LogRecorder> all = openAll();
        log.elect("n1");
        LogRecorder first = awaitLeader(all);

        log.isolate("n1");
        await().atMost(PATIENCE).until(() -> !first.leads());
        commit("one", all);
        assertThat(first.payloads()).isEmpty();
        log.heal();

        awaitPayloads(List.of("one"), all);
    }

    @Test
    @DisplayName("a crashed leader is followed by the next")
    void crash() throws IOException {
        List<LogRecorder> all = openAll();
        commit("one", all);

        log.crash("n1");
        commit("two", all.subList(1, 3));

        awaitPayloads(List.of("one", "two"), all.subList(1, 3));
        assertThat(all.get(0).leadership()).doesNotContain("following");
    }
}
