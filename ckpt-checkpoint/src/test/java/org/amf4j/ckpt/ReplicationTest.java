package org.amf4j.ckpt;

import static org.amf4j.api.AisStatus.ERR_ACCESS;
import static org.amf4j.api.AisStatus.ERR_BAD_OPERATION;
import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;
import static org.amf4j.api.AisStatus.OK;
import static org.amf4j.ckpt.Process.bytes;
import static org.amf4j.ckpt.Process.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.amf4j.api.ckpt.Change;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.SectionWrite;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.message.PeerMessage;
import org.amf4j.ckpt.node.Effect;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Write modes, active replicas, and what is told to those who follow. */
class ReplicationTest {

    private final SimulatedCluster cluster = new SimulatedCluster(13, 3);
    private final Process first = new Process(cluster, "n1");
    private final Process second = new Process(cluster, "n2");

    private Process created(WriteMode mode, boolean isCollocated) {
        return first.created(Process.attributes(mode, isCollocated, 4));
    }

    @Test
    @Tag("CKPT-028")
    void theActiveReplicaCanBeChosenWhereItIsNotChosenByTheService() {
        created(WriteMode.ALL_REPLICAS, true);
        assertThat(first.becomeActive()).isEqualTo(ERR_BAD_OPERATION);
        Process other = new Process(cluster, "n1");
        other.open("safCkpt=b", Optional.of(Process.attributes(WriteMode.ACTIVE_REPLICA, false, 1)), 7);
        assertThat(other.becomeActive()).isEqualTo(ERR_BAD_OPERATION);

        other.open("safCkpt=c", Optional.of(Process.attributes(WriteMode.ACTIVE_REPLICA, true, 1)), 7);
        Process reader = new Process(cluster, "n1");
        reader.open("safCkpt=c", Optional.empty(), OpenFlag.READ.value());

        assertThat(reader.becomeActive()).isEqualTo(ERR_ACCESS);
        assertThat(other.becomeActive()).isEqualTo(OK);
        assertThat(other.becomeActive()).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-029")
    void withoutAnActiveReplicaNothingCanBeDone() {
        created(WriteMode.ACTIVE_REPLICA, true);

        assertThat(first.create("a", "x")).isEqualTo(ERR_NOT_EXIST);
        assertThat(first.read(id("a"))).isEqualTo("ERR_NOT_EXIST");
        assertThat(first.overwrite(id("a"), "x")).isEqualTo(ERR_NOT_EXIST);
        assertThat(first.synchronize()).isEqualTo(ERR_NOT_EXIST);

        assertThat(first.becomeActive()).isEqualTo(OK);
        assertThat(first.create("a", "x")).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-030")
    void theLossOfAChosenActiveReplicaLeavesNoneUntilAnotherIsChosen() {
        created(WriteMode.ACTIVE_REPLICA, true);
        second.opened();
        first.becomeActive();
        first.create("a", "x");
        assertThat(second.read(id("a"))).isEqualTo("x");
        first.synchronize();

        cluster.crash("n1");
        cluster.run(3_000);

        assertThat(second.read(id("a"))).isEqualTo("ERR_NOT_EXIST");
        assertThat(second.becomeActive()).isEqualTo(OK);
        assertThat(second.read(id("a"))).isEqualTo("x");
        assertThat(second.overwrite(id("a"), "y")).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-032")
    void whatSurvivesTheActiveReplicaIsABeginningOfWhatItDid() {
        created(WriteMode.ACTIVE_REPLICA, false).create("a", "0");
        second.opened();
        first.synchronize();
        for (int i = 1; i <= 5; i++) {
            first.overwrite(id("a"), Integer.toString(i));
        }
        first.synchronize();
        cluster.loseWhere((way, message) -> way.equals("n1>n2") && message instanceof PeerMessage.Replicated);
        for (int i = 6; i <= 9; i++) {
            assertThat(first.overwrite(id("a"), Integer.toString(i))).isEqualTo(OK);
        }

        cluster.crash("n1");
        cluster.loseNothing();
        cluster.run(3_000);

        assertThat(second.read(id("a"))).isEqualTo("5");
    }

    @Test
    @Tag("CKPT-033")
    void whatWasSynchronizedIsNotLost() {
        Process strict = new Process(cluster, "n1");
        strict.open("safCkpt=strict", Optional.of(Process.attributes(WriteMode.ALL_REPLICAS, false, 1)), 7);
        assertThat(strict.synchronize()).isEqualTo(ERR_BAD_OPERATION);
        created(WriteMode.ACTIVE_REPLICA_WEAK, false).create("a", "0");
        second.opened();
        cluster.lose(0.3);
        for (int i = 1; i <= 20; i++) {
            first.overwriteLater(id("a"), Integer.toString(i));
        }
        cluster.run(50);

        assertThat(first.synchronize()).isEqualTo(OK);
        cluster.crash("n1");
        cluster.loseNothing();
        cluster.run(3_000);

        assertThat(second.read(id("a"))).isEqualTo("20");
        Process reader = new Process(cluster, "n2");
        reader.open(Optional.empty(), OpenFlag.READ.value());
        assertThat(reader.synchronize()).isEqualTo(ERR_ACCESS);
    }

    @Test
    @Tag("CKPT-034")
    void aReplicaDoesNotShowWhatMayStillBeLost() {
        created(WriteMode.ALL_REPLICAS, false).create("a", "old");
        second.opened();
        cluster.run(100);
        cluster.loseWhere((way, message) -> way.equals("n2>n1") && message instanceof PeerMessage.Stored);

        Answer write = first.overwriteLater(id("a"), "new");
        cluster.run(50);
        Answer read = second.readLater(id("a"));
        cluster.run(50);

        assertThat(write.isThere()).isFalse();
        assertThat(read.isThere()).as("a read of what is not acknowledged").isFalse();
        cluster.loseNothing();
        assertThat(first.await(write).status()).isEqualTo(OK);
        assertThat(Process.texts(second.await(read))).containsExactly("new");
    }

    @Test
    @Tag("CKPT-039")
    void aMinorityAcknowledgesNothing() {
        for (WriteMode mode : List.of(WriteMode.ALL_REPLICAS, WriteMode.ACTIVE_REPLICA)) {
            SimulatedCluster split = new SimulatedCluster(17, 3);
            Process inside = new Process(split, "n1").created(Process.attributes(mode, false, 1));
            Process outside = new Process(split, "n2").opened();
            inside.overwrite(SectionId.DEFAULT, "both");
            split.run(100);

            split.cut("n1");
            split.run(1_100);
            Answer alone = inside.overwriteLater(SectionId.DEFAULT, "alone");
            split.run(3_000);

            assertThat(alone.reply.map(Effect.Reply::status)).isNotEqualTo(Optional.of(OK));
            assertThat(outside.overwrite(SectionId.DEFAULT, "majority")).isEqualTo(OK);
            split.heal();
            split.run(3_000);
            assertThat(outside.read(SectionId.DEFAULT)).isEqualTo("majority");
            assertThat(split.checksums(1).values().stream().distinct()).hasSize(1);
        }
    }

    @Test
    @Tag("CKPT-040")
    void whoOpensLateSeesEverythingWhileWritingGoesOn() {
        created(WriteMode.ALL_REPLICAS, true).create("a", "0");
        List<Answer> writes = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            writes.add(first.overwriteLater(id("a"), Integer.toString(i)));
            cluster.run(1);
        }
        Process late = new Process(cluster, "n3");
        Answer opening =
                late.ask(new org.amf4j.ckpt.node.ClientCall.Open(Process.NAME, Optional.empty(), Process.READ_WRITE));
        int number = 200;
        while (!opening.isThere()) {
            writes.add(first.overwriteLater(id("a"), Integer.toString(++number)));
            cluster.run(1);
        }
        late.handle = ((org.amf4j.ckpt.node.Result.Opened) opening.reply.get().result()).handle();

        long acknowledged = writes.stream().filter(Answer::isThere).count();
        String seen = late.read(id("a"));

        assertThat(Long.parseLong(seen)).isGreaterThanOrEqualTo(acknowledged);
        assertThat(late.checkpointStatus().replicas()).contains("n1", "n3");
    }

    @Test
    @Tag("CKPT-040")
    void aLargeCheckpointIsFilledPartByPartWhileWritingGoesOn() {
        var large = new org.amf4j.api.ckpt.CreationAttributes(
                WriteMode.ALL_REPLICAS, true, false, 2, 10_240_000, Long.MAX_VALUE, 10_000, 1_024, 32);
        first.created(large);
        String kilobyte = "x".repeat(1_000);
        Answer last = null;
        for (int i = 0; i < 5_000; i++) {
            last = first.ask(new org.amf4j.ckpt.node.ClientCall.Modify(
                    first.handle,
                    new org.amf4j.ckpt.section.Operation.Create(id("s" + i), Long.MAX_VALUE, bytes(kilobyte))));
        }
        first.await(last);
        Answer opening =
                second.ask(new org.amf4j.ckpt.node.ClientCall.Open(Process.NAME, Optional.empty(), Process.READ_WRITE));
        int writes = 0;
        while (!opening.isThere()) {
            first.overwriteLater(id("s" + writes++ % 5_000), "changed");
            cluster.run(1);
        }

        cluster.run(1_000);

        assertThat(writes).isGreaterThan(1);
        assertThat(cluster.checksums(1)).containsOnlyKeys("n1", "n2");
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }

    @Test
    @Tag("CKPT-042")
    void aWriteThatWasNotAcknowledgedInTimeIsWholeEverywhereOrNowhere() {
        created(WriteMode.ALL_REPLICAS, false);
        first.create("a", "old");
        first.create("b", "old");
        second.opened();
        cluster.loseWhere((way, message) -> message instanceof PeerMessage.Stored);
        Answer write = cluster.call(
                "n1",
                first.session,
                new org.amf4j.ckpt.node.ClientCall.Modify(
                        first.handle,
                        new org.amf4j.ckpt.section.Operation.Write(List.of(
                                new SectionWrite(id("a"), 0, bytes("new")),
                                new SectionWrite(id("b"), 0, bytes("new"))))),
                500);
        cluster.run(700);
        assertThat(write.reply.orElseThrow().status()).isEqualTo(org.amf4j.api.AisStatus.ERR_TIMEOUT);

        cluster.crash("n1");
        cluster.loseNothing();
        cluster.run(3_000);

        assertThat(second.read(id("a"))).isEqualTo(second.read(id("b"))).isIn("old", "new");
        assertThat(cluster.checksums(1).values().stream().distinct()).hasSize(1);
    }

    @Test
    @Tag("CKPT-038")
    void whoFollowsIsToldOncePerCallWhenTheChangeCanBeRead() {
        created(WriteMode.ALL_REPLICAS, false);
        first.create("a", "x");
        first.create("b", "x");
        Process neighbour = new Process(cluster, "n1").opened();
        Process remote = new Process(cluster, "n3").opened();
        second.opened();
        for (Process follower : List.of(first, second, neighbour, remote)) {
            assertThat(follower.follow(true)).isEqualTo(OK);
        }

        first.write(new SectionWrite(id("a"), 1, bytes("yz")), new SectionWrite(id("b"), 0, bytes("w")));
        cluster.run(50);

        for (Process follower : List.of(second, neighbour, remote)) {
            assertThat(follower.changes()).as(follower.node).hasSize(1);
            List<Change> changes = follower.changes().get(0).changes();
            assertThat(changes)
                    .extracting(Change::kind, Change::section, Change::offset, Change::size)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Change.Kind.WRITE, id("a"), 1, 2),
                            org.assertj.core.groups.Tuple.tuple(Change.Kind.WRITE, id("b"), 0, 1));
            assertThat(follower.read(id("a"))).isEqualTo("xyz");
        }
        assertThat(first.changes()).isEmpty();
        assertThat(second.follow(false)).isEqualTo(OK);
        assertThat(second.follow(false)).isEqualTo(ERR_NOT_EXIST);
        first.delete("a");
        cluster.run(50);
        assertThat(second.changes()).hasSize(1);
        assertThat(neighbour.changes()).hasSize(2);
    }
}
