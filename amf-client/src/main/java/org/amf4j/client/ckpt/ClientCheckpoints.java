package org.amf4j.client.ckpt;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.api.Dn;
import org.amf4j.api.ckpt.Checkpoint;
import org.amf4j.api.ckpt.Checkpoints;
import org.amf4j.api.ckpt.CheckpointsOptions;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;
import org.amf4j.protocol.checkpoint.Unlink;

/** A connection to the checkpoint service of the node. Thread-safe. */
final class ClientCheckpoints implements Checkpoints, ServicePort.User, Outbox.Way {

    private static final long LOOK_MILLIS = 250;
    private static final long PAUSE_MILLIS = 20;

    private final CheckpointsOptions options;
    private final CallsUnderWay calls = new CallsUnderWay();
    /** Held for moments only, not while something is sent: whoever takes the replies may need it. */
    private final ReentrantLock state = new ReentrantLock();
    /** Guarded by the lock of the state, as are the openings and the port. */
    private long last;

    private final Outbox outbox = new Outbox(state, this, this::lost, () -> ++last, calls);
    private final Set<ClientCheckpoint> openings = new LinkedHashSet<>();

    private final Thread watch;
    private ExecutorService teller;
    /** Empty while the connection has ended and another is looked for. */
    private Optional<ServicePort> port;

    private volatile AisException over;

    private ClientCheckpoints(CheckpointsOptions options, ServiceConnection connection) {
        this.options = options;
        this.port = Optional.of(port(connection));
        this.watch = new Thread(this::watch, "amf-checkpoint-watch");
        watch.setDaemon(true);
    }

    private ServicePort port(ServiceConnection connection) {
        return new ServicePort(connection, this, options.replySpin().toNanos());
    }

    static ClientCheckpoints connect(CheckpointsOptions options) {
        long deadlineNanos = System.nanoTime() + options.requestTimeout().toNanos();
        while (true) {
            try {
                ServiceConnection connection = ServiceConnection.connect(options.socket());
                ClientCheckpoints made = new ClientCheckpoints(options, connection);
                made.port.ifPresent(ServicePort::start);
                made.watch.start();
                return made;
            } catch (IOException e) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new AisException(
                            AisStatus.ERR_TRY_AGAIN,
                            "the checkpoint service's socket " + options.socket() + " cannot be reached ("
                                    + e.getMessage() + "); is this node's process running?",
                            e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "connecting was interrupted", e);
        }
    }

    // ---- requests

    /**
     * Sends a request; the future has the reply, or the status that the service refused it with.
     *
     * @param opening that it is about, if it is about one
     */
    <T> CompletableFuture<T> ask(
            CheckpointRequest.Builder request,
            Optional<ClientCheckpoint> opening,
            Function<CheckpointReply, T> result) {
        return send(request, opening, Optional.empty()).reply().thenApply(result);
    }

    /** Sends a request and waits for its reply. */
    <T> T call(
            CheckpointRequest.Builder request,
            Optional<ClientCheckpoint> opening,
            Function<CheckpointReply, T> result) {
        Outgoing sent = send(request, opening, Optional.of(Thread.currentThread()));
        Optional<ServicePort> used = sent.port();
        if (used.isPresent() && calls.isOne()) {
            used.get().readUntil(sent.reply());
        }
        if (used.isPresent() && !calls.isEmpty()) {
            used.get().expect(); // this reply, or one that somebody else waits for
        }
        return result.apply(await(sent.reply()));
    }

    /** Sends a request, or has it sent; fails its reply where that cannot be. */
    private Outgoing send(
            CheckpointRequest.Builder request, Optional<ClientCheckpoint> opening, Optional<Thread> caller) {
        long timeoutNanos = options.requestTimeout().toNanos();
        int bytes = request.setTimeoutNanos(timeoutNanos).buildPartial().getSerializedSize();
        Outgoing outgoing = new Outgoing(request, opening, caller, bytes, System.nanoTime() + timeoutNanos);
        if (bytes > ServiceConnection.FRAME_BYTES_MAX - 64) {
            outgoing.reply()
                    .completeExceptionally(new AisException(
                            AisStatus.ERR_NO_RESOURCES,
                            "a call of " + bytes + " bytes is longer than " + ServiceConnection.FRAME_BYTES_MAX
                                    + "; make several"));
        } else if (takesRoom(outgoing)) {
            outbox.put(outgoing);
        }
        return outgoing;
    }

