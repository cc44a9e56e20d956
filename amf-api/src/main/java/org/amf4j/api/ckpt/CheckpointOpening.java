package org.amf4j.api.ckpt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.amf4j.api.AisException;

/**
 * A checkpoint about to be opened. Every setting beside {@link #readOnly} describes a checkpoint to create; with none it
 * is opened only if it exists. Not thread-safe.
 */
public final class CheckpointOpening {

    private static final int SECTION_BYTES_DEFAULT = 64 * 1024;
    private static final int SECTION_ID_BYTES_DEFAULT = 64;

    private final BiFunction<Optional<CreationAttributes>, Integer, CompletableFuture<Checkpoint>> opener;
    private boolean isCreating;
    private boolean isReadOnly;
    private WriteMode mode = WriteMode.ALL_REPLICAS;
    private boolean isCollocated;
    private boolean isDurable;
    private int replicas = CreationAttributes.REPLICAS_DEFAULT;
    private long sizeMax;
    private long retentionNanos = CreationAttributes.FOREVER;
    private int sectionsMax = 1;
    private int sectionBytesMax = SECTION_BYTES_DEFAULT;
    private int sectionIdBytesMax = SECTION_ID_BYTES_DEFAULT;

    /** For implementations. */
    public CheckpointOpening(BiFunction<Optional<CreationAttributes>, Integer, CompletableFuture<Checkpoint>> opener) {
        this.opener = opener;
    }

    private CheckpointOpening creating() {
        isCreating = true;
        return this;
    }

    /** Has the checkpoint made if it does not exist. */
    public CheckpointOpening create() {
        return creating();
    }

    /** What a write has reached when it returns; all replicas unless set. */
    public CheckpointOpening mode(WriteMode wanted) {
        mode = wanted;
        return creating();
    }

    /** At most so many sections; one unless set. */
    public CheckpointOpening sections(int most) {
        sectionsMax = most;
        return creating();
    }

    /** At most so many bytes in a section; 64 KiB unless set. */
    public CheckpointOpening sectionBytes(int most) {
        sectionBytesMax = most;
        return creating();
    }

    /** At most so many bytes in a section's id; 64 unless set. */
    public CheckpointOpening sectionIdBytes(int most) {
        sectionIdBytesMax = most;
        return creating();
    }

    /** At most so many bytes in all sections; as many as they allow unless set. */
    public CheckpointOpening size(long most) {
        sizeMax = most;
        return creating();
    }

    /** Replicas on the nodes where it is open. */
    public CheckpointOpening collocated() {
        isCollocated = true;
        return creating();
    }

    /** So many replicas, on nodes that the service chooses; two unless set. */
    public CheckpointOpening replicas(int wanted) {
        replicas = wanted;
        return creating();
    }

    /**
     * Survives a stop of all its nodes: each replica is in a file, too. What was acknowledged survives the end of all processes;
     * the loss of power of all nodes with a replica at the same time may take what was acknowledged in the last tenth of a
     * second. The node whose replica was the last must come back before the checkpoint can be opened again.
     */
    public CheckpointOpening durable() {
        isDurable = true;
        return creating();
    }

    /** Kept so long after the last close; until it is unlinked unless set. */
    public CheckpointOpening retention(Duration kept) {
        retentionNanos = kept.toNanos();
        return creating();
    }

    /** For reading only. */
    public CheckpointOpening readOnly() {
        isReadOnly = true;
        return this;
    }

    /** The attributes to create it with, if it is to be created. */
    public Optional<CreationAttributes> attributes() {
        long size = sizeMax > 0 ? sizeMax : (long) sectionsMax * sectionBytesMax;
        return isCreating
                ? Optional.of(new CreationAttributes(
                        mode,
                        isCollocated,
                        isDurable,
                        replicas,
                        size,
                        retentionNanos,
                        sectionsMax,
                        sectionBytesMax,
                        sectionIdBytesMax))
                : Optional.empty();
    }

    /**
     * Opens it; when this returns, a replica on this node has everything that was written before.
     *
     * @throws AisException ERR_NOT_EXIST when it is not there and not to be created; ERR_EXIST when it is there with
     *     other attributes; ERR_INVALID_PARAM for attributes that cannot be
     */
    public Checkpoint open() {
        return Waiting.on(openAsync());
    }

    /** As {@link #open}, without waiting. */
    public CompletableFuture<Checkpoint> openAsync() {
        int flags = OpenFlag.READ.value()
                | (isReadOnly ? 0 : OpenFlag.WRITE.value())
                | (isCreating ? OpenFlag.CREATE.value() : 0);
        return opener.apply(attributes(), flags);
    }
}
