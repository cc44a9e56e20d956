package org.amf4j.admin.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.amf4j.admin.cluster.ClusterDescription.NodeAddress;
import org.amf4j.admin.cluster.ClusterDescription.Part;
import org.amf4j.certificates.CertificateFolder;

/**
 * A local cluster that is to be started.
 *
 * @param folder where it keeps its files
 * @param cluster its name
 * @param files IMM XML files that have been found valid
 * @param home the folder of the installation
 * @param nodes names of the nodes to start, controllers first
 * @param secured whether they talk with certificates, which are made for them
 * @param witness whether a witness is started, too, so that either of two controllers may die
 * @param places where they run
 * @param elsewhere those of the nodes that somebody else starts
 * @param leaseMillis how long leases of nodes are; empty for what is usual
 */
public record ClusterPlan(
        ClusterFolder folder,
        String cluster,
        List<Path> files,
        Path home,
        List<String> nodes,
        boolean secured,
        boolean witness,
        NodePlaces places,
        List<String> elsewhere,
        OptionalInt leaseMillis) {
    /** The name of a local cluster's witness. */
    public static final String WITNESS = "witness";

    static final int PORTS_PER_NODE = 3;
    private static final int CONTROLLERS = 3;

    public ClusterPlan {
        files = files.stream().map(f -> f.toAbsolutePath().normalize()).toList();
        nodes = List.copyOf(nodes);
        elsewhere = List.copyOf(elsewhere);
    }

    /** A cluster whose nodes talk in plain text, on one machine. */
    public ClusterPlan(ClusterFolder folder, String cluster, List<Path> files, Path home, List<String> nodes) {
        this(folder, cluster, files, home, nodes, false, false, NodePlaces.LOOPBACK, List.of(), OptionalInt.empty());
    }

    /** The same with certificates, if that is wished. */
    public ClusterPlan withSecurity(boolean wished) {
        return new ClusterPlan(folder, cluster, files, home, nodes, wished, witness, places, elsewhere, leaseMillis);
    }

    /** The same with its nodes elsewhere. */
    public ClusterPlan withPlaces(NodePlaces other) {
        return new ClusterPlan(folder, cluster, files, home, nodes, secured, witness, other, elsewhere, leaseMillis);
    }

    /** The same with a witness, if that is wished. */
    public ClusterPlan withWitness(boolean wished) {
        return new ClusterPlan(folder, cluster, files, home, nodes, secured, wished, places, elsewhere, leaseMillis);
    }

    /** The same, but some of its nodes are started by somebody else, by the description that {@link ClusterStarter#describe} writes. */
    public ClusterPlan withElsewhere(List<String> others) {
        return new ClusterPlan(folder, cluster, files, home, nodes, secured, witness, places, others, leaseMillis);
    }

    /** The same with leases of this length: longer ones are not lost where nodes answer late, and the loss of a node is known later. */
    public ClusterPlan withLease(int millis) {
        return new ClusterPlan(
                folder, cluster, files, home, nodes, secured, witness, places, elsewhere, OptionalInt.of(millis));
    }

    /** What is to be started here. */
    List<String> here() {
        return processes().stream().filter(name -> !elsewhere.contains(name)).toList();
    }

    /** All processes of the cluster: the nodes, and the witness. */
    List<String> processes() {
        return witness ? Stream.concat(nodes.stream(), Stream.of(WITNESS)).toList() : nodes;
    }

    /** Makes new certificates for all nodes, of an authority that stays. */
    void makeCertificates() throws IOException {
        if (secured) {
            new CertificateFolder(folder.certificates())
                    .create(new CertificateFolder.Wish(processes(), CertificateFolder.NODE_DAYS, true), Instant.now());
        }
    }

    /** Three controllers where there are three nodes, so that one may die; otherwise one. */
    int controllers() {
        return nodes.size() >= CONTROLLERS ? CONTROLLERS : 1;
    }

    /** The description of the cluster, with ports that are free now. */
    ClusterDescription describe() throws IOException {
        List<String> processes = processes();
        List<Integer> ports = FreePorts.find(processes.size() * PORTS_PER_NODE);
        List<NodeAddress> addresses = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            int first = i * PORTS_PER_NODE;
            addresses.add(new NodeAddress(
                    processes.get(i),
                    places.address(processes.get(i)),
                    ports.get(first),
                    ports.get(first + 1),
                    ports.get(first + 2),
                    part(i)));
        }
        return new ClusterDescription(cluster, files, home, secured, addresses, leaseMillis);
    }

    private Part part(int position) {
        if (position >= nodes.size()) {
            return Part.WITNESS;
        }
        // Beside a witness all nodes are controllers, so that any one of the three may die.
        return witness || position < controllers() ? Part.CONTROLLER : Part.PAYLOAD;
    }
}
