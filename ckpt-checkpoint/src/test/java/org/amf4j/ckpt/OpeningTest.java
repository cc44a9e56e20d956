package org.amf4j.ckpt;

import static org.amf4j.api.AisStatus.ERR_BAD_FLAGS;
import static org.amf4j.api.AisStatus.ERR_BAD_HANDLE;
import static org.amf4j.api.AisStatus.ERR_BAD_OPERATION;
import static org.amf4j.api.AisStatus.ERR_EXIST;
import static org.amf4j.api.AisStatus.ERR_INVALID_PARAM;
import static org.amf4j.api.AisStatus.ERR_NOT_EXIST;
import static org.amf4j.api.AisStatus.ERR_UNAVAILABLE;
import static org.amf4j.api.AisStatus.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.amf4j.api.AisException;
import org.amf4j.api.ckpt.CreationAttributes;
import org.amf4j.api.ckpt.OpenFlag;
import org.amf4j.api.ckpt.SectionId;
import org.amf4j.api.ckpt.WriteMode;
import org.amf4j.ckpt.node.ClientCall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names, attributes, openings, and how long a checkpoint lives. */
class OpeningTest {

    private static final CreationAttributes SMALL = Process.attributes(WriteMode.ALL_REPLICAS, false, 4);
    private static final long SECOND = 1_000_000_000L;

    private final SimulatedCluster cluster = new SimulatedCluster(7, 3);
    private final Process process = new Process(cluster, "n1");

    private static CreationAttributes with(
            WriteMode mode, boolean collocated, long size, int sections, int bytes, int idBytes) {
        return new CreationAttributes(
                mode, collocated, false, 2, size, CreationAttributes.FOREVER, sections, bytes, idBytes);
    }

    @Test
    @Tag("CKPT-001")
    void anAbsentNameCannotBeOpenedWithoutCreate() {
        assertThat(process.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);
    }

    @Test
    @Tag("CKPT-002")
    void attributesBelongToCreateAndToItOnly() {
        assertThat(process.open(Optional.empty(), Process.ALL_FLAGS)).isEqualTo(ERR_INVALID_PARAM);
        assertThat(process.open(Optional.of(SMALL), Process.READ_WRITE)).isEqualTo(ERR_INVALID_PARAM);
    }

    @Test
    @Tag("CKPT-003")
    void creationFlagsHoldExactlyOneWriteMode() {
        for (int flags : new int[] {0, 3, 5, 6, 7, 8, 16, 17}) {
            assertThatThrownBy(() -> WriteMode.ofFlags(flags))
                    .as("creation flags %d", flags)
                    .isInstanceOfSatisfying(
                            AisException.class, e -> assertThat(e.status()).isEqualTo(ERR_INVALID_PARAM));
        }
        assertThat(WriteMode.ofFlags(2 | WriteMode.COLLOCATED_FLAG)).isEqualTo(WriteMode.ACTIVE_REPLICA);
    }

    @Test
    @Tag("CKPT-004")
    void theSizeIsNoMoreThanAllSectionsCanHave() {
        CreationAttributes tooLarge = with(WriteMode.ALL_REPLICAS, false, 4_097, 4, 1_024, 32);

        assertThat(process.open(Optional.of(tooLarge), Process.ALL_FLAGS)).isEqualTo(ERR_INVALID_PARAM);
    }

    @Test
    @Tag("CKPT-005")
    void whoCreatesWhatExistsMustSayTheSame() {
        process.created(SMALL);
        Process other = new Process(cluster, "n2");

        assertThat(other.open(Optional.of(SMALL), Process.ALL_FLAGS)).isEqualTo(OK);
        assertThat(other.open(Optional.of(SMALL.withRetention(5)), Process.ALL_FLAGS))
                .isEqualTo(OK);
        for (CreationAttributes different : List.of(
                with(WriteMode.ACTIVE_REPLICA, false, 4_096, 4, 1_024, 32),
                with(WriteMode.ALL_REPLICAS, true, 4_096, 4, 1_024, 32),
                with(WriteMode.ALL_REPLICAS, false, 4_095, 4, 1_024, 32),
                with(WriteMode.ALL_REPLICAS, false, 4_096, 5, 1_024, 32),
                with(WriteMode.ALL_REPLICAS, false, 4_096, 4, 1_025, 32),
                with(WriteMode.ALL_REPLICAS, false, 4_096, 4, 1_024, 31))) {
            assertThat(other.open(Optional.of(different), Process.ALL_FLAGS))
                    .as("%s", different)
                    .isEqualTo(ERR_EXIST);
        }
    }

