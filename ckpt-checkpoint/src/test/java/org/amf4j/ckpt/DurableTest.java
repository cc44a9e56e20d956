package org.amf4j.ckpt;

import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;
import static org.amf4j.api.AisStatus.ERR_TRY_AGAIN;
import static org.amf4j.api.AisStatus.OK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.WriteMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checkpoints that survive a stop of all their nodes. */
class DurableTest {

    private static final SectionId ONE = SectionId.of("one");
    private static final CreationAttributes DURABLE = new CreationAttributes(
            WriteMode.ALL_REPLICAS, false, true, 2, 4_096, CreationAttributes.FOREVER, 4, 1_024, 32);

    private final SimulatedCluster cluster = new SimulatedCluster(1, 3);

    private Process at(String node) {
        return new Process(cluster, node);
    }

    private void restart(String... nodes) {
        for (String node : nodes) {
            cluster.boot(node);
        }
        cluster.run(3_000);
    }

    @Test
    @DisplayName("when all nodes have stopped and are back, everything acknowledged is there, and kept twice again")
    void everythingStops() {
        Process writer = at("n1").created(DURABLE);
        assertThat(writer.create("one", "1")).isEqualTo(OK);
        assertThat(writer.overwrite(ONE, "2")).isEqualTo(OK);

        cluster.names().forEach(cluster::crash);
        cluster.run(5_000);
        restart("n1", "n2", "n3");

        Process reader = at("n3").opened();
        assertThat(reader.read(ONE)).isEqualTo("2");
        assertThat(reader.overwrite(ONE, "3")).isEqualTo(OK);
        assertThat(reader.read(ONE)).isEqualTo("3");
        assertThat(cluster.checksums(1)).hasSize(2);
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }

    @Test
    @DisplayName("who stopped last has what was written last: the others wait for it, and forget what they have")
    void theLastOneCounts() {
        Process writer = at("n1").created(DURABLE);
        assertThat(writer.create("one", "1")).isEqualTo(OK);
        cluster.crash("n2");
        cluster.crash("n3");
        restart("n3");
        assertThat(writer.overwrite(ONE, "2")).isEqualTo(OK);
        cluster.crash("n3");
        restart("n2");
        cluster.crash("n2");
        restart("n3");
        assertThat(writer.overwrite(ONE, "3")).isEqualTo(OK);
        String last = cluster.leader()
                .registry()
                .summaries()
                .get(0)
                .config()
                .replicas()
                .get(0);

        cluster.names().forEach(cluster::crash);
        String[] others = cluster.names().stream().filter(n -> !n.equals(last)).toArray(String[]::new);
        restart(others);
        assertThat(at(others[0]).open(Optional.empty(), Process.READ_WRITE)).isIn(ERR_TRY_AGAIN, OK);
        restart(last);

        assertThat(at("n2").opened().read(ONE)).isEqualTo("3");
    }

    @Test
    @DisplayName("the last replica's node is away: opening says whose disk has the content, and works when it is back")
    void asleep() {
        CreationAttributes single = new CreationAttributes(
                WriteMode.ALL_REPLICAS, false, true, 1, 4_096, CreationAttributes.FOREVER, 4, 1_024, 32);
        Process writer = at("n3").created(single);
        assertThat(writer.create("one", "1")).isEqualTo(OK);

        cluster.crash("n3");
        cluster.run(3_000);
        var reply = at("n1").await(at("n1").ask(
                        new org.amf4j.ckpt.node.ClientCall.Open(Process.NAME, Optional.empty(), Process.READ_WRITE)));
        assertThat(reply.status()).isEqualTo(ERR_TRY_AGAIN);
        assertThat(reply.text()).contains("on the disk of n3");
        restart("n3");

        assertThat(at("n1").opened().read(ONE)).isEqualTo("1");
    }

    @Test
    @DisplayName("a checkpoint whose retention is over, or whose name was taken away, is forgotten on disks, too")
    void forgotten() {
        Process writer =
                at("n3").created(DURABLE.withRetention(Duration.ofSeconds(1).toNanos()));
        assertThat(writer.create("one", "1")).isEqualTo(OK);
        cluster.names().forEach(cluster::crash);
        cluster.run(1_000);
        restart("n1", "n2", "n3");
        cluster.run(3_000);
        assertThat(at("n1").open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);

        at("n1").created(DURABLE);
        assertThat(at("n2").unlink()).isEqualTo(OK);
        cluster.names().forEach(cluster::crash);
        restart("n1", "n2", "n3");

        assertThat(at("n1").open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);
        assertThat(cluster.names())
                .allSatisfy(node -> assertThat(cluster.onDisk(node)).isEmpty());
    }
}
