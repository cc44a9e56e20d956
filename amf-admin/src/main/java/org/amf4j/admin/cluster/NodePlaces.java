package org.amf4j.admin.cluster;

import java.util.List;

/** Where the nodes of a cluster on one machine run: all on loopback, or each in a network of its own. */
public interface NodePlaces {

    /** All on loopback, with different ports. */
    NodePlaces LOOPBACK = new NodePlaces() {
        @Override
        public String address(String node) {
            return "127.0.0.1";
        }

        @Override
        public List<String> prefix(String node) {
            return List.of();
        }
    };

    /** The literal address at which a node listens. */
    String address(String node);

    /** Whether processes there have the numbers that they have here. */
    default boolean sharesProcessNumbers(String node) {
        return true;
    }

    /** The words to put before a command so that it runs where the node does. */
    List<String> prefix(String node);
}