    @Test
    @Tag("CKPT-006")
    void aNameBeginsWithSafCkpt() {
        assertThat(process.open("safApp=state", Optional.of(SMALL), Process.ALL_FLAGS))
                .isEqualTo(ERR_INVALID_PARAM);
        assertThat(process.open("state", Optional.of(SMALL), Process.ALL_FLAGS)).isEqualTo(ERR_INVALID_PARAM);
    }

    @Test
    @Tag("CKPT-007")
    void openFlagsSaySomethingKnown() {
        assertThat(process.open(Optional.empty(), 0)).isEqualTo(ERR_BAD_FLAGS);
        assertThat(process.open(Optional.empty(), 8)).isEqualTo(ERR_BAD_FLAGS);
    }

    @Test
    @Tag("CKPT-008")
    @Tag("CKPT-035")
    void everyAnswerBelongsToItsRequest() {
        var first = process.ask(new ClientCall.Open("safCkpt=a", Optional.of(SMALL), Process.ALL_FLAGS));
        var second = process.ask(new ClientCall.Open("safCkpt=b", Optional.empty(), Process.READ_WRITE));

        assertThat(process.await(first).status()).isEqualTo(OK);
        assertThat(process.await(second).status()).isEqualTo(ERR_NOT_EXIST);
        assertThat(first.reply.orElseThrow().caller().request())
                .isNotEqualTo(second.reply.orElseThrow().caller().request());
    }

    @Test
    @Tag("CKPT-022")
    void anUnlinkedNameIsFreeWhileWhoHasItOpenGoesOn() {
        process.created(SMALL).create("a", "old");

        assertThat(process.unlink()).isEqualTo(OK);

        Process other = new Process(cluster, "n2").created(Process.attributes(WriteMode.ALL_REPLICAS, false, 1));
        other.overwrite(SectionId.DEFAULT, "new");
        assertThat(process.overwrite(SectionId.of("a"), "older")).isEqualTo(OK);
        assertThat(process.read(SectionId.of("a"))).isEqualTo("older");
        assertThat(other.read(SectionId.DEFAULT)).isEqualTo("new");
        assertThat(process.close()).isEqualTo(OK);
        cluster.run(50);
        assertThat(cluster.leader().registry().summaries()).hasSize(1);
    }

    @Test
    @Tag("CKPT-023")
    void unlinkingRemovesAtOnceWhatNobodyHasOpen() {
        assertThat(process.unlink()).isEqualTo(ERR_NOT_EXIST);
        process.created(SMALL);
        process.close();

        assertThat(process.unlink()).isEqualTo(OK);

        assertThat(cluster.leader().registry().summaries()).isEmpty();
        assertThat(process.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);
    }

    @Test
    @Tag("CKPT-024")
    void retentionKeepsItForAWhileAfterTheLastClose() {
        process.created(SMALL.withRetention(5 * SECOND)).create("a", "kept");
        process.close();
        cluster.run(4_000);
        process.opened();
        assertThat(process.read(SectionId.of("a"))).isEqualTo("kept");
        cluster.run(10_000);
        assertThat(process.read(SectionId.of("a"))).isEqualTo("kept");

        process.close();
        cluster.run(5_200);

        assertThat(process.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);
    }

