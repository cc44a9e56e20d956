package org.amf4j.client.ckpt;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
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
final class ClientCheckpoints implements Checkpoints {

    /** Requests of a process under way at once; who asks for more waits. */
    static final int UNDER_WAY_MAX = 1_024;

    /** Bytes of requests under way at once, but for one request. */
    static final long BYTES_UNDER_WAY_MAX = 8L << 20;

    /** The service answers in time; a process that hears nothing even then gives up after so long more. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long LOOK_MILLIS = 250;
    private static final long PAUSE_MILLIS = 20;

    private final CheckpointsOptions options;
    private final ServiceConnection connection;
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Map<Long, ClientCheckpoint> openings = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final Condition room = sending.newCondition();
    private final ReplyReader reader;
    private final Thread watch;
    private ExecutorService teller;
    private long last;
    private int underWay;
    private long bytesUnderWay;
    private volatile AisException over;

    private record Pending(CompletableFuture<CheckpointReply> reply, int bytes, long deadlineNanos) {}

    private ClientCheckpoints(CheckpointsOptions options, ServiceConnection connection) {
        this.options = options;
        this.connection = connection;
        this.reader = new ReplyReader(connection, this::received, this::lost, () -> !pending.isEmpty());
        this.watch = new Thread(this::watch, "amf-checkpoint-watch");
        watch.setDaemon(true);
    }

    static ClientCheckpoints connect(CheckpointsOptions options) {
        long deadlineNanos = System.nanoTime() + options.requestTimeout().toNanos();
        while (true) {
            try {
                ClientCheckpoints made = new ClientCheckpoints(options, ServiceConnection.connect(options.socket()));
                made.reader.start();
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

    /** Sends a request; the future has the reply, or the status that the service refused it with. */
    <T> CompletableFuture<T> ask(CheckpointRequest.Builder request, Function<CheckpointReply, T> result) {
        CompletableFuture<CheckpointReply> reply = new CompletableFuture<>();
        send(request, reply);
        reader.expect();
        return reply.thenApply(result);
    }

    /** Sends a request and waits for its reply. */
    <T> T call(CheckpointRequest.Builder request, Function<CheckpointReply, T> result) {
        CompletableFuture<CheckpointReply> reply = new CompletableFuture<>();
        send(request, reply);
        if (pending.size() == 1) {
            reader.readUntil(reply);
        }
        if (!pending.isEmpty()) {
            reader.expect(); // this reply, or one that somebody else waits for
        }
        return result.apply(await(reply));
    }

    private void send(CheckpointRequest.Builder request, CompletableFuture<CheckpointReply> reply) {
        long timeoutNanos = options.requestTimeout().toNanos();
        CheckpointRequest frame = request.setTimeoutNanos(timeoutNanos).buildPartial();
        int bytes = frame.getSerializedSize();
        if (bytes > ServiceConnection.FRAME_BYTES_MAX - 64) {
            reply.completeExceptionally(new AisException(
                    AisStatus.ERR_NO_RESOURCES,
                    "a call of " + bytes + " bytes is longer than " + ServiceConnection.FRAME_BYTES_MAX
                            + "; make several"));
            return;
        }
        sending.lock();
        try {
            while (over == null && (underWay >= UNDER_WAY_MAX || bytesUnderWay > BYTES_UNDER_WAY_MAX)) {
                room.await();
            }
            if (over != null) {
                throw over;
            }
            long number = ++last;
            underWay++;
            bytesUnderWay += bytes;
            pending.put(number, new Pending(reply, bytes, System.nanoTime() + timeoutNanos + GRACE_NANOS));
            connection.send(request.setRequest(number).build());
        } catch (IOException e) {
            end(AisStatus.ERR_TRY_AGAIN, "the connection to the checkpoint service has failed: " + e.getMessage());
        } catch (AisException e) {
            reply.completeExceptionally(new AisException(e.status(), e.reason(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.completeExceptionally(new AisException(AisStatus.ERR_INTERRUPT, "waiting was interrupted", e));
        } finally {
            sending.unlock();
        }
    }

    private void lost(Throwable cause) {
        if (cause instanceof IOException) {
            end(AisStatus.ERR_TRY_AGAIN, "the checkpoint service of the node is gone: " + cause.getMessage());
        } else {
            end(AisStatus.ERR_LIBRARY, "reading a reply has failed: " + cause);
        }
    }

    private void received(CheckpointReply frame) {
        if (frame.hasChanged()) {
            ClientCheckpoint opening = openings.get(frame.getChanged().getHandle());
            if (opening != null) {
                teller().execute(() -> opening.changed(frame.getChanged()));
            }
            return;
        }
        Pending waiting = pending.remove(frame.getRequest());
        if (waiting != null) {
            finish(waiting, frame);
        }
    }

    private void finish(Pending waiting, CheckpointReply frame) {
        release(waiting);
        AisStatus status = AisStatus.of(frame.getStatus());
        if (status == AisStatus.OK) {
            waiting.reply().complete(frame);
        } else {
            waiting.reply().completeExceptionally(new AisException(status, frame.getText()));
        }
    }

    private void release(Pending waiting) {
        sending.lock();
        try {
            underWay--;
            bytesUnderWay -= waiting.bytes();
            room.signal();
        } finally {
            sending.unlock();
        }
    }

    private void watch() {
        try {
            while (over == null) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                for (Map.Entry<Long, Pending> each : pending.entrySet()) {
                    if (now - each.getValue().deadlineNanos() > 0 && pending.remove(each.getKey(), each.getValue())) {
                        release(each.getValue());
                        each.getValue()
                                .reply()
                                .completeExceptionally(new AisException(
                                        AisStatus.ERR_TIMEOUT, "the checkpoint service has not answered in time"));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() ends it
        }
    }

    private void end(AisStatus status, String text) {
        sending.lock();
        try {
            if (over == null) {
                over = new AisException(status, text);
            }
            room.signalAll();
        } finally {
            sending.unlock();
        }
        connection.close();
        for (Map.Entry<Long, Pending> each : pending.entrySet()) {
            if (pending.remove(each.getKey(), each.getValue())) {
                each.getValue().reply().completeExceptionally(new AisException(status, text));
            }
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
        return ask(Requests.open(name, attributes, flags), reply -> {
            ClientCheckpoint opening = new ClientCheckpoint(this, Dn.of(name), reply.getHandle());
            openings.put(reply.getHandle(), opening);
            return opening;
        });
    }

    @Override
    public void unlink(Dn name) {
        call(CheckpointRequest.newBuilder().setUnlink(Unlink.newBuilder().setName(name.toString())), reply -> reply);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AisException(AisStatus.ERR_INTERRUPT, "waiting for the checkpoint service was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AisException refused) {
                throw new AisException(refused.status(), refused.reason(), refused);
            }
            throw new AisException(AisStatus.ERR_LIBRARY, "the checkpoint service failed", e.getCause());
        }
    }

    void closed(ClientCheckpoint opening) {
        openings.remove(opening.handle());
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
