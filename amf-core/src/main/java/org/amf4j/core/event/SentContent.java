package org.amf4j.core.event;

import java.util.Arrays;

/**
 * What an application tells the cluster in a notification: bytes that mean nothing to the director. A value; immutable.
 *
 * @param bytes as the application's agent has checked them
 */
public record SentContent(byte[] bytes) {
    public SentContent {
        bytes = bytes.clone();
    }

    /** A copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SentContent content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How many bytes it has. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
