package org.amf4j.api.ckpt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.amf4j.api.AisException;
import org.amf4j.api.Dn;
import org.amf4j.api.Providers;

/**
 * The way to checkpoints for this process: a connection to the checkpoint service of its node. Thread-safe.
 *
 * <p>When the process ends, however it does, everything that it has open is closed.
 *
 * <p>When the service ends and is back within {@link CheckpointsOptions#reconnectTimeout()}, as in a restart of the node's agent
 * with its components kept, everything goes on: what is open is opened again by its name, and changes are told again. A call that
 * was on its way fails with ERR_TRY_AGAIN, and a change may have been made; later ones wait, at most as long as a call may take. A
 * checkpoint that is not there any more has all calls of its openings fail with ERR_BAD_HANDLE. The active replica of a collocated
 * checkpoint may be on another node then ({@link Checkpoint#becomeActive}).
 */
public interface Checkpoints extends AutoCloseable {

    /**
     * Connects a process that the framework has started.
     *
     * @throws AisException ERR_NOT_EXIST when it has not; ERR_LIBRARY when no implementation is on the class path;
     *     ERR_TRY_AGAIN when the node's service cannot be reached
     */
    static Checkpoints open() {
        return open(CheckpointsOptions.fromEnvironment(System.getenv()));
    }

    /**
     * Connects with options of one's own.
     *
     * @throws AisException as {@link #open()}
     */
    static Checkpoints open(CheckpointsOptions options) {
        return Providers.find(CheckpointProvider.class).open(options);
    }

    /**
     * Prepares to open a checkpoint.
     *
     * @param name a DN that begins with {@code safCkpt=}
     */
    default CheckpointOpening checkpoint(String name) {
        return new CheckpointOpening((attributes, flags) -> openAsync(name, attributes, flags));
    }

    /**
     * Opens a checkpoint the way of the standard.
     *
     * @param name a DN that begins with {@code safCkpt=}
     * @param attributes with CREATE, and only then
     * @param flags of {@link OpenFlag}
     */
    CompletableFuture<Checkpoint> openAsync(String name, Optional<CreationAttributes> attributes, int flags);

    /**
     * Removes a checkpoint's name at once, and the checkpoint when nobody has it open any more.
     *
     * @throws AisException ERR_NOT_EXIST when there is none of that name
     */
    void unlink(Dn name);

    /** Closes everything that was opened here; repeating it has no effect. */
    @Override
    void close();
}
