package org.amf4j.ckpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.amf4j.ckpt.registry.Registry;
import org.amf4j.ckpt.registry.RegistryInput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A node whose agent restarts under what it runs: its checkpoint service begins anew while the life of the agent goes on. */
class PausedNodeTest {

    private final Registry registry = new Registry(List.of("n1"));

    private void apply(RegistryInput... inputs) {
        for (RegistryInput input : inputs) {
            registry.apply(1, input);
        }
    }

    @Test
    @DisplayName("it takes part in nothing until it returns, and then in a life of its own")
    void returns() {
        apply(new RegistryInput.Joined("n1", 10), new RegistryInput.Paused("n1", 10));
        assertThat(registry.life("n1")).isEmpty();

        apply(new RegistryInput.Returned("n1", 10, 12));

        assertThat(registry.life("n1")).isEqualTo(OptionalLong.of(12));
    }

    @Test
    @DisplayName("the end of the agent's life ends that of the service, whichever began later")
    void ends() {
        apply(
                new RegistryInput.Joined("n1", 10),
                new RegistryInput.Paused("n1", 10),
                new RegistryInput.Returned("n1", 10, 12),
                new RegistryInput.Left("n1", 10));

        assertThat(registry.life("n1")).isEmpty();
    }

    @Test
    @DisplayName("what comes too late changes nothing")
    void late() {
        apply(
                new RegistryInput.Joined("n1", 10),
                new RegistryInput.Paused("n1", 10),
                new RegistryInput.Left("n1", 10),
                new RegistryInput.Returned("n1", 10, 12));
        assertThat(registry.life("n1")).isEmpty();

        apply(new RegistryInput.Joined("n1", 20), new RegistryInput.Paused("n1", 10), new RegistryInput.Left("n1", 10));

        assertThat(registry.life("n1")).isEqualTo(OptionalLong.of(20));
    }

    @Test
    @DisplayName("it is remembered")
    void remembered() {
        apply(new RegistryInput.Joined("n1", 10), new RegistryInput.Paused("n1", 10));
        Registry other = new Registry(List.of("n1"));
        other.restore(registry.toBytes());

        other.apply(1, new RegistryInput.Returned("n1", 10, 12));

        assertThat(other.life("n1")).isEqualTo(OptionalLong.of(12));
    }
}
