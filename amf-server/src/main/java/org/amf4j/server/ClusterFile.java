package org.amf4j.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.amf4j.director.LossSettings;
import org.amf4j.protocol.form.ClusterKey.Name;
import org.amf4j.recorder.ring.RecorderSettings;
import org.amf4j.transport.jgroups.ChannelConfig;
import org.amf4j.transport.ratis.LogConfig;

/**
 * What every node of a cluster is told: {@code cluster.yaml}.
 *
 * @param cluster the cluster's name
 * @param files the IMM XML files, merged in this order
 * @param home the installation; replaces <code>${AMF_HOME}</code> in software bundle paths
 * @param recorderMib how many MiB the flight recorder of a controller may take; 0 for none, 64 when nothing is said
 * @param profile how fast everything is noticed, where nothing else is said: {@code default} or {@code fast}
 * @param channelProfile how fast the group notices a lost member, instead
 * @param logProfile how fast a lost leader of the log is replaced, instead
 * @param nodeLoss what is done about nodes that cannot be heard
 * @param security how the nodes know each other; mutual TLS when nothing is said
 * @param nodes where each node listens, by the name that its agent announces
 */
record ClusterFile(
        @JsonProperty(value = Name.CLUSTER, required = true) String cluster,
        @JsonProperty(value = Name.FILES, required = true) List<Path> files,
        @JsonProperty(value = Name.HOME, required = true) String home,
        @JsonProperty(Name.RECORDER_MIB) Integer recorderMib,
        @JsonProperty(Name.PROFILE) String profile,
        @JsonProperty(Name.CHANNEL_PROFILE) String channelProfile,
        @JsonProperty(Name.LOG_PROFILE) String logProfile,
        @JsonProperty(Name.NODE_LOSS) LossFile nodeLoss,
        @JsonProperty(Name.SECURITY) Security security,
        @JsonProperty(value = Name.NODES, required = true) Map<String, Place> nodes) {

    ClusterFile {
        files = List.copyOf(files);
        recorderMib = recorderMib == null ? RecorderSettings.RING_MIB : recorderMib;
        if (recorderMib < 0) {
            throw new IllegalArgumentException("recorder_mib is " + recorderMib + "; it is 0 or more");
        }
        profile = profile("profile", profile, LossFile.STEADY);
        channelProfile = profile("channel_profile", channelProfile, profile);
        logProfile = profile("log_profile", logProfile, profile);
        nodeLoss = (nodeLoss == null ? LossFile.DEFAULT : nodeLoss).inProfile(profile);
        security = security == null ? Security.ON : security;
        nodes = new LinkedHashMap<>(nodes);
    }

    private static String profile(String key, String value, String otherwise) {
        if (value != null && !LossFile.PROFILES.contains(value)) {
            throw new IllegalArgumentException(key + " is '" + value + "'; use default or fast");
        }
        return value == null ? otherwise : value;
    }

    /**
     * Where a node listens.
     *
     * @param address a literal address
     * @param channelPort port of the group's messages
     * @param detectionPort port that its neighbours hold open to notice the death of the process
     * @param logPort port of the replicated log, used on controllers
     * @param controller whether the node keeps a copy of the log
     * @param witness whether this is no node but a witness: it keeps a copy of the log and runs nothing
     * @param reboot the command that reboots the machine, word by word; empty: the node's process is started anew
     * @param fence the command that switches the machine off and exits 0 when it is off, word by word; run by the leader
     */
    record Place(
            @JsonProperty(value = Name.ADDRESS, required = true)
            String address,

            @JsonProperty(value = Name.CHANNEL_PORT, required = true)
            int channelPort,

            @JsonProperty(value = Name.DETECTION_PORT, required = true)
            int detectionPort,

            @JsonProperty(Name.LOG_PORT) int logPort,
            @JsonProperty(Name.CONTROLLER) boolean controller,
            @JsonProperty(Name.WITNESS) boolean witness,
            @JsonProperty(Name.REBOOT) List<String> reboot,
            @JsonProperty(Name.FENCE) List<String> fence) {

        Place {
            if (controller && witness) {
                throw new IllegalArgumentException("controller and witness are both true; a witness is no controller");
            }
            fence = fence == null ? List.of() : List.copyOf(fence);
            reboot = reboot == null ? List.of() : List.copyOf(reboot);
        }

        InetSocketAddress channel() {
            return socket(channelPort);
        }

        ChannelConfig.Endpoint endpoint() {
            return new ChannelConfig.Endpoint(channel(), detectionPort);
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
        String text = Files.readString(file);
        try {
            return new YAMLMapper().readValue(text, ClusterFile.class);
        } catch (JsonProcessingException e) {
            int line = line(text, e);
            throw new IOException(
                    file + ":" + line + ": " + e.getOriginalMessage()
                            + "; see docs/operating.md for the form of this file",
                    e);
        }
    }

    /** Where a mistake is. The parser is at the end already when it knows what is no part of a record: there the key says it. */
    private static int line(String text, JsonProcessingException wrong) throws IOException {
        int read = wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr();
        if (!(wrong instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return read;
        }
        List<String> keys = mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .takeWhile(Objects::nonNull)
                .toList();
        try {
            return new KeyLines(text).of(keys);
        } catch (JsonProcessingException noYaml) {
            return read;
        }
    }

    /** The same in plain text. */
    ClusterFile insecure() {
        return new ClusterFile(
                cluster, files, home, recorderMib, profile, channelProfile, logProfile, nodeLoss, Security.OFF, nodes);
    }

    /** Names of the controllers, which decide. */
    List<String> controllers() {
        return names(Place::controller);
    }

    /** Names of the witnesses, which only vote. */
    List<String> witnesses() {
        return names(Place::witness);
    }

    /** Names of all that keep a copy of the log: a majority of them is needed for everything. */
    List<String> voters() {
        return names(place -> place.controller() || place.witness());
    }

    private List<String> names(Predicate<Place> which) {
        return nodes.entrySet().stream()
                .filter(n -> which.test(n.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where the voters keep the log, for one of them. */
    LogConfig logConfig(String self, Path folder) {
        LogConfig.Timings timings =
                logProfile.equals(LossFile.FAST) ? LogConfig.Timings.FAST : LogConfig.Timings.STEADY;
        Map<String, InetSocketAddress> addresses = new TreeMap<>();
        voters().forEach(voter -> addresses.put(voter, nodes.get(voter).log()));
        return new LogConfig(self, addresses, folder.resolve("raft"), timings).withWitnesses(Set.copyOf(witnesses()));
    }

    /** Where the members of the group listen, for one of them. */
    ChannelConfig channelConfig(String self) {
        ChannelConfig.Detection detection =
                channelProfile.equals(LossFile.FAST) ? ChannelConfig.Detection.FAST : ChannelConfig.Detection.DEFAULT;
        Map<String, ChannelConfig.Endpoint> members = new TreeMap<>();
        nodes.forEach((node, place) -> members.put(node, place.endpoint()));
        return new ChannelConfig(cluster, self, members, detection);
    }

    /** A cluster of one node needs no leases: there is nobody who could take over. */
    LossSettings loss() {
        return nodes.size() == 1 ? LossSettings.IMMEDIATE : nodeLoss.settings(nodes);
    }
}
