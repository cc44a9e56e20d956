package org.amf4j.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.amf4j.api.AisStatus;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.director.ControllerSettings;
import org.amf4j.director.Witness;
import org.amf4j.protocol.admin.AdminReply;
import org.amf4j.protocol.admin.AdminRequest;
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
    static WitnessServer start(String name, Path folder, ClusterSource source, BiConsumer<String, Throwable> fatal)
            throws IOException {
        ClusterFile cluster = source.read();
        ClusterFile.Place place = Optional.ofNullable(cluster.nodes().get(name))
                .filter(ClusterFile.Place::witness)
                .orElseThrow(
                        () -> new IOException("there is no witness " + name + " in the cluster file; witnesses are "
                                + cluster.witnesses() + ": entries below nodes with 'witness: true'"));
        Optional<NodeCredentials> credentials = OwnCredentials.read(
                name, cluster.security(), folder.toAbsolutePath().getParent());
        JGroupsChannel channel = new JGroupsChannel(cluster.channelConfig(name), credentials);
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
        channel.open(new Router(witness, NodeServer.liveNodes(name, source, cluster, channel), sender, fatal));
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

    /** Hands what arrives in the group to the witness, and answers operators that ask by way of a node. */
    private static final class Router implements GroupChannel.Listener {

        private final Witness witness;
        private final ReloadQuery reload;
        private final BiConsumer<String, ClusterMessage> sender;
        private final BiConsumer<String, Throwable> fatal;
        private volatile List<String> heard = List.of();

        Router(
                Witness witness,
                LiveNodes nodes,
                BiConsumer<String, ClusterMessage> sender,
                BiConsumer<String, Throwable> fatal) {
            this.witness = witness;
            this.reload = new ReloadQuery(nodes, () -> heard);
            this.sender = sender;
            this.fatal = fatal;
        }

        @Override
        public void viewChanged(List<String> members) {
            LOG.info("view: members={}", members);
            heard = List.copyOf(members);
        }

        @Override
        public void received(String from, byte[] bytes) {
            MessageRouter.read(from, bytes).ifPresent(message -> {
                if (message.hasPeerRequest()) {
                    asked(from, message.getPeerRequest());
                } else {
                    witness.received(from, message);
                }
            });
        }

        private void asked(String from, AdminRequest request) {
            AdminReply reply = request.getQuery().getKind().equals(ReloadQuery.KIND)
                    ? reload.answer(request)
                    : LocalQueries.reply(request, AisStatus.ERR_NOT_SUPPORTED, "a witness does not know the query", "");
            sender.accept(from, ClusterMessage.newBuilder().setAdminReply(reply).build());
        }

        @Override
        public void failed(String reason, Throwable cause) {
            fatal.accept(reason, cause);
        }
    }
}
