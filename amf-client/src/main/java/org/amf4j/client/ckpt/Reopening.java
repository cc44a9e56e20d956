package org.amf4j.client.ckpt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.amf4j.api.AisException;
import org.amf4j.api.AisStatus;
import org.amf4j.protocol.checkpoint.CheckpointReply;
import org.amf4j.protocol.checkpoint.CheckpointRequest;

/** Opens on a new connection what was open on the one before, by name. For one thread, which reads what the service says. */
final class Reopening {

    /** Refusals that pass: the node's process has just begun, and may not be in the cluster yet. */
    private static final Set<AisStatus> PASSING =
            Set.of(AisStatus.ERR_TRY_AGAIN, AisStatus.ERR_TIMEOUT, AisStatus.ERR_UNAVAILABLE);

    private static final long LOOK_MILLIS = 100;
    private static final long PAUSE_MILLIS = 20;

    private final ServiceConnection connection;
    private final long timeoutNanos;
    private final LongSupplier numbers;
    private final BooleanSupplier isOver;
    private final Map<ClientCheckpoint, Long> handles = new LinkedHashMap<>();
    private final Map<ClientCheckpoint, AisException> gone = new LinkedHashMap<>();
    private final List<CheckpointReply> early = new ArrayList<>();

    /**
     * Nothing is open yet.
     *
     * @param timeoutNanos how long each request may take, however often it is said
     * @param numbers of requests
     * @param isOver whether nobody wants it any more
     */
    Reopening(ServiceConnection connection, long timeoutNanos, LongSupplier numbers, BooleanSupplier isOver) {
        this.connection = connection;
        this.timeoutNanos = timeoutNanos;
        this.numbers = numbers;
        this.isOver = isOver;
    }

    /**
     * Opens them again, and has changes told again where they were.
     *
     * @throws IOException when this connection does not do
     * @throws InterruptedException when interrupted
     */
    void open(Collection<ClientCheckpoint> openings) throws IOException, InterruptedException {
        for (ClientCheckpoint opening : openings) {
            try {
                open(opening);
            } catch (AisException e) {
                gone.put(opening, e);
            }
        }
    }

    private void open(ClientCheckpoint opening) throws IOException, InterruptedException {
        long handle = ask(Requests.open(opening.name().toString(), Optional.empty(), opening.reopeningFlags()))
                .getHandle();
        try {
            if (opening.isFollowing()) {
                ask(Requests.follow(true).setHandle(handle));
            }
            handles.put(opening, handle);
        } catch (AisException e) {
            connection.send(Requests.close()
                    .setHandle(handle)
                    .setRequest(numbers.getAsLong())
                    .build());
            throw e;
        }
    }

    private CheckpointReply ask(CheckpointRequest.Builder request) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        while (true) {
            long number = numbers.getAsLong();
            connection.send(
                    request.setRequest(number).setTimeoutNanos(timeoutNanos).build());
            CheckpointReply reply = await(number, deadlineNanos);
            AisStatus status = AisStatus.of(reply.getStatus());
            if (status == AisStatus.OK) {
                return reply;
            }
            if (!PASSING.contains(status) || System.nanoTime() - deadlineNanos > 0) {
                throw new AisException(status, reply.getText());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private CheckpointReply await(long number, long deadlineNanos) throws IOException {
        List<CheckpointReply> found = new ArrayList<>(1);
        while (found.isEmpty()) {
            if (isOver.getAsBoolean() || System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("the checkpoint service does not answer");
            }
            connection.read(
                    frame -> {
                        if (frame.getRequest() == number) {
                            found.add(frame);
                        } else {
                            early.add(frame);
                        }
                    },
                    LOOK_MILLIS);
        }
        return found.get(0);
    }

    /** The handles of those that are open. */
    Map<ClientCheckpoint, Long> handles() {
        return handles;
    }

    /** Those that cannot be opened any more, and why. */
    Map<ClientCheckpoint, AisException> gone() {
        return gone;
    }

    /** What the service has said meanwhile without being asked. */
    List<CheckpointReply> early() {
        return early;
    }
}
