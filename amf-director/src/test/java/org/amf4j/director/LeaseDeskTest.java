package org.amf4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amf4j.core.lease.LeaseTimes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a controller knows of others that grant leases. */
class LeaseDeskTest {

    private static final long MS = 1_000_000;
    private static final LeaseTimes TIMES = new LeaseTimes(20 * MS, 600 * MS, 700 * MS, 800 * MS);

    private static LeaseDesk desk(LossPolicy policy) {
        ControllerSettings settings = new ControllerSettings(
                "n1",
                "test",
                List.of("n1", "n2", "n3"),
                List.of(),
                List.of(),
                new ControllerSettings.Keeping(Optional.empty(), ControllerSettings.Keeping.ENTRIES_PER_MEMORY),
                new LossSettings(policy, TIMES, Map.of()),
                List.of());
        return new LeaseDesk(settings, (to, message) -> {});
    }

    @Test
    @DisplayName("a controller grants leases from its first grant to this node, and no longer than that grant lasts")
    void grants() {
        LeaseDesk desk = desk(LossPolicy.LEASE);
        assertThat(desk.grants("n2")).isFalse();

        desk.grantedBy("n2");

        assertThat(desk.grants("n2")).isTrue();
        assertThat(desk.grants("n3")).isFalse();
        await().atMost(Duration.ofSeconds(20)).until(() -> !desk.grants("n2"));
    }

    @Test
    @DisplayName("where no leases are used, nobody is behind for want of them")
    void unused() {
        assertThat(desk(LossPolicy.IMMEDIATE).grants("n2")).isTrue();
    }
}
