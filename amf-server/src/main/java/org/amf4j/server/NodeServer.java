package org.amf4j.server;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.amf4j.certificates.NodeCredentials;
import org.amf4j.core.redundancy.RedundancyModel;
import org.amf4j.director.Controller;
import org.amf4j.director.ControllerSettings;
import org.amf4j.director.LossPolicy;
import org.amf4j.node.LeaseProbe;
import org.amf4j.node.Leasing;
import org.amf4j.node.OperatorSocket;
import org.amf4j.protocol.cluster.ClusterMessage;
import org.amf4j.recorder.ring.RecorderSettings;
import org.amf4j.telemetry.Metric;
import org.amf4j.transport.GroupChannel;
import org.amf4j.transport.jgroups.JGroupsChannel;
import org.amf4j.transport.ratis.RatisLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of one node's process, put together. */
final class NodeServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeServer.class);

    private final GroupChannel channel;
    private final AgentSlot agent;
    private final Optional<Controller> controller;
    private final Operators operators;
    private final CheckpointParts checkpoints;
    private final Optional<LastWordListener> lastWords;

    private NodeServer(
            Members members,
            AgentSlot agent,
            Optional<Controller> controller,
            Operators operators,
            Optional<LastWordListener> lastWords) {
        this.lastWords = lastWords;
        this.channel = members.channel();
        this.checkpoints = members.checkpoints();
        this.agent = agent;
        this.controller = controller;
        this.operators = operators;
    }

    /**
     * What the process does for its node.
     *
     * @param joined run when the node is in the group and has no lease yet, which is then a matter of moments
     * @param stop run when an operator asks the node to stop
     * @param fatal told when the process must end
     */
    record Hosting(Runnable joined, Runnable stop, BiConsumer<String, Throwable> fatal) {}

    /** What a node speaks to others with. */
    private record Members(GroupChannel channel, CheckpointParts checkpoints) {}

    /**
     * Starts everything; returns when the node is ready for orders.
     *
     * @param source where the cluster file is from, to be read again
     * @param cluster what it says
     * @param process that it runs in
     */
    static NodeServer start(String name, Path folder, ClusterSource source, ClusterFile cluster, Hosting process)
            throws IOException {
        BiConsumer<String, Throwable> fatal = process.fatal();
        ClusterFile.Place place = Optional.ofNullable(cluster.nodes().get(name))
                .orElseThrow(() -> new IOException("there is no node " + name + " in the cluster file; it has "
                        + cluster.nodes().keySet()));
        if (place.witness()) {
            throw new IOException(name + " is a witness in the cluster file: start it with 'amf witness'");
        }
        Files.createDirectories(folder);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Optional<NodeCredentials> credentials = OwnCredentials.read(
                name, cluster.security(), folder.toAbsolutePath().getParent());
        JGroupsChannel channel = new JGroupsChannel(cluster.channelConfig(name), credentials);
        LiveNodes nodes = liveNodes(name, source, cluster, channel);
        BiConsumer<String, ClusterMessage> sender = new ClusterSender(channel);
        CheckpointParts checkpoints = new CheckpointParts(channel, cluster.controllers());
        Self self = new Self(name, folder, nodes, credentials, checkpoints.guest());
        Optional<Controller> controller =
                place.controller() ? Optional.of(controller(self, sender, meters, fatal)) : Optional.empty();
        AtomicReference<Optional<AgentSlot>> slot = new AtomicReference<>(Optional.empty());
        AgentSlot agent = AgentSlot.start(
                new AgentBirth(
                        new AgentBirth.Place(name, folder, cluster, new ProcessReboot(folder, place.reboot())),
                        channel,
                        checkpoints,
                        new AgentBirth.Surroundings(
                                meters,
                                () -> slot.get().filter(AgentSlot::mayServe).isPresent(),
                                fatal)),
                (incarnation, found) ->
                        LeaseProbe.start(channel, leasing(cluster, why -> {}).orElseThrow(), incarnation, found),
                new Incarnations(folder.resolve("incarnation"), System::currentTimeMillis),
                fatal);
        slot.set(Optional.of(agent));
        agent.rehearse();
        LeaderSigns signs = LeaderSigns.start(name, cluster.voters(), agent);
        NodeQueries queries = new NodeQueries(
                name, nodes::names, folder.resolve("log"), sender, new ReloadQuery(nodes, signs::heard)::answer);
        LocalQueries local = new LocalQueries(
                signs,
                controller,
                queries,
                meters,
                new CheckpointQueries(checkpoints.service()),
                new Ending(agent, cluster.loss().policy(), process.stop()));
        OperatorSocket operators = OperatorSocket.open(folder.resolve("admin.sock"), local);
        NodeServer server = new NodeServer(
                new Members(channel, checkpoints),
                agent,
                controller,
                new Operators(operators, signs),
                controller.flatMap(c -> LastWordListener.open(place.channel(), c::ended)));
        joinAndLog(
                channel,
                new MessageRouter(agent, controller, signs, queries, checkpoints, fatal),
                controller,
                process.joined());
        Metric.BUILD.information(meters, version());
        LOG.info("node started: name={} controller={} version={}", name, controller.isPresent(), version());
        return server;
    }

    /** The nodes that are let in, as the channel goes by them. */
    static LiveNodes liveNodes(String self, ClusterSource source, ClusterFile cluster, JGroupsChannel channel) {
        return new LiveNodes(
                self,
                source,
                cluster,
                next -> channel.replaceMembers(next.channelConfig(self).members()));
    }

    /** How operators are served. */
    private record Operators(OperatorSocket socket, LeaderSigns signs) {
        void close() {
            socket.close();
            signs.close();
        }
    }

    /** The group and the log are opened side by side: each takes about a second, and neither needs the other. */
    private static void joinAndLog(
            GroupChannel channel, MessageRouter router, Optional<Controller> controller, Runnable joined)
            throws IOException {
        FutureTask<Void> opening = new FutureTask<>(() -> {
            if (controller.isPresent()) {
                controller.get().start();
            }
            return null;
        });
        new Thread(opening, "open-log").start();
        channel.open(router);
        joined.run();
        try {
            opening.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the log was being opened", e);
        }
    }

    /** What a node is told of itself. */
    private record Self(
            String name, Path folder, LiveNodes nodes, Optional<NodeCredentials> credentials, RegistryGuest guest) {}

    private static Controller controller(
            Self self,
            BiConsumer<String, ClusterMessage> sender,
            PrometheusMeterRegistry meters,
            BiConsumer<String, Throwable> fatal)
            throws IOException {
        ClusterFile cluster = self.nodes().present();
        RatisLog log = new RatisLog(cluster.logConfig(self.name(), self.folder()), self.credentials());
        List<RedundancyModel> models = InstalledModels.load();
        Configuration.Loaded configuration = Configuration.read(cluster, models);
        ControllerSettings settings = new ControllerSettings(
                        self.name(),
                        cluster.cluster(),
                        cluster.voters(),
                        configuration.objects(),
                        models,
                        keeping(self.name(), self.folder(), cluster),
                        cluster.loss().fencedBy(self.nodes()::fence),
                        configuration.classes())
                .withWitnesses(cluster.witnesses())
                .installedIn(cluster.home());
        return new Controller(settings, log, sender, meters, fatal, self.guest());
    }

    private static String version() {
        return Optional.ofNullable(NodeServer.class.getPackage().getImplementationVersion())
                .orElse("built from sources");
    }

    private static ControllerSettings.Keeping keeping(String name, Path folder, ClusterFile cluster) {
        long bytesMax = (long) cluster.recorderMib() << 20;
        Optional<RecorderSettings> recording = bytesMax == 0
                ? Optional.empty()
                : Optional.of(
                        new RecorderSettings(folder.resolve("recorder"), bytesMax, cluster.cluster(), name, version()));
        return new ControllerSettings.Keeping(recording, ControllerSettings.Keeping.ENTRIES_PER_MEMORY)
                .withStreams(new StreamFiles(folder.resolve("log").resolve("streams"), StreamFiles.FILE_BYTES_MAX));
    }

    static Optional<Leasing> leasing(ClusterFile cluster, Consumer<String> lost) {
        if (cluster.loss().policy() == LossPolicy.IMMEDIATE) {
            return Optional.empty();
        }
        List<InetSocketAddress> witnesses = cluster.voters().stream()
                .map(c -> cluster.nodes().get(c).channel())
                .toList();
        return Optional.of(new Leasing(cluster.voters(), cluster.nodeLoss().times(), witnesses, lost));
    }

    /** Ends the node in order: components first, then its part in the cluster. */
    @Override
    public void close() {
        operators.close();
        checkpoints.close();
        agent.close();
        lastWords.ifPresent(LastWordListener::close);
        controller.ifPresent(Controller::close);
        channel.close();
        LOG.info("node stopped");
    }
}
