package org.amf4j.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.amf4j.core.command.Action;
import org.amf4j.core.command.Command;
import org.amf4j.core.outcome.Outcome;
import org.amf4j.redundancy.StandardModels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proxies that come and go, and what they speak for, among all other faults. */
@Tag("AMF-030")
@Tag("AMF-031")
class ProxiesTest {

    private static final long FIRST = Long.getLong("amf.proxies.first", 1);
    private static final long SEEDS = Long.getLong("amf.proxies.seeds", 60);

    /** Once broken: a failure known after the loss of the proxy, operations without one, work being finished, moved units. */
    private static final List<Long> ONCE_BROKEN = List.of(204L, 210L, 366L, 372L, 695L, 699L, 750L, 875L, 904L, 983L);

    private static final int FAILURES_SHOWN = 3;

    private int adopted;

    @Test
    @DisplayName("never two active, whoever speaks for them or does not; and in the end everybody is served")
    void proxies() {
        StringBuilder failures = new StringBuilder();
        int failed = 0;
        List<Long> seeds = LongStream.concat(
                        LongStream.range(FIRST, FIRST + SEEDS),
                        ONCE_BROKEN.stream().mapToLong(s -> s))
                .boxed()
                .toList();
        for (long seed : seeds) {
            Schedule schedule = Schedule.drawWithProxies(seed);
            FaultRun run = new FaultRun(schedule, StandardModels.all(), (entry, outcome) -> count(outcome));
            try {
                run.run();
            } catch (AssertionError | RuntimeException e) {
                failed++;
                failures.append(seed).append(": ").append(e.getMessage()).append('\n');
                if (failed <= FAILURES_SHOWN) {
                    failures.append(Failure.of(seed, schedule, StandardModels.all(), e)
                                    .text())
                            .append('\n');
                }
            }
        }

        assertThat(failed).as(failures.toString()).isZero();
        assertThat(adopted)
                .as("components that got another proxy while they ran")
                .isPositive();
    }

    private void count(Outcome outcome) {
        for (Command command : outcome.commands()) {
            boolean adopts = command instanceof Command.Order order && order.action() instanceof Action.Adopt;
            adopted += adopts ? 1 : 0;
        }
    }
}
