package org.amf4j.api.ckpt;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;

/**
 * One opening of a checkpoint.
 *
 * <p>Thread-safe. A call waits for its answer at most as long as {@link CheckpointsOptions#requestTimeout()} says; with
 * ERR_TIMEOUT it is not known whether a write has taken effect, but it has done so whole or not at all. While the active
 * replica changes, calls wait for the new one. Changes of one process take effect in the order of the calls, also of those
 * that do not wait. All calls throw {@link AisException}, or complete with one: ERR_ACCESS when the opening does not
 * permit them, ERR_NOT_EXIST for a section that is not there or a checkpoint without an active replica, ERR_BAD_HANDLE
 * after closing or when the checkpoint was lost, ERR_UNAVAILABLE when the node has left the cluster.
 */
public interface Checkpoint extends AutoCloseable {

    /** Its name. */
    Dn name();

    /**
     * Writes into sections; all elements or none.
     *
     * @throws AisException ERR_NOT_EXIST, ERR_INVALID_PARAM or ERR_NO_SPACE for the element that the message numbers, from 0
     */
    default void write(List<SectionWrite> elements) {
        Waiting.on(writeAsync(elements));
    }

    /** Writes into one section from an offset on. */
    default void write(SectionId section, int offset, byte[] data) {
        write(List.of(new SectionWrite(section, offset, data)));
    }

    /** Replaces the content of the only section. */
    default void write(byte[] data) {
        overwrite(SectionId.DEFAULT, data);
    }

    /** Replaces the content of a section. */
    default void overwrite(SectionId section, byte[] data) {
        Waiting.on(overwriteAsync(section, data));
    }

    /** As {@link #write(List)}, without waiting. Blocks only while too much of this process is under way, or the service is away. */
    CompletableFuture<Void> writeAsync(List<SectionWrite> elements);

    /** As {@link #overwrite}, without waiting. */
    CompletableFuture<Void> overwriteAsync(SectionId section, byte[] data);

    /** The content of the only section. */
    default byte[] read() {
        return read(SectionId.DEFAULT);
    }

    /** The content of a section. */
    default byte[] read(SectionId section) {
        return read(List.of(new SectionRead(section, 0, SectionRead.TO_END))).get(0);
    }

    /**
     * What several sections hold at one moment.
     *
     * @throws AisException ERR_INVALID_PARAM when an offset is beyond the section's end
     */
    default List<byte[]> read(List<SectionRead> elements) {
        return Waiting.on(readAsync(elements));
    }

    /** As {@link #read(List)}, without waiting. */
    CompletableFuture<List<byte[]>> readAsync(List<SectionRead> elements);

    /**
     * Makes a section.
     *
     * @param expirationNanos when it goes, nanoseconds since the epoch, or {@link SectionDescriptor#NEVER}
     * @throws AisException ERR_EXIST when it is there; ERR_NO_SPACE when there are too many or the data is too much
     */
    default void create(SectionId section, long expirationNanos, byte[] data) {
        Waiting.on(createAsync(section, expirationNanos, data));
    }

    /** Makes a section that stays. */
    default void create(SectionId section, byte[] data) {
        create(section, SectionDescriptor.NEVER, data);
    }

    /** Makes a section under an id that nobody has, and returns it. */
    default SectionId create(byte[] data) {
        return Waiting.on(createAsync(SectionId.DEFAULT, SectionDescriptor.NEVER, data));
    }

    /** As {@link #create(SectionId, long, byte[])}, without waiting; the empty id has one chosen. */
    CompletableFuture<SectionId> createAsync(SectionId section, long expirationNanos, byte[] data);

    /** Deletes a section. */
    void delete(SectionId section);

    /** Has a section go at another time. */
    void setExpiration(SectionId section, long expirationNanos);

    /** The sections of one moment, in the order of their ids. */
    List<SectionDescriptor> sections(SectionFilter filter);

    /** What it is at this moment. */
    CheckpointStatus status();

    /**
     * Has all replicas hold what the active one holds now. For the modes whose writes do not wait for them.
     *
     * @throws AisException ERR_BAD_OPERATION in the mode {@link WriteMode#ALL_REPLICAS}
     */
    void synchronize();

    /**
     * Makes this node's replica the active one.
     *
     * @throws AisException ERR_BAD_OPERATION unless the checkpoint is collocated and its writes do not wait for all
     */
    void becomeActive();

    /**
     * Changes how long the checkpoint is kept after the last close.
     *
     * @throws AisException ERR_BAD_OPERATION when it is unlinked
     */
    void setRetention(long nanos);

    /**
     * Has changes that others make told; a replica of this node is made for that, if there is none. A second listener takes
     * the place of the first.
     *
     * @return the sequence of the last change before
     */
    OptionalLong track(ChangeListener listener);

    /**
     * Ends {@link #track}.
     *
     * @throws AisException ERR_NOT_EXIST when nothing was told
     */
    void trackStop();

    /** A section as one value of a type. */
    default <T> SectionView<T> view(SectionId section, Codec<T> codec) {
        return new SectionView<>(this, section, codec);
    }

    /** Ends the opening; repeating it has no effect. */
    @Override
    void close();
}
