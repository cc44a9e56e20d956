package org.amf4j.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.amf4j.node.NodeAgent;
import org.amf4j.node.NodeReboot;
import org.amf4j.node.NodeSettings;
import org.amf4j.transport.GroupChannel;

/** How the lives of a node's agent begin, with the services that live by them. */
final class AgentBirth implements AgentSlot.Birth {

    private final Place place;
    private final GroupChannel channel;
    private final CheckpointParts checkpoints;
    private final Surroundings around;

    /** Whose agent it is, and how the node is rebooted. */
    record Place(String name, Path folder, ClusterFile cluster, NodeReboot reboot) {}

    /**
     * What is around the agent.
     *
     * @param mayServe whether the present life may serve
     * @param fatal told when the process must end
     */
    record Surroundings(MeterRegistry meters, BooleanSupplier mayServe, BiConsumer<String, Throwable> fatal) {}

    AgentBirth(Place place, GroupChannel channel, CheckpointParts checkpoints, Surroundings around) {
        this.place = place;
        this.channel = channel;
        this.checkpoints = checkpoints;
        this.around = around;
    }

    @Override
    public NodeAgent start(long incarnation, Consumer<String> leaseLost) throws IOException {
        live(incarnation);
        return NodeAgent.start(
                settings(incarnation, incarnation),
                channel,
                place.reboot(),
                this::failed,
                NodeServer.leasing(place.cluster(), leaseLost));
    }

    @Override
    public Optional<NodeAgent> resume(long process, Consumer<String> leaseLost) throws IOException {
        Optional<NodeAgent> resumed = NodeAgent.resume(
                place.folder(),
                incarnation -> settings(incarnation, process),
                channel,
                place.reboot(),
                this::failed,
                NodeServer.leasing(place.cluster(), leaseLost));
        if (resumed.isPresent()) {
            live(process);
        }
        return resumed;
    }

    @Override
    public void restartServices(long process) {
        checkpoints.service().restart(process);
    }

    private void live(long life) throws IOException {
        checkpoints.live(
                life, settings(life, life).checkpointSocket(), around.meters(), around.mayServe(), around.fatal());
    }

    private void failed(Throwable cause) {
        around.fatal().accept("the agent's loop has failed", cause);
    }

    private NodeSettings settings(long incarnation, long process) {
        ClusterFile cluster = place.cluster();
        NodeSettings usual = NodeSettings.of(place.name(), incarnation, place.folder());
        Map<String, String> environment = new LinkedHashMap<>(usual.environment());
        environment.put("AMF_HOME", cluster.home());
        environment.put("AMF_NODE", place.name());
        environment.put(
                "AMF_DIR",
                place.folder().toAbsolutePath().normalize().getParent().toString());
        String address = cluster.nodes().get(place.name()).channel().getHostString();
        return new NodeSettings(place.name(), incarnation, place.folder(), environment, address, process);
    }
}
