package org.amf4j.api.ckpt;

/** How values of a type are kept as bytes. */
public interface Codec<T> {

    /** The bytes of a value. */
    byte[] encode(T value);

    /**
     * The value in bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    T decode(byte[] bytes);
}
