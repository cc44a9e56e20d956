package org.amf4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.amf4j.core.lease.LeaseTimes;
import org.amf4j.protocol.form.ClusterKey;
import org.amf4j.recorder.ring.RecorderSettings;
import org.amf4j.transport.jgroups.ChannelConfig.Detection;
import org.amf4j.transport.ratis.LogConfig.Timings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles and witnesses in the cluster file. */
class ClusterFileTest {

    @TempDir
    Path folder;

    private ClusterFile read(String lines) throws IOException {
        return ClusterFile.read(Files.writeString(folder.resolve("cluster.yaml"), """
                cluster: c
                files: []
                home: /opt
                %s
                nodes:
                  n1: {address: 127.0.0.1, channel_port: 1, detection_port: 2, log_port: 3, controller: true}
                  n2: {address: 127.0.0.1, channel_port: 4, detection_port: 5, log_port: 6, controller: true}
                  n3: {address: 127.0.0.1, channel_port: 7, detection_port: 8}
                  w: {address: 127.0.0.1, channel_port: 10, detection_port: 11, log_port: 12, witness: true}
                """.formatted(lines)));
    }

    @Test
    @DisplayName("one profile sets what all parts wait for; each may have its own")
    void profiles() throws IOException {
        ClusterFile usual = read("");
        assertThat(usual.logConfig("n1", folder).timings()).isEqualTo(Timings.STEADY);
        assertThat(usual.channelConfig("n1").detection()).isEqualTo(Detection.DEFAULT);
        assertThat(usual.nodeLoss().times()).isEqualTo(LeaseTimes.STEADY);

        ClusterFile fast = read("profile: fast");
        assertThat(fast.logConfig("n1", folder).timings()).isEqualTo(Timings.FAST);
        assertThat(fast.channelConfig("n1").detection()).isEqualTo(Detection.FAST);
        assertThat(fast.nodeLoss().times()).isEqualTo(LeaseTimes.FAST);

        ClusterFile mixed = read("""
                profile: fast
                channel_profile: default
                log_profile: default
                node_loss: {profile: default}
                """);
        assertThat(mixed.logConfig("n1", folder).timings()).isEqualTo(Timings.STEADY);
        assertThat(mixed.channelConfig("n1").detection()).isEqualTo(Detection.DEFAULT);
        assertThat(mixed.nodeLoss().times()).isEqualTo(LeaseTimes.STEADY);
        assertThat(mixed.insecure().logConfig("n1", folder).timings()).isEqualTo(Timings.STEADY);
        assertThatThrownBy(() -> read("log_profile: quick"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("log_profile is 'quick'; use default or fast");
    }

    @Test
    @DisplayName("a witness keeps the log and grants leases, and is no controller; a payload node does neither")
    void witness() throws IOException {
        ClusterFile file = read("");

        assertThat(file.controllers()).containsExactly("n1", "n2");
        assertThat(file.voters()).containsExactly("n1", "n2", "w");
        assertThat(file.logConfig("n1", folder).witnesses()).containsExactly("w");
        ClusterSource source = new ClusterSource(folder.resolve("cluster.yaml"), false);
        assertThatThrownBy(() -> NodeServer.start(
                        "w", folder, source, file, new NodeServer.Hosting(() -> {}, () -> {}, (why, cause) -> {})))
                .hasMessageContaining("w is a witness")
                .hasMessageContaining("amf witness");
        assertThatThrownBy(() -> WitnessServer.start("n3", folder, source, (why, cause) -> {}))
                .hasMessageContaining("there is no witness n3")
                .hasMessageContaining("[w]");
    }

    @Test
    @DisplayName(
            "the reference knows every key of the file, and no other, and says what the program takes when one is absent")
    void everyKeyIsInTheReference() throws IOException {
        assertThat(keys(ClusterKey.Section.TOP)).isEqualTo(keysOf(ClusterFile.class));
        assertThat(keys(ClusterKey.Section.LOSS)).isEqualTo(keysOf(LossFile.class));
        assertThat(keys(ClusterKey.Section.NODE)).isEqualTo(keysOf(ClusterFile.Place.class));

        assertThat(ClusterKey.RECORDER_MIB.otherwise()).isEqualTo(Integer.toString(RecorderSettings.RING_MIB));
        assertThat(ClusterKey.PROFILE.otherwise()).isEqualTo(LossFile.STEADY);
        assertThat(ClusterKey.POLICY.otherwise()).isEqualTo(LossFile.DEFAULT.policy());
    }

    private static Set<String> keys(ClusterKey.Section section) {
        return Arrays.stream(ClusterKey.values())
                .filter(k -> k.section() == section)
                .map(ClusterKey::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keysOf(Class<?> file) {
        return Arrays.stream(file.getDeclaredConstructors()[0].getParameters())
                .map(p -> p.getAnnotation(JsonProperty.class).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
