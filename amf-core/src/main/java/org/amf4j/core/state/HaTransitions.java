package org.amf4j.core.state;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.amf4j.api.amf.HaState;

/** Which HA state may follow which (AMF-B.04.01, HA state of a component for a CSI). */
public final class HaTransitions {

    private HaTransitions() {}

    /** The states that may follow {@code from}; empty stands for "not assigned". Removal is always allowed. */
    public static Set<HaState> next(Optional<HaState> from) {
        return from.map(HaTransitions::after).orElseGet(() -> EnumSet.of(HaState.ACTIVE, HaState.STANDBY));
    }

    private static Set<HaState> after(HaState from) {
        return switch (from) {
            case ACTIVE -> EnumSet.of(HaState.QUIESCED, HaState.QUIESCING);
            case QUIESCING -> EnumSet.of(HaState.QUIESCED, HaState.ACTIVE);
            case QUIESCED -> EnumSet.of(HaState.STANDBY, HaState.ACTIVE);
            case STANDBY -> EnumSet.of(HaState.ACTIVE);
        };
    }
}
