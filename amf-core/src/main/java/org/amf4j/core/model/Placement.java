package org.amf4j.core.model;

import java.util.Arrays;
import java.util.Optional;

/** Which of several able service units gets one more service instance ({@code amfSGPlacement}). */
public enum Placement {
    /** The one that has least. */
    SPREAD("spread"),
    /** The one of best rank, until it is full; among units of equal rank the one that has least. */
    PACK("pack");

    private final String text;

    Placement(String text) {
        this.text = text;
    }

    /** The word used in configurations. */
    public String text() {
        return text;
    }

    /** The constant that is written this way. */
    static Optional<Placement> of(String text) {
        return Arrays.stream(values()).filter(p -> p.text.equals(text)).findFirst();
    }
}
