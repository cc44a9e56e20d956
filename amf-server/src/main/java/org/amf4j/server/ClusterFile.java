package org.amf4j.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amf4j.recorder.ring.RecorderSettings;

/**
 * What every node of a cluster is told: {@code cluster.yaml}.
 *
 * @param cluster the cluster's name
 * @param files the IMM XML files, merged in this order
 * @param home the installation; replaces <code>${AMF_HOME}</code> in software bundle paths
 * @param recorderMib how many MiB the flight recorder of a controller may take; 0 for none, 64 when nothing is said
 * @param nodeLoss what is done about nodes that cannot be heard
 * @param security how the nodes know each other; mutual TLS when nothing is said
 * @param nodes where each node listens, by the name that its agent announces
 */
record ClusterFile(
        @JsonProperty(value = "cluster", required = true) String cluster,
        @JsonProperty(value = "files", required = true) List<Path> files,
        @JsonProperty(value = "home", required = true) String home,
        @JsonProperty("recorder_mib") Integer recorderMib,
        @JsonProperty("node_loss") LossFile nodeLoss,
        @JsonProperty("security") Security security,
        @JsonProperty(value = "nodes", required = true) Map<String, Place> nodes) {

    ClusterFile {
        files = List.copyOf(files);
        recorderMib = recorderMib == null ? RecorderSettings.RING_MIB : recorderMib;
        if (recorderMib < 0) {
            throw new IllegalArgumentException("recorder_mib is " + recorderMib + "; it is 0 or more");
        }
        nodeLoss = nodeLoss == null ? LossFile.DEFAULT : nodeLoss;
        security = security == null ? Security.ON : security;
        nodes = new LinkedHashMap<>(nodes);
    }

    /**
     * Where a node listens.
     *
     * @param address a literal address
     * @param channelPort port of the group's messages
     * @param detectionPort port that its neighbours hold open to notice the death of the process
     * @param logPort port of the replicated log, used on controllers
     * @param controller whether the node keeps a copy of the log
     * @param reboot the command that reboots the machine, word by word; empty: the node's process is started anew
     * @param fence the command that switches the machine off and exits 0 when it is off, word by word; run by the leader
     */
    record Place(
            @JsonProperty(value = "address", required = true)
            String address,

            @JsonProperty(value = "channel_port", required = true)
            int channelPort,

            @JsonProperty(value = "detection_port", required = true)
            int detectionPort,

            @JsonProperty("log_port") int logPort,
            @JsonProperty("controller") boolean controller,
            @JsonProperty("reboot") List<String> reboot,
            @JsonProperty("fence") List<String> fence) {

        Place {
            fence = fence == null ? List.of() : List.copyOf(fence);
            reboot = reboot == null ? List.of() : List.copyOf(reboot);
        }

        InetSocketAddress channel() {
            return socket(channelPort);
        }

        InetSocketAddress log() {
            return socket(logPort);
        }

        private InetSocketAddress socket(int port) {
            try {
                return new InetSocketAddress(InetAddress.getByName(address), port);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("'" + address + "' is not an address", e);
            }
        }
    }

    /** Reads the file; a mistake in it is an {@link IOException} that names file, line and remedy. */
    static ClusterFile read(Path file) throws IOException {
        try {
            return new YAMLMapper().readValue(Files.readString(file), ClusterFile.class);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IOException(
                    file + ":" + line + ": " + e.getOriginalMessage()
                            + "; see docs/operating.md for the form of this file",
                    e);
        }
    }

    /** The same in plain text. */
    ClusterFile insecure() {
        return new ClusterFile(cluster, files, home, recorderMib, nodeLoss, Security.OFF, nodes);
    }

    /** Names of the controllers. */
    List<String> controllers() {
        return nodes.entrySet().stream()
                .filter(n -> n.getValue().controller())
                .map(Map.Entry::getKey)
                .toList();
    }
}
