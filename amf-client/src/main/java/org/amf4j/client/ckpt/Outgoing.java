package org.amf4j.client.ckpt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/** A request that is to be sent, or has been. Its port is written by who sends it, the rest does not change. */
final class Outgoing {

    private final CheckpointRequest.Builder request;
    private final Optional<ClientCheckpoint> opening;
    private final Optional<Thread> caller;
    private final CompletableFuture<CheckpointReply> reply = new CompletableFuture<>();
    private final int bytes;
    private final long deadlineNanos;
    private volatile ServicePort port;

    /**
     * A request that nobody has sent.
     *
     * @param opening that it is about, if it is about one
     * @param caller the thread that will wait for the reply, if one will
     * @param bytes how long the request is, about
     * @param deadlineNanos until when it is to be sent
     */
    Outgoing(
            CheckpointRequest.Builder request,
            Optional<ClientCheckpoint> opening,
            Optional<Thread> caller,
            int bytes,
            long deadlineNanos) {
        this.request = request;
        this.opening = opening;
        this.caller = caller;
        this.bytes = bytes;
        this.deadlineNanos = deadlineNanos;
    }

    CompletableFuture<CheckpointReply> reply() {
        return reply;
    }

    int bytes() {
        return bytes;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** How long the service may take. */
    long timeoutNanos() {
        return request.getTimeoutNanos();
    }

    /** Whether this thread will wait for the reply. */
    boolean isCalledBy(Thread thread) {
        return caller.filter(c -> c == thread).isPresent();
    }

    /**
     * What to send on this port.
     *
     * @throws org.amf4j.api.AisException when what it is about is not open there
     */
    CheckpointRequest on(ServicePort next, long number) {
        opening.ifPresent(o -> request.setHandle(o.handleOn(next)));
        port = next;
        return request.setRequest(number).build();
    }

    /** The port that it was sent on last, if it was sent. */
    Optional<ServicePort> port() {
        return Optional.ofNullable(port);
    }
}
