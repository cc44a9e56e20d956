package org.amf4j.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayName("Crashes of machines in virtual time")
class LadderCrashesTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** What the published scheme took on the average when a machine's boot files were erased. */
    private static final long PUBLISHED_NANOS = TimeUnit.SECONDS.toNanos(542);

    @Test
    @DisplayName(
            "two hundred crashes: every machine is well again, by every way there is, sooner than published; never two")
    void twoHundred() {
        List<LadderCrashes.Crash> crashes = LadderCrashesCommand.simulate(HOME, 200, 1);

        assertThat(crashes).hasSize(200);
        assertThat(crashes.stream().map(LadderCrashes.Crash::helped).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("reboot", "restart", "reinstall", "another host", "waited for a host");
        assertThat(crashes)
                .allSatisfy(crash ->
                        assertThat(crash.outageNanos()).isBetween(TimeUnit.SECONDS.toNanos(3), PUBLISHED_NANOS));
        assertThat(crashes)
                .filteredOn(crash -> crash.helped().equals("reboot"))
                .allSatisfy(crash -> assertThat(crash.outageNanos()).isLessThan(TimeUnit.SECONDS.toNanos(10)));
        assertThat(crashes)
                .filteredOn(crash -> crash.helped().equals("reinstall"))
                .allSatisfy(crash -> assertThat(crash.machine()).isEqualTo("vm2"));
    }

    @Test
    @DisplayName("the same seed gives the same crashes, another one others")
    void repeatable() {
        assertThat(LadderCrashesCommand.simulate(HOME, 20, 7))
                .isEqualTo(LadderCrashesCommand.simulate(HOME, 20, 7))
                .isNotEqualTo(LadderCrashesCommand.simulate(HOME, 20, 8));
    }

    @Test
    @DisplayName("steps are read as the wrapper reads them; the last one is for all further failures")
    void steps() {
        LadderSteps ladder = LadderSteps.parse("reboot:25 restart reinstall:120");

        assertThat(ladder.of(1).limitNanos()).hasValue(TimeUnit.SECONDS.toNanos(25));
        assertThat(ladder.of(2).limitNanos()).isEmpty();
        assertThat(ladder.of(3)).isEqualTo(ladder.of(9));
        assertThat(ladder.reinstalls()).isTrue();
        assertThat(LadderSteps.parse("restart").reinstalls()).isFalse();
        assertThatThrownBy(() -> LadderSteps.parse("sleep")).hasMessageContaining("'sleep' is no step");
        assertThatThrownBy(() -> LadderSteps.parse("restart:x")).hasMessageContaining("no number of seconds");
    }
}
