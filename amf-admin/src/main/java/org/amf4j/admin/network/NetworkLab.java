package org.amf4j.admin.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.amf4j.admin.cluster.NodePlaces;

/**
 * Networks of their own for the nodes of a cluster on one machine: a network namespace per node, joined by a bridge in one
 * more. A node's cable can be pulled. Linux only, and for the superuser; whatever was made goes with {@link #close()}.
 */
public final class NetworkLab implements NodePlaces, AutoCloseable {
    /** The device of a node in its network. */
    public static final String DEVICE = "eth0";

    /** Nodes that one lab may have: the last byte of their addresses. */
    private static final int NODES_MAX = 200;

    private static final String SUBNET = "10.77.0.";
    private static final AtomicInteger LABS = new AtomicInteger();

    private final String name;
    private final List<String> nodes;
    private final Thread hook;

    private NetworkLab(String name, List<String> nodes) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.hook = new Thread(this::remove, "end-of-" + name);
    }

    /** Why no such networks can be made here, as a sentence; empty when they can. */
    public static Optional<String> obstacle() {
        try (NetworkLab lab = create(List.of("probe"))) {
            SystemTool.run(lab.in("probe", "true"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "network namespaces cannot be made here (that needs Linux, the superuser's rights and the"
                            + " program 'ip'): " + e.getMessage());
        }
    }

    /** Makes the networks, all cables plugged in. */
    public static NetworkLab create(List<String> nodes) throws IOException {
        if (nodes.size() > NODES_MAX) {
            throw new IllegalArgumentException("more than " + NODES_MAX + " nodes: " + nodes.size());
        }
        NetworkLab lab = new NetworkLab("amf" + ProcessHandle.current().pid() + "-" + LABS.incrementAndGet(), nodes);
        Runtime.getRuntime().addShutdownHook(lab.hook);
        try {
            lab.build();
            return lab;
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void build() throws IOException {
        String bridge = bridgeNamespace();
        ip("netns add " + bridge);
        ip("-n " + bridge + " link add name bridge type bridge");
        ip("-n " + bridge + " link set bridge up");
        for (String node : nodes) {
            String namespace = namespace(node);
            ip("netns add " + namespace);
            ip("-n " + namespace + " link set lo up");
            ip("-n " + namespace + " link add " + DEVICE + " type veth peer name " + port(node) + " netns " + bridge);
            plugIn(node);
        }
    }

    private void plugIn(String node) throws IOException {
        ip("-n " + namespace(node) + " address add " + address(node) + "/24 dev " + DEVICE);
        ip("-n " + namespace(node) + " link set " + DEVICE + " up");
        ip("-n " + bridgeNamespace() + " link set " + port(node) + " master bridge up");
    }

    private static void ip(String arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("ip"));
        words.addAll(List.of(arguments.split(" ")));
        SystemTool.run(words);
    }

    /** The network namespace of the bridge, whose device is called {@code bridge}: what is plugged in there joins the nodes. */
    public String bridgeNamespace() {
        return name + "-bridge";
    }

    private String namespace(String node) {
        return name + "-" + node;
    }

    private String port(String node) {
        return "port" + number(node);
    }

    private int number(String node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("no node " + node + " among " + nodes);
        }
        return index + 1;
    }

    @Override
    public String address(String node) {
        return SUBNET + number(node);
    }

    @Override
    public List<String> prefix(String node) {
        number(node);
        return List.of("ip", "netns", "exec", namespace(node));
    }

    /** A command, to be run in the network of a node. */
    public List<String> in(String node, String... words) {
        List<String> all = new ArrayList<>(prefix(node));
        all.addAll(List.of(words));
        return all;
    }

    /** A command, to be run where the cables end: what it makes there can become a cable, see {@link #exchangeCable}. */
    public List<String> atBridge(String... words) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", bridgeNamespace()));
        all.addAll(List.of(words));
        return all;
    }

    /**
     * Gives a node another cable, whose two ends are devices where the cables end; the old one is gone.
     *
     * @param nodeEnd name of the device that goes into the node's network
     * @param bridgeEnd name of the other
     */
    public void exchangeCable(String node, String nodeEnd, String bridgeEnd) throws IOException {
        ip("-n " + namespace(node) + " link delete " + DEVICE);
        ip("-n " + bridgeNamespace() + " link set " + bridgeEnd + " name " + port(node));
        ip("-n " + bridgeNamespace() + " link set " + nodeEnd + " name " + DEVICE + " netns " + namespace(node));
        plugIn(node);
    }

    /** Pulls a node's cable, at the other end: the node does not see it. */
    public void cut(String node) throws IOException {
        ip("-n " + bridgeNamespace() + " link set " + port(node) + " down");
    }

    /** Plugs it in again. */
    public void heal(String node) throws IOException {
        ip("-n " + bridgeNamespace() + " link set " + port(node) + " up");
    }

    /** Plugs in all cables. */
    public void healAll() throws IOException {
        for (String node : nodes) {
            heal(node);
        }
    }

    /** Removes the networks; what still runs in them is cut off for good. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends by a signal, and the hook does the same.
        }
    }

    private void remove() {
        List<String> namespaces = new ArrayList<>(List.of(bridgeNamespace()));
        nodes.forEach(node -> namespaces.add(namespace(node)));
        for (String namespace : namespaces) {
            try {
                ip("netns delete " + namespace);
            } catch (IOException e) {
                // It was not made, or somebody else has tidied up: there is nothing to remove.
            }
        }
    }
}
