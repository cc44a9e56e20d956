package org.amf4j.description;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The redundancy models by the names that people write, with their numbers in the information model. */
enum RedundancyName {
    TWO_N("2N", 1, 2),
    N_PLUS_M("N+M", 2, 2),
    N_WAY("N-way", 3, 1),
    N_WAY_ACTIVE("N-way-active", 4, 5),
    NO_REDUNDANCY("no-redundancy", 5, 6);

    private final String text;
    private final long number;
    private final long capability;

    RedundancyName(String text, long number, long capability) {
        this.text = text;
        this.number = number;
        this.capability = capability;
    }

    /** As {@code saAmfSgtRedundancyModel}. */
    long number() {
        return number;
    }

    /** What an SA-aware component must be able to do under the model, as {@code saAmfCtCompCapability}. */
    long capability() {
        return capability;
    }

    @Override
    public String toString() {
        return text;
    }

    static Optional<RedundancyName> of(String text) {
        return Arrays.stream(values())
                .filter(model -> model.text.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
