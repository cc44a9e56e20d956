package org.amf4j.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class HeldLeaseTest {

    private static final long MS = 1_000_000;
    private static final LeaseTimes TIMES = new LeaseTimes(100 * MS, 1_000 * MS, 1_100 * MS, 1_200 * MS);

    private final HeldLease lease = new HeldLease(List.of("c1", "c2", "c3"), TIMES);

    @Test
    @DisplayName("a lease is held when a majority has granted, and counts from the request")
    void countsFromTheRequest() {
        long request = lease.ask(0);
        lease.granted("c1", request, 50 * MS);
        assertThat(lease.isHeld(50 * MS)).isFalse();

        lease.granted("c3", request, 300 * MS);

        assertThat(lease.isHeld(300 * MS)).isTrue();
        assertThat(lease.isHeld(999 * MS)).isTrue();
        assertThat(lease.isHeld(1_000 * MS)).isFalse();
        assertThat(lease.isOver(1_000 * MS)).isTrue();
    }

    @Test
    @DisplayName("a majority may be another one each time; the lease counts from what the slower of them has granted")
    void majoritiesChange() {
        long first = lease.ask(0);
        lease.granted("c1", first, 0);
        lease.granted("c2", first, 0);
        long second = lease.ask(600 * MS);
        lease.granted("c3", second, 610 * MS);
        assertThat(lease.renewedAsOfNanos()).hasValue(0);

        lease.granted("c2", second, 620 * MS);

        assertThat(lease.renewedAsOfNanos()).hasValue(600 * MS);
    }

    @Test
    @DisplayName("a request is answered when a majority has granted it, not when it has granted an earlier one")
    void answered() {
        long first = lease.ask(0);
        assertThat(lease.isAnswered()).isFalse();
        lease.granted("c1", first, 1 * MS);
        lease.granted("c2", first, 2 * MS);
        assertThat(lease.isAnswered()).isTrue();

        long second = lease.ask(100 * MS);
        lease.granted("c3", second, 101 * MS);

        assertThat(lease.isAnswered()).isFalse();
        lease.granted("c1", second, 103 * MS);
        assertThat(lease.isAnswered()).isTrue();
    }

    @Test
    @DisplayName("a lease that has run out is not revived by an answer that comes late, be it to a later request")
    void doesNotRevive() {
        long first = lease.ask(0);
        lease.granted("c1", first, 0);
        lease.granted("c2", first, 0);
        long second = lease.ask(900 * MS);

        lease.granted("c1", second, 1_001 * MS);
        lease.granted("c2", second, 1_001 * MS);

        assertThat(lease.isHeld(1_001 * MS)).isFalse();
        assertThat(lease.isOver(1_001 * MS)).isTrue();
    }

    @Test
    @DisplayName("strangers, unknown numbers and grants that have run out on arrival count for nothing")
    void ignoresOthers() {
        long request = lease.ask(0);

        lease.granted("x", request, 0);
        lease.granted("c1", request + 7, 0);
        lease.granted("c1", request, 2_000 * MS);
        lease.granted("c2", request, 2_000 * MS);

        assertThat(lease.isHeld(2_000 * MS)).isFalse();
        assertThat(lease.isOver(2_000 * MS)).as("it was never held").isFalse();
    }

    @Test
    @DisplayName("times that leave no room for a renewal or for the guardian are refused")
    void timesAreChecked() {
        assertThatThrownBy(() -> new LeaseTimes(100 * MS, 200 * MS, 300 * MS, 400 * MS))
                .hasMessageContaining("renewals must fit");
        assertThatThrownBy(() -> new LeaseTimes(100 * MS, 500 * MS, 500 * MS, 600 * MS))
                .hasMessageContaining("before the guardian acts");
    }
}
