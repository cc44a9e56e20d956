package org.amf4j.api.ckpt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A section that holds one value of a type. Thread-safe; every call is one call of the checkpoint. */
public final class SectionView<T> {

    private final Checkpoint checkpoint;
    private final SectionId section;
    private final Codec<T> codec;

    SectionView(Checkpoint checkpoint, SectionId section, Codec<T> codec) {
        this.checkpoint = checkpoint;
        this.section = section;
        this.codec = codec;
    }

    /** The value; empty while the section has no bytes. */
    public Optional<T> get() {
        byte[] bytes = checkpoint.read(section);
        return bytes.length == 0 ? Optional.empty() : Optional.of(codec.decode(bytes));
    }

    /** Replaces the value. */
    public void set(T value) {
        checkpoint.overwrite(section, codec.encode(value));
    }

    /** Replaces the value without waiting; calls of one process take effect in their order. */
    public CompletableFuture<Void> setAsync(T value) {
        return checkpoint.overwriteAsync(section, codec.encode(value));
    }
}
