package org.amf4j.client.ckpt;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All the same holds for callers who look for their reply before they sleep. */
@DisplayName("The library of checkpoints, with callers who spin")
final class SpinningClientCheckpointsTest extends ClientCheckpointsTest {

    @Override
    CheckpointsOptions options(FakeService service) {
        return super.options(service).withReplySpin(CheckpointsOptions.REPLY_SPIN_MAX);
    }

    @Test
    @DisplayName("what takes longer than a millisecond cannot be spun for")
    void tooLong() throws Exception {
        try (FakeService service = new FakeService((request, s) -> {})) {
            CheckpointsOptions options = options(service);
            assertThatThrownBy(() -> options.withReplySpin(Duration.ofMillis(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("replySpin");
        }
    }
}
