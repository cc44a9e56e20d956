package org.amf4j.server;

import com.google.protobuf.UnsafeByteOperations;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.amf4j.ckpt.message.PeerCodec;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.director.Controller;
import org.amf4j.node.CheckpointService;
import org.amf4j.node.FileReplicaStore;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.GroupChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has for checkpoints: the service of the node, and on a controller the registry. */
final class CheckpointParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointParts.class);

    /** How a message begins that holds something about checkpoints and nothing else. */
    private static final byte FIRST_BYTE = (byte) (ClusterMessage.CHECKPOINT_FIELD_NUMBER << 3 | 2);

    /** The folder of durable checkpoints in the node's folder. */
    private static final String STORE = "checkpoints";

    private final GroupChannel channel;
    private final RegistryGuest guest;
    private volatile Optional<CheckpointService> service = Optional.empty();
    private Optional<FileReplicaStore> store = Optional.empty();

    CheckpointParts(GroupChannel channel, List<String> controllers) {
        this.channel = channel;
        this.guest = new RegistryGuest(controllers, (to, message) -> send(to, PeerCodec.toBytes(message), false));
    }

    private void send(String to, byte[] bytes, boolean isRepeated) {
        byte[] message = ClusterMessage.newBuilder()
                .setCheckpoint(UnsafeByteOperations.unsafeWrap(bytes)) // nobody changes them
                .build()
                .toByteArray();
        if (isRepeated) {
            channel.sendFleeting(to, message);
        } else {
            channel.send(to, message);
        }
    }

    /** Whether the bytes are a message about checkpoints, by their look. */
    static boolean isTheirs(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == FIRST_BYTE;
    }

    RegistryGuest guest() {
        return guest;
    }

    /** The agent begins a life; with the first one the service starts. */
    synchronized void live(
            long life, Path socket, MeterRegistry meters, BooleanSupplier mayServe, BiConsumer<String, Throwable> fatal)
            throws IOException {
        if (service.isPresent()) {
            service.get().restart(life);
        } else {
            FileReplicaStore opened =
                    FileReplicaStore.open(socket.toAbsolutePath().resolveSibling(STORE), fatal);
            store = Optional.of(opened);
            service = Optional.of(CheckpointService.start(
                    channel.self(),
                    life,
                    socket,
                    new CheckpointService.Surroundings(this::send, mayServe, opened, meters, fatal)));
        }
    }

    CheckpointService service() {
        return service.orElseThrow();
    }

    void leaderIs(String leader) {
        service.ifPresent(s -> s.leaderIs(leader));
    }

    /** A message about checkpoints has arrived. */
    void received(String from, byte[] bytes, Optional<Controller> controller) {
        PeerMessage message;
        try {
            message = PeerCodec.of(bytes);
        } catch (IllegalArgumentException e) {
            LOG.warn("message about checkpoints cannot be read: from={} cause={}", from, e.getMessage());
            return;
        }
        if (CheckpointService.isForLeader(message)) {
            controller.ifPresent(c -> c.forGuest(() -> guest.received(from, message)));
        } else {
            service.ifPresent(s -> s.received(from, message));
        }
    }

    @Override
    public synchronized void close() {
        service.ifPresent(CheckpointService::close);
        store.ifPresent(FileReplicaStore::close);
    }
}
