package org.amf4j.system;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.amf4j.admin.network.NetworkLab;
import org.amf4j.admin.network.SystemTool;

/** Packets that do not get through, though all cables are plugged in: rules of nftables in the networks of the nodes. */
final class Firewall {

    private static final String TABLE = "inet lab";

    private final NetworkLab network;
    private final List<String> nodes;

    private Firewall(NetworkLab network, List<String> nodes) {
        this.network = network;
        this.nodes = nodes;
    }

    /** A firewall on each node, everything open; empty where the system has no nftables. */
    static Optional<Firewall> open(NetworkLab network, List<String> nodes) {
        try {
            Firewall firewall = new Firewall(network, nodes);
            for (String node : nodes) {
                firewall.nft(node, "add table " + TABLE);
                firewall.nft(node, "add chain " + TABLE + " in { type filter hook input priority 0 ; }");
            }
            return Optional.of(firewall);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void nft(String node, String rule) throws IOException {
        SystemTool.run(network.in(node, "nft", rule));
    }

    /** Nothing from one node arrives at the other; the other way is as it was. */
    void deafen(String to, String from) throws IOException {
        nft(to, "add rule " + TABLE + " in ip saddr " + network.address(from) + " drop");
    }

    /** A node hears nobody, and is heard. */
    void deafen(String node) throws IOException {
        for (String from : others(node)) {
            deafen(node, from);
        }
    }

    /** A node is heard by nobody, and hears. */
    void mute(String node) throws IOException {
        for (String to : others(node)) {
            deafen(to, node);
        }
    }

    /** Those nodes and the others do not hear each other. */
    void part(List<String> side) throws IOException {
        for (String one : side) {
            for (String other : nodes) {
                if (!side.contains(other)) {
                    deafen(one, other);
                    deafen(other, one);
                }
            }
        }
    }

    /** Nothing arrives at a port of any node. */
    void block(String protocol, int port) throws IOException {
        for (String node : nodes) {
            nft(node, "add rule " + TABLE + " in " + protocol + " dport " + port + " drop");
            nft(node, "add rule " + TABLE + " in " + protocol + " sport " + port + " drop");
        }
    }

    /** So many of a hundred packets to each node are lost, at random. */
    void lose(int percent) throws IOException {
        for (String node : nodes) {
            nft(node, "add rule " + TABLE + " in iif != lo numgen random mod 100 < " + percent + " drop");
        }
    }

    /** Everything gets through again. */
    void open() throws IOException {
        for (String node : nodes) {
            nft(node, "flush chain " + TABLE + " in");
        }
    }

    private List<String> others(String node) {
        return nodes.stream().filter(n -> !n.equals(node)).toList();
    }
}
