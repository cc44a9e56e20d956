package org.amf4j.ckpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.amf4j.api.AisStatus;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.WriteMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ThinPathTest {

    @Test
    @Tag("CKPT-031")
    void anAcknowledgedWriteIsReadOnAnotherNodeAndSurvivesTheActiveReplica() {
        SimulatedCluster cluster = new SimulatedCluster(1, 3);
        Process writer = new Process(cluster, "n1").created(Process.attributes(WriteMode.ALL_REPLICAS, false, 1));

        AisStatus written = writer.overwrite(SectionId.DEFAULT, "seven");

        assertThat(written).isEqualTo(AisStatus.OK);
        Process reader = new Process(cluster, "n2").opened();
        assertThat(reader.read(SectionId.DEFAULT)).isEqualTo("seven");
        Process remote = new Process(cluster, "n3").opened();
        assertThat(remote.read(SectionId.DEFAULT)).isEqualTo("seven");

        cluster.crash("n1");
        cluster.run(3_000);

        assertThat(reader.read(SectionId.DEFAULT)).isEqualTo("seven");
        assertThat(reader.overwrite(SectionId.DEFAULT, "eight")).isEqualTo(AisStatus.OK);
        assertThat(remote.read(SectionId.DEFAULT)).isEqualTo("eight");
        Map<String, Long> sums = cluster.checksums(1);
        assertThat(sums).containsOnlyKeys("n2", "n3");
        assertThat(sums.values().stream().distinct()).hasSize(1);
    }
}
