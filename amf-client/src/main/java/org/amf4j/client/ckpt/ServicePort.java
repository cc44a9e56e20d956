package org.amf4j.client.ckpt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/** One connection to the service, its reader, and what is open on it. Thread-safe but for sending. */
final class ServicePort implements AutoCloseable {

    /** Who uses it. */
    interface User {

        /** Something has arrived. */
        void received(ServicePort from, CheckpointReply frame);

        /** Nothing more will arrive; told once. */
        void lost(ServicePort which, Throwable cause);

        /** Whether a reply is to come. */
        boolean isAwaited();
    }

    private final ServiceConnection connection;
    private final ReplyReader reader;
    private final Map<Long, ClientCheckpoint> openings = new ConcurrentHashMap<>();

    /**
     * A port whose reader has not begun.
     *
     * @param spinNanos how long a caller looks for its reply before it sleeps, where that is worth it
     */
    ServicePort(ServiceConnection connection, User user, long spinNanos) {
        this.connection = connection;
        this.reader = new ReplyReader(
                connection,
                frame -> user.received(this, frame),
                cause -> user.lost(this, cause),
                user::isAwaited,
                new ReplySpin(spinNanos));
    }

    void start() {
        reader.start();
    }

    /** Sends frames. Not for two threads at a time. */
    void send(List<CheckpointRequest> frames) throws IOException {
        connection.send(frames);
    }

    /** How many of the frames that were sent last have reached the service whole, or may have. */
    int wholeFrames() {
        return connection.wholeFrames();
    }

    /** A reply is to come that no caller will read. */
    void expect() {
        reader.expect();
    }

    /** Reads until the reply is there, if nobody else reads. */
    void readUntil(CompletableFuture<?> reply) {
        reader.readUntil(reply);
    }

    /** An opening has this handle here. */
    void opened(long handle, ClientCheckpoint opening) {
        openings.put(handle, opening);
    }

    void closed(long handle) {
        openings.remove(handle);
    }

    Optional<ClientCheckpoint> opening(long handle) {
        return Optional.ofNullable(openings.get(handle));
    }

    @Override
    public void close() {
        connection.close();
    }
}
