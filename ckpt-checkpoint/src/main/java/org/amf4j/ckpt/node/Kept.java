package org.amf4j.ckpt.node;

import java.util.Optional;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.registry.Config;

/** What a node has of one checkpoint. */
final class Kept {

    Config config;
    final Courier courier;
    Optional<Replica> replica = Optional.empty();

    Kept(Config config, Courier courier) {
        this.config = config;
        this.courier = courier;
    }

    /** Whether only the application says which replica is active. */
    boolean isActiveChosen() {
        return config.attributes().isCollocated() && config.attributes().mode() != WriteMode.ALL_REPLICAS;
    }

    boolean hasNoActive() {
        return config.active().isEmpty() && isActiveChosen();
    }
}
