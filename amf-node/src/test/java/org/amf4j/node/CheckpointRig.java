package org.amf4j.node;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.amf4j.ckpt.desk.RegistryDesk;
import org.amf4j.ckpt.message.PeerCodec;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.MemoryReplicaStore;
import org.amf4j.ckpt.registry.RegistryInput;

/** Checkpoint services of several nodes with real sockets, joined by a thread that carries their messages and leads. */
final class CheckpointRig implements AutoCloseable {

    private static final long EPOCH_NANOS_PER_MILLI = 1_000_000;

    private final ExecutorService network = Executors.newSingleThreadExecutor();
    private final Map<String, CheckpointService> services = new LinkedHashMap<>();
    private final Map<String, SimpleMeterRegistry> meters = new LinkedHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final RegistryDesk desk;
    private final Path folder;
    private long index;

    CheckpointRig(Path folder, List<String> nodes) throws IOException {
        this.folder = folder;
        desk = new RegistryDesk(
                nodes,
                (to, message) -> carry("n1", to, PeerCodec.toBytes(message)),
                input -> run(() -> apply(List.of(input))));
        for (String node : nodes) {
            SimpleMeterRegistry own = new SimpleMeterRegistry();
            meters.put(node, own);
            Files.createDirectories(folder.resolve(node));
            services.put(
                    node,
                    CheckpointService.start(
                            node,
                            1,
                            socket(node),
                            new CheckpointService.Surroundings(
                                    (to, bytes, isRepeated) -> carry(node, to, bytes),
                                    () -> true,
                                    new MemoryReplicaStore(),
                                    own,
                                    (reason, cause) -> problems.add(reason))));
        }
        run(() -> {
            nodes.forEach(node -> apply(List.of(new RegistryInput.Joined(node, 1))));
            desk.lead();
        });
        services.values().forEach(service -> service.leaderIs("n1"));
    }

    private void run(Runnable task) {
        try {
            network.execute(task);
        } catch (RejectedExecutionException e) {
            return; // the rig is being closed
        }
    }

    private void apply(List<RegistryInput> inputs) {
        desk.applied(++index, System.currentTimeMillis() * EPOCH_NANOS_PER_MILLI, inputs);
    }

    private void carry(String from, String to, byte[] bytes) {
        run(() -> {
            PeerMessage message = PeerCodec.of(bytes);
            if (CheckpointService.isForLeader(message)) {
                desk.received(from, message);
            } else {
                services.get(to).received(from, message);
            }
        });
    }

    Path socket(String node) {
        return folder.resolve(node).resolve("ckpt.sock");
    }

    SimpleMeterRegistry meters(String node) {
        return meters.get(node);
    }

    /** Broken rules, which would end a process. */
    List<String> problems() {
        return problems;
    }

    @Override
    public void close() throws InterruptedException {
        services.values().forEach(CheckpointService::close);
        network.shutdownNow();
        network.awaitTermination(5, TimeUnit.SECONDS);
    }
}
