package org.amf4j.server;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.amf4j.protocol.form.ClusterKey.Name;

/**
 * What a changed cluster file changes for a process that runs: payload nodes come and go, everything else stays.
 *
 * @param next the file as it is now
 * @param added names of nodes that come
 * @param removed names of nodes that go
 */
record ClusterChange(ClusterFile next, List<String> added, List<String> removed) {

    private static final String RESTART =
            "; take that back, or stop all nodes and start them with the changed file ('amf cluster start --keep' on one machine)";

    /**
     * Compares.
     *
     * @param self the name of the process
     * @throws IOException when more has changed than may, or something is wrong, with file, line and remedy
     */
    static ClusterChange between(String self, ClusterSource source, ClusterFile now, ClusterFile next)
            throws IOException {
        checkSettings(source, now, next);
        for (Map.Entry<String, ClusterFile.Place> node : now.nodes().entrySet()) {
            ClusterFile.Place changed = next.nodes().get(node.getKey());
            if (changed == null) {
                checkRemoved(self, source, node.getKey(), node.getValue());
            } else {
                checkKept(source, node.getKey(), node.getValue(), changed);
            }
        }
        checkPlaces(source, next);
        if (now.loss().policy() != next.loss().policy()) {
            throw source.wrong(
                    "a node that is alone in its cluster has no lease, one among several has: nodes cannot change to the"
                            + " other while they run; stop the node and start it with the changed file",
                    Name.NODES);
        }
        List<String> added = minus(next, now);
        for (String node : added) {
            if (next.voters().contains(node)) {
                throw source.wrong(
                        node + " comes as a " + (next.controllers().contains(node) ? "controller" : "witness")
                                + ", but who votes cannot change while the cluster runs; make it a payload node"
                                + " (controller: false)",
                        Name.NODES,
                        node);
            }
        }
        return new ClusterChange(next, added, minus(now, next));
    }

    private static List<String> minus(ClusterFile of, ClusterFile without) {
        return of.nodes().keySet().stream()
                .filter(node -> !without.nodes().containsKey(node))
                .toList();
    }

    /** Whether anything changes. */
    boolean isNothing() {
        return added.isEmpty() && removed.isEmpty();
    }

    private static void checkSettings(ClusterSource source, ClusterFile now, ClusterFile next) throws IOException {
        Map<String, Object> before = settings(now);
        Optional<String> other = firstOther(before, settings(next));
        if (other.isPresent()) {
            String key = other.get();
            throw source.wrong(
                    key + " is another than the node runs with (" + before.get(key)
                            + "), and cannot change while it runs" + RESTART,
                    key);
        }
    }

    /** The first key whose value is another than before. */
    private static Optional<String> firstOther(Map<String, Object> before, Map<String, Object> next) {
        return next.keySet().stream()
                .filter(key -> !Objects.equals(next.get(key), before.get(key)))
                .findFirst();
    }

    private static Map<String, Object> settings(ClusterFile file) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(Name.CLUSTER, file.cluster());
        settings.put(Name.FILES, file.files());
        settings.put(Name.HOME, file.home());
        settings.put(Name.RECORDER_MIB, file.recorderMib());
        settings.put(Name.PROFILE, file.profile());
        settings.put(Name.CHANNEL_PROFILE, file.channelProfile());
        settings.put(Name.LOG_PROFILE, file.logProfile());
        settings.put(Name.NODE_LOSS, file.nodeLoss());
        settings.put(Name.SECURITY, file.security());
        return settings;
    }

    private static void checkRemoved(String self, ClusterSource source, String node, ClusterFile.Place place)
            throws IOException {
        if (place.controller() || place.witness()) {
            throw source.wrong(
                    node + " is missing, which is a " + (place.controller() ? "controller" : "witness")
                            + ": who votes cannot change while the cluster runs; put its line back",
                    Name.NODES);
        }
        if (node.equals(self)) {
            throw source.wrong(
                    node
                            + " is missing, which is the node that reads this; stop it before it goes from the file, or put"
                            + " its line back",
                    Name.NODES);
        }
    }

    private static void checkKept(ClusterSource source, String node, ClusterFile.Place now, ClusterFile.Place next)
            throws IOException {
        Map<String, Object> before = keys(now);
        Map<String, Object> after = keys(next);
        Optional<String> other = firstOther(before, after);
        if (other.isPresent()) {
            String key = other.get();
            throw source.wrong(
                    key + " of " + node + " is " + after.get(key) + ", but the cluster runs with " + before.get(key)
                            + "; nodes that stay cannot change while it runs" + RESTART,
                    Name.NODES,
                    node,
                    key);
        }
    }

    private static Map<String, Object> keys(ClusterFile.Place place) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(Name.ADDRESS, place.address());
        keys.put(Name.CHANNEL_PORT, place.channelPort());
        keys.put(Name.DETECTION_PORT, place.detectionPort());
        keys.put(Name.LOG_PORT, place.logPort());
        keys.put(Name.CONTROLLER, place.controller());
        keys.put(Name.WITNESS, place.witness());
        keys.put(Name.REBOOT, place.reboot());
        keys.put(Name.FENCE, place.fence());
        return keys;
    }

    /** Two nodes at one address would be taken for each other. */
    private static void checkPlaces(ClusterSource source, ClusterFile next) throws IOException {
        Map<Object, String> owners = new HashMap<>();
        for (Map.Entry<String, ClusterFile.Place> node : next.nodes().entrySet()) {
            String name = node.getKey();
            try {
                String owner = owners.putIfAbsent(node.getValue().channel(), name);
                if (owner != null) {
                    throw source.wrong(
                            name + " has the address and the " + Name.CHANNEL_PORT + " of " + owner
                                    + "; give it another of the two",
                            Name.NODES,
                            name);
                }
                node.getValue().endpoint();
            } catch (IllegalArgumentException e) {
                throw source.wrong(
                        "node " + name + ": " + e.getMessage() + "; see docs/operating.md for the keys of a node",
                        Name.NODES,
                        name);
            }
        }
    }
}
