package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.director.ControllerSettings;
import org.amf4j.director.Witness;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.jgroups.JGroupsChannel;
import org.amf4j.transport.ratis.RatisLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a witness's process, put together. */
final class WitnessServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessServer.class);

    private final GroupChannel channel;
    private final Witness witness;
    private final Optional<LastWordListener> lastWords;

    private WitnessServer(GroupChannel channel, Witness witness, Optional<LastWordListener> lastWords) {
        this.channel = channel;
        this.witness = witness;
        this.lastWords = lastWords;
    }

    /** Starts everything; {@code fatal} is told when the process must end. */
    static WitnessServer start(String name, Path folder, ClusterFile cluster, BiConsumer<String, Throwable> fatal)
            throws IOException {
        ClusterFile.Place place = Optional.ofNullable(cluster.nodes().get(name))
                .filter(ClusterFile.Place::witness)
                .orElseThrow(
                        () -> new IOException("there is no witness " + name + " in the cluster file; witnesses are "
                                + cluster.witnesses() + ": entries below nodes with 'witness: true'"));
        Optional<NodeCredentials> credentials = OwnCredentials.read(
                name, cluster.security(), folder.toAbsolutePath().getParent());
        GroupChannel channel = new JGroupsChannel(cluster.channelConfig(name), credentials);
        BiConsumer<String, ClusterMessage> sender = new ClusterSender(channel);
        ControllerSettings settings = new ControllerSettings(
                name,
                cluster.cluster(),
                cluster.voters(),
                List.of(),
                List.of(),
                new ControllerSettings.Keeping(Optional.empty(), ControllerSettings.Keeping.ENTRIES_PER_MEMORY),
                cluster.loss(),
                List.of());
        Witness witness = new Witness(
                settings,
                cluster.controllers(),
                new RatisLog(cluster.logConfig(name, folder), credentials),
                sender,
                fatal);
        channel.open(new Router(witness, fatal));
        witness.start();
        LOG.info("witness started: name={}", name);
        return new WitnessServer(channel, witness, LastWordListener.open(place.channel(), witness::ended));
    }

    @Override
    public void close() {
        lastWords.ifPresent(LastWordListener::close);
        witness.close();
        channel.close();
        LOG.info("witness stopped");
    }

    /** Hands what arrives in the group to the witness. */
    private record Router(Witness witness, BiConsumer<String, Throwable> fatal) implements GroupChannel.Listener {

        @Override
        public void viewChanged(List<String> members) {
            LOG.info("view: members={}", members);
        }

        @Override
        public void received(String sender, byte[] bytes) {
            MessageRouter.read(sender, bytes).ifPresent(message -> witness.received(sender, message));
        }

        @Override
        public void failed(String reason, Throwable cause) {
            fatal.accept(reason, cause);
        }
    }
}