    /** Takes room, waits for it if need be; false, and the reply has failed, when there will be none. */
    private boolean takesRoom(Outgoing outgoing) {
        try {
            if (calls.awaitRoom(outgoing.bytes(), () -> over != null)) { // others under way end, or time out
                return true;
            }
            outgoing.reply().completeExceptionally(over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outgoing.reply()
                    .completeExceptionally(new AisException(AisStatus.ERR_INTERRUPT, "waiting was interrupted", e));
        }
        return false;
    }

    // ---- what the outbox asks, with the lock of the state

    @Override
    public Optional<ServicePort> port() {
        return port;
    }

    @Override
    public Optional<AisException> over() {
        return Optional.ofNullable(over);
    }

    @Override
    public boolean isAwaited() {
        return !calls.isEmpty();
    }

    @Override
    public void received(ServicePort from, CheckpointReply frame) {
        if (frame.hasChanged()) {
            from.opening(frame.getChanged().getHandle())
                    .ifPresent(opening -> teller().execute(() -> opening.changed(frame.getChanged())));
            return;
        }
        calls.complete(frame);
    }

    private void watch() {
        try {
            while (over == null) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                calls.failOverdue(System.nanoTime());
                outbox.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() ends it
        }
    }

    private void end(AisStatus status, String text) {
        Optional<ServicePort> left;
        state.lock();
        try {
            if (over == null) {
                over = new AisException(status, text);
            }
            left = port;
        } finally {
            state.unlock();
        }
        calls.wake();
        left.ifPresent(ServicePort::close);
        calls.failAll(status, text);
        outbox.flush();
    }

    // ---- when the service ends, and comes back

    @Override
    public void lost(ServicePort which, Throwable cause) {
        // What says nonsense would do so again.
        boolean mayComeBack = cause instanceof IOException && !(cause instanceof InvalidProtocolBufferException);
        String text = cause instanceof IOException
                ? "the checkpoint service of the node is gone: " + cause.getMessage()
                : "reading a reply has failed: " + cause;
        state.lock();
        try {
            if (over != null || port.filter(p -> p == which).isEmpty()) {
                return; // known already
            }
            port = Optional.empty();
        } finally {
            state.unlock();
        }
        which.close();
        if (!mayComeBack || options.reconnectTimeout().isZero()) {
            end(cause instanceof IOException ? AisStatus.ERR_TRY_AGAIN : AisStatus.ERR_LIBRARY, text);
            return;
        }
        outbox.lost(text + "; it is not known whether a change was made", () -> {
            Thread thread = new Thread(() -> reconnect(text), "amf-checkpoint-reconnect");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void reconnect(String reason) {
        long deadlineNanos = System.nanoTime() + options.reconnectTimeout().toNanos();
        try {
            while (over == null) {
                String failed;
                try {
                    ServiceConnection connection = ServiceConnection.connect(options.socket());
                    reopen(connection);
                    return;
                } catch (IOException e) {
                    failed = e.getMessage();
                }
                if (System.nanoTime() - deadlineNanos > 0) {
                    end(AisStatus.ERR_TRY_AGAIN, reason + ", and is not back (" + failed + ")");
                    return;
                }
                outbox.flush(); // some may have waited long enough
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | RuntimeException e) {
            end(AisStatus.ERR_LIBRARY, "connecting again has failed: " + e);
        }
    }

    private void reopen(ServiceConnection connection) throws IOException, InterruptedException {
        boolean isUsed = false;
        try {
            Reopening reopening =
                    new Reopening(connection, options.requestTimeout().toNanos(), this::nextNumber, () -> over != null);
            reopening.open(openings());
            ServicePort next = port(connection);
            isUsed = resume(next, reopening);
            if (isUsed) {
                next.start();
                outbox.flush();
                reopening.handles().keySet().stream()
                        .filter(ClientCheckpoint::isFollowing)
                        .forEach(opening -> teller().execute(opening::missed));
                reopening.early().forEach(frame -> received(next, frame));
            }
        } finally {
            if (!isUsed) {
                connection.close();
            }
        }
    }

    private long nextNumber() {
        state.lock();
        try {
            return ++last;
        } finally {
            state.unlock();
        }
    }

    private List<ClientCheckpoint> openings() {
        state.lock();
        try {
            return List.copyOf(openings);
        } finally {
            state.unlock();
        }
    }

    /** Uses another connection from now on; false when nobody wants one any more. */
    private boolean resume(ServicePort next, Reopening reopening) throws IOException {
        state.lock();
        try {
            if (over != null) {
                return false;
            }
            for (Map.Entry<ClientCheckpoint, Long> each : reopening.handles().entrySet()) {
                if (openings.contains(each.getKey())) {
                    each.getKey().reopened(next, each.getValue());
                    next.opened(each.getValue(), each.getKey());
                } else { // closed meanwhile; nobody waits for the reply
                    next.send(List.of(Requests.close()
                            .setHandle(each.getValue())
                            .setRequest(++last)
                            .build()));
                }
            }
            reopening.gone().forEach((opening, why) -> {
                opening.gone(opening.name()
                        + " was lost with the checkpoint service of the node, and cannot be opened again: "
                        + why.getMessage());
                openings.remove(opening);
            });
            port = Optional.of(next);
            return true;
        } finally {
            state.unlock();
        }
    }

    private synchronized ExecutorService teller() {
        if (teller == null) {
            teller = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "amf-checkpoint-changes");
                thread.setDaemon(true);
                return thread;
            });
        }
        return teller;
    }

    // ---- the interface

    @Override
    public CompletableFuture<Checkpoint> openAsync(String name, Optional<CreationAttributes> attributes, int flags) {
        Outgoing sent = send(Requests.open(name, attributes, flags), Optional.empty(), Optional.empty());
        return sent.reply().thenApply(r -> opened(name, flags, sent.port().orElseThrow(), r.getHandle()));
    }

    private Checkpoint opened(String name, int flags, ServicePort used, long handle) {
        state.lock();
        try {
            if (port.filter(p -> p == used).isEmpty()) {
                throw new AisException(
                        AisStatus.ERR_TRY_AGAIN, "the checkpoint service has ended as " + name + " was opened");
            }
            ClientCheckpoint opening = new ClientCheckpoint(this, Dn.of(name), flags, used, handle);
            openings.add(opening);
            used.opened(handle, opening);
            return opening;
        } finally {
            state.unlock();
        }
    }

    @Override
    public void unlink(Dn name) {
        call(
                CheckpointRequest.newBuilder().setUnlink(Unlink.newBuilder().setName(name.toString())),
                Optional.empty(),
                reply -> reply);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            AisException interrupted =
                    new AisException(AisStatus.ERR_INTERRUPT, "waiting for the checkpoint service was interrupted", e);
            answer.completeExceptionally(interrupted); // what is not on its way yet is not sent
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AisException refused) {
                throw new AisException(refused.status(), refused.reason(), refused);
            }
            throw new AisException(AisStatus.ERR_LIBRARY, "the checkpoint service failed", e.getCause());
        }
    }

    /** An opening is closed here; whether the service has to be told. */
    boolean closed(ClientCheckpoint opening) {
        state.lock();
        try {
            return openings.remove(opening) && port.isPresent();
        } finally {
            state.unlock();
        }
    }

    @Override
    public void close() {
        end(AisStatus.ERR_BAD_HANDLE, "the connection to the checkpoint service is closed");
        watch.interrupt();
        synchronized (this) {
            if (teller != null) {
                teller.shutdown();
            }
        }
    }
}