    @Test
    @Tag("CKPT-025")
    void retentionOfNothingAndForEver() {
        process.created(SMALL.withRetention(0));
        process.close();
        assertThat(process.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);

        process.created(SMALL);
        process.close();
        cluster.run(1_000_000);

        assertThat(process.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(OK);
    }

    @Test
    @Tag("CKPT-026")
    void theEndOfAProcessClosesWhatItHadOpen() {
        process.created(SMALL.withRetention(2 * SECOND));

        cluster.endSession("n1", process.session);
        cluster.run(1_000);

        assertThat(cluster.leader().registry().summaries().get(0).openers()).isZero();
        cluster.run(1_500);
        assertThat(cluster.leader().registry().summaries()).isEmpty();
    }

    @Test
    @Tag("CKPT-027")
    void theRetentionOfAnUnlinkedCheckpointCannotBeSet() {
        process.created(SMALL);
        assertThat(process.status(new ClientCall.SetRetention(process.handle, -1)))
                .isEqualTo(ERR_INVALID_PARAM);
        assertThat(process.status(new ClientCall.SetRetention(process.handle, SECOND)))
                .isEqualTo(OK);
        process.unlink();

        assertThat(process.status(new ClientCall.SetRetention(process.handle, 2 * SECOND)))
                .isEqualTo(ERR_BAD_OPERATION);
    }

    @Test
    @Tag("CKPT-036")
    void nothingCanBeDoneWithAClosedOpening() {
        process.created(SMALL).create("a", "x");
        process.close();

        assertThat(process.read(SectionId.of("a"))).isEqualTo("ERR_BAD_HANDLE");
        assertThat(process.overwrite(SectionId.of("a"), "y")).isEqualTo(ERR_BAD_HANDLE);
        assertThat(process.close()).isEqualTo(ERR_BAD_HANDLE);
        Process thief = new Process(cluster, "n1");
        thief.handle = 1;
        assertThat(thief.read(SectionId.of("a"))).isEqualTo("ERR_BAD_HANDLE");
    }

    @Test
    @Tag("CKPT-037")
    void aNodeThatHasLeftTheClusterHasNoUseForItsOpenings() {
        process.created(SMALL).create("a", "x");
        Process cutOff = new Process(cluster, "n3").opened();
        cluster.cut("n3");
        cluster.run(2_000);
        assertThat(cutOff.read(SectionId.of("a"))).isEqualTo("ERR_UNAVAILABLE");

        cluster.heal();
        cluster.run(2_000);

        assertThat(cutOff.read(SectionId.of("a"))).isEqualTo("ERR_UNAVAILABLE");
        assertThat(cutOff.overwrite(SectionId.of("a"), "y")).isEqualTo(ERR_UNAVAILABLE);
        assertThat(cutOff.close()).isEqualTo(OK);
        assertThat(cutOff.opened().read(SectionId.of("a"))).isEqualTo("x");
    }

    @Test
    @Tag("CKPT-041")
    void whatControllersAndReplicasSayAgrees() {
        process.created(SMALL).create("a", "four");
        new Process(cluster, "n2").open(Optional.empty(), OpenFlag.READ.value());

        var status = process.checkpointStatus();
        var summary = cluster.leader().registry().summaries().get(0);

        assertThat(status.sections()).isEqualTo(1);
        assertThat(status.usedBytes()).isEqualTo(4);
        assertThat(status.replicas()).isEqualTo(summary.config().replicas()).hasSize(2);
        assertThat(status.active()).isEqualTo(summary.config().active()).contains("n1");
        assertThat(summary.openers()).isEqualTo(2);
        assertThat(summary.readers()).isEqualTo(2);
        assertThat(summary.writers()).isEqualTo(1);
    }

    @Test
    void whenAllReplicasAreLostTheCheckpointIs() {
        process.created(Process.attributes(WriteMode.ALL_REPLICAS, false, 1));
        Process remote = new Process(cluster, "n3").opened();

        cluster.crash("n1");
        cluster.crash("n2");
        cluster.boot("n1");
        cluster.boot("n2");
        cluster.run(6_000);

        assertThat(remote.read(SectionId.DEFAULT)).isIn("ERR_BAD_HANDLE", "ERR_UNAVAILABLE");
        assertThat(remote.open(Optional.empty(), Process.READ_WRITE)).isEqualTo(ERR_NOT_EXIST);
    }
}
